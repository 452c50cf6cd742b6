/**
 * The token frame: hands access tokens to script of the site's own page, through a port that only that page gets.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
const { site, origins } = document.body.dataset;
const allowed = origins.split(' ');

async function accessToken() {
  const answer = await fetch('/session/token', {
    method: 'POST',
    headers: { 'Cloakroom-Site': site },
    mode: 'same-origin',
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
  });
  if (answer.status === 200) return answer.json();
  return { state: answer.status === 401 ? 'signed-out' : 'unavailable' };
}

async function send(port) {
  try {
    const { access_token: accessToken_, expires_at: expiresAt, state } = await accessToken();
    port.postMessage(state ? { type: 'cloakroom:token', state } : { type: 'cloakroom:token', accessToken: accessToken_, expiresAt });
  } catch {
    port.postMessage({ type: 'cloakroom:token', state: 'unavailable' });
  }
}

window.addEventListener('message', (event) => {
  const isAsked = event.data?.type === 'cloakroom:token' && event.ports.length === 1;
  if (event.source !== window.parent || !allowed.includes(event.origin) || !isAsked) return;
  const [port] = event.ports;
  port.onmessage = () => send(port);
  send(port);
});

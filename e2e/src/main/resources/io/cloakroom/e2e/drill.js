/**
 * What a hostile site's own script tries from the page in which a card stands. Every attempt answers with all that it got
 * hold of, as text; what is refused answers with the refusal. Whether any of it is a member's data is judged elsewhere.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
async ({ gateway, collections, strangersSession }) => {
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const frame = document.querySelector('cloakroom-card iframe');
  const found = [];

  async function attempt(what, attack) {
    let got;
    try {
      got = String(await attack());
    } catch (refusal) {
      got = `refused: ${refusal.name}`;
    }
    found.push({ what, got });
  }

  /** Loads an address as an element does; says which event came. */
  function load(name, attribute, address, more = {}) {
    return new Promise((resolve) => {
      const element = Object.assign(document.createElement(name), more);
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      element[attribute] = address;
      document.body.append(element);
      setTimeout(() => resolve('refused: nothing came'), 3000);
    });
  }

  const messages = [];
  const listen = (event) => messages.push(JSON.stringify(event.data));
  window.addEventListener('message', listen);
  frame.src = frame.src;
  await wait(2500);

  await attempt('listen to what the card tells the page', () => messages.join(' '));
  await attempt('read the card through its frame', () => frame.contentWindow.document.body.innerText);
  await attempt('read the card through contentDocument', () => frame.contentDocument.body.innerText);
  await attempt('count the frames inside the card', () => `${frame.contentWindow.length} frames`);
  await attempt('claim the parent domain, then read the card', () => {
    document.domain = 'cloakroom.localhost';
    return frame.contentWindow.document.body.innerText;
  });

  for (const collection of collections) {
    const address = `${gateway}/app/me/collections/${collection}`;
    await attempt(`ask for ${collection} with her cookies and our header`, async () =>
      (await fetch(address, { credentials: 'include', headers: { 'Cloakroom-Site': 'demo' } })).text());
    await attempt(`ask for ${collection} with her cookies`, async () =>
      (await fetch(address, { credentials: 'include' })).text());
    await attempt(`ask for ${collection} without asking whether we may`, async () =>
      (await fetch(address, { credentials: 'include', mode: 'no-cors' })).text());
    await attempt(`load ${collection} as a script`, () => load('script', 'src', address));
    await attempt(`load ${collection} as a style sheet`, () => load('link', 'href', address, { rel: 'stylesheet' }));
    await attempt(`load ${collection} as an image`, () => load('img', 'src', address));
  }

  await attempt("ask for the member's own page", async () =>
    (await fetch(`${gateway}/app/me?site=demo`, { credentials: 'include' })).text());
  await attempt('ask for an access token as the token frame does', async () =>
    (await fetch(`${gateway}/session/token`, { method: 'POST', credentials: 'include', headers: { 'Cloakroom-Site': 'demo' } })).text());

  await attempt("open the member's own page and reach into it", async () => {
    const opened = window.open(`${gateway}/app/me?site=demo`, 'me');
    await wait(2000);
    const isCut = opened === null || opened.closed;
    const got = isCut ? 'cut off' : `still holds it: ${opened.length} frames`;
    try {
      return `${got} ${opened.document.body.innerText}`;
    } catch (refusal) {
      return `${got}, refused: ${refusal.name}`;
    } finally {
      opened?.close();
    }
  });

  await attempt("put a service worker before the gateway's pages", async () => {
    await navigator.serviceWorker.register(`${gateway}/assets/worker.js`, { scope: `${gateway}/` });
    return 'registered';
  });

  await attempt('send the card elsewhere and look what it loads', async () => {
    frame.contentWindow.location = `${gateway}/app/me/collections/${collections[0]}`;
    await wait(1000);
    return frame.contentWindow.document.body.innerText;
  });

  const plants = [
    `theme=a,__Host-cloakroom-demo=${strangersSession}; domain=cloakroom.localhost; path=/`,
    `__Host-cloakroom-demo=${strangersSession}; domain=cloakroom.localhost; path=/`,
    `__Host-cloakroom-demo=${strangersSession}; domain=cloakroom.localhost; path=/app; secure`,
    `__host-cloakroom-demo=${strangersSession}; domain=cloakroom.localhost; path=/`,
    `=__Host-cloakroom-demo=${strangersSession}; domain=cloakroom.localhost; path=/app`,
    `\t__Host-cloakroom-demo=${strangersSession}; domain=cloakroom.localhost; path=/app`,
  ];
  await attempt('plant another session for the parent domain', () => {
    for (const plant of plants) document.cookie = plant;
    return 'planted';
  });
  window.removeEventListener('message', listen);
  return JSON.stringify({ found });
}

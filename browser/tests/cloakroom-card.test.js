// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// The card in a real Chromium, with site, gateway and a stranger on hosts of their own: node --test
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch } from './support/chromium.js';
import { start } from './support/hosts.js';

const NOW = 1_000_000_000;
const EXPIRED = '/wp-login.php?action=cloakroom_expired&_wpnonce=n&redirect_to=%2Fp%2F';

/** Runs before the page: a clock that stands still, timers that a test lets ring, ears for what the card tells, and a gate. */
const PREPARED = `
  Date.now = () => ${NOW};
  window.timers = new Map();
  let next = 1000000;
  window.setTimeout = (then, milliseconds) => (timers.set(++next, { then, milliseconds }), next);
  window.clearTimeout = (id) => timers.delete(id);
  window.ring = () => { const [[id, timer]] = timers; timers.delete(id); timer.then(); return timer.milliseconds; };
  window.told = [];
  window.addEventListener('cloakroom:state', (event) => told.push({ ...event.detail, cancelable: event.cancelable, bubbles: event.bubbles }));
  window.left = [];
  window.gate = (event) => { left.push(event.destination.url); event.preventDefault(); };
  navigation.addEventListener('navigate', gate);
  /** Lets a frame tell something, and waits until it was heard. */
  window.tell = (data, frame = document.querySelector('cloakroom-card > iframe')) => new Promise((resolve) => {
    window.addEventListener('message', resolve, { once: true });
    frame.contentWindow.postMessage(data, '*');
  });
  window.card = () => document.querySelector('cloakroom-card');
  window.said = () => document.querySelector('.cloakroom-card__message').textContent;
`;

let browser;
let hosts;

before(async () => {
  hosts = await start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await hosts?.close();
});

function cardHtml(attributes = '', source = `${hosts.gateway}/card/demo/medical-profile`) {
  return `<cloakroom-card collection="medical-profile" ${attributes}><iframe src="${source}"></iframe></cloakroom-card>`;
}

async function open(html = cardHtml(), prepared = '') {
  return browser.open(hosts.page(`${html}<script type="module" src="/cloakroom-card.js"></script>`), PREPARED + prepared);
}

/** Opens a page, runs a script in it, and gives what the script returns. */
async function on(html, script, prepared) {
  const page = await open(html, prepared);
  try {
    return await page.run(script);
  } finally {
    await page.close();
  }
}

const state = (name) => `await tell({ type: 'cloakroom:card', state: '${name}' });`;

for (const name of ['loading', 'shown', 'signed-out', 'unavailable']) {
  test(`state_${name}_isOnTheElementAndInAnEvent`, async () => {
    const seen = await on(cardHtml(), `${state(name)} return { state: card().dataset.state, told, said: said() };`);
    assert.deepEqual(seen, {
      state: name,
      told: [{ collection: 'medical-profile', state: name, cancelable: name === 'signed-out', bubbles: true }],
      said: '',
    });
  });
}

test('state_toldTwice_isOneEvent', async () => {
  const told = await on(cardHtml(), `${state('loading')}${state('shown')}${state('shown')} return told.map((one) => one.state);`);
  assert.deepEqual(told, ['loading', 'shown']);
});

test('message_fromAnotherFrameOfTheGateway_isNotBelieved', async () => {
  const html = `${cardHtml()}<iframe id="other" src="${hosts.gateway}/card/demo/medical-profile"></iframe>`;
  const seen = await on(html, `await tell({ type: 'cloakroom:card', state: 'signed-out' }, document.getElementById('other')); return [card().dataset.state ?? null, told.length];`);
  assert.deepEqual(seen, [null, 0]);
});

test('message_fromTheFrameAfterItWentToAStranger_isNotBelieved', async () => {
  const script = `const frame = card().querySelector('iframe');
    await new Promise((resolve) => { frame.addEventListener('load', resolve, { once: true }); frame.contentWindow.location.replace('${hosts.stranger}/'); });
    ${state('signed-out')} return [card().dataset.state ?? null, told.length];`;
  assert.deepEqual(await on(cardHtml(), script), [null, 0]);
});

test('message_fromThePageItself_isNotBelieved', async () => {
  const script = `await new Promise((resolve) => { window.addEventListener('message', resolve, { once: true }); window.postMessage({ type: 'cloakroom:card', state: 'signed-out' }, '*'); });
    return [card().dataset.state ?? null, told.length];`;
  assert.deepEqual(await on(cardHtml(), script), [null, 0]);
});

test('message_fromAFrameWithoutOrigin_isNotBelieved', async () => {
  const frame = `data:text/html,<script>onmessage = (event) => parent.postMessage(event.data, "*")</script>`.replaceAll('"', '&quot;');
  assert.deepEqual(await on(cardHtml('', frame), `${state('shown')} return [card().dataset.state ?? null, told.length];`), [null, 0]);
});

test('message_ofAnotherForm_isIgnored', async () => {
  const messages = [null, 'shown', 7, [], {}, { type: 'cloakroom:card' }, { state: 'shown' }, { type: 'cloakroom:token', state: 'shown' }, { type: 'cloakroom:card', state: 'Shown' }, { type: 'cloakroom:card', state: ['shown'] }, { type: 'cloakroom:card', state: 'toString' }];
  const script = `for (const message of ${JSON.stringify(messages)}) await tell(message); return [card().dataset.state ?? null, told.length];`;
  assert.deepEqual(await on(cardHtml(), script), [null, 0]);
});

test('region_isThereEmptyFromTheStart_andOnlyOnce', async () => {
  const script = `const element = card(); const parent = element.parentNode; element.remove(); parent.append(element);
    const regions = [...document.querySelectorAll('[role=status]')]; return [regions.length, regions[0].textContent, regions[0].parentNode === element];`;
  assert.deepEqual(await on(cardHtml(), script), [1, '', true]);
});

test('card_takenOutOfThePage_hearsNoMore', async () => {
  const script = `const element = card(); const frame = element.querySelector('iframe'); ${state('shown')}
    element.remove(); window.dispatchEvent(new MessageEvent('message', { data: { type: 'cloakroom:card', state: 'unavailable' }, origin: '${hosts.gateway}', source: frame.contentWindow }));
    return [element.dataset.state, timers.size];`;
  assert.deepEqual(await on(cardHtml(), script), ['shown', 0]);
});

/** Lets every card's frame tell "signed-out", and gives the addresses that the page wanted to leave for. */
async function leavesFor(html, script = '') {
  return on(html, `${script}; for (const frame of document.querySelectorAll('cloakroom-card > iframe')) await tell({ type: 'cloakroom:card', state: 'signed-out' }, frame); return left;`);
}

test('signedOut_withoutAnAddress_stays', async () => {
  assert.deepEqual(await leavesFor(cardHtml()), []);
});

test('signedOut_withAnAddress_goesThere', async () => {
  assert.deepEqual(await leavesFor(cardHtml(`expired-url="${EXPIRED}"`)), [hosts.site + EXPIRED]);
});

test('signedOut_withAnAddress_arrivesThereForReal', async () => {
  const page = await open(cardHtml(`expired-url="${EXPIRED}"`));
  const arrived = Promise.all([hosts.next(`site ${EXPIRED}`), page.loaded()]);
  await page.run(`navigation.removeEventListener('navigate', gate); card().querySelector('iframe').contentWindow.postMessage({ type: 'cloakroom:card', state: 'signed-out' }, '*');`);
  await arrived;
  assert.equal(await page.run(`return sessionStorage.getItem('cloakroom:last-expiry');`), String(NOW));
  await page.close();
});

test('signedOut_twoCards_leaveOnceAndSayNothing', async () => {
  const html = cardHtml(`expired-url="${EXPIRED}"`).repeat(2);
  const script = `for (const frame of document.querySelectorAll('iframe')) await tell({ type: 'cloakroom:card', state: 'signed-out' }, frame);
    return [left, [...document.querySelectorAll('.cloakroom-card__message')].map((one) => one.textContent)];`;
  assert.deepEqual(await on(html, script), [[hosts.site + EXPIRED], ['', '']]);
});

test('signedOut_addressOfAnotherSite_isNotFollowed', async () => {
  for (const address of ['https://stranger.example/', '//stranger.example/', 'javascript:left.push(1)', 'http://[']) {
    assert.deepEqual(await leavesFor(cardHtml(`expired-url="${address}"`)), [], address);
  }
});

test('signedOut_pageThatForbidsIt_stays', async () => {
  assert.deepEqual(await leavesFor(cardHtml(`expired-url="${EXPIRED}"`), `window.addEventListener('cloakroom:state', (event) => event.preventDefault())`), []);
});

test('signedOut_lastInstantOfThePause_staysAndSaysSo', async () => {
  const html = cardHtml(`expired-url="${EXPIRED}" message-expired="Votre session est terminée."`);
  const script = `sessionStorage.setItem('cloakroom:last-expiry', '${NOW - 9_999}'); ${state('signed-out')} return [said(), card().dataset.state, left];`;
  assert.deepEqual(await on(html, script), ['Votre session est terminée.', 'signed-out', []]);
});

test('signedOut_pauseOver_goesAgain', async () => {
  assert.deepEqual(await leavesFor(cardHtml(`expired-url="${EXPIRED}"`), `sessionStorage.setItem('cloakroom:last-expiry', '${NOW - 10_000}')`), [hosts.site + EXPIRED]);
});

test('signedOut_clockThatWasPutBack_goesAgain', async () => {
  assert.deepEqual(await leavesFor(cardHtml(`expired-url="${EXPIRED}"`), `sessionStorage.setItem('cloakroom:last-expiry', '${NOW + 5_000}')`), [hosts.site + EXPIRED]);
});

test('signedOut_noteThatIsNoTime_goes', async () => {
  assert.deepEqual(await leavesFor(cardHtml(`expired-url="${EXPIRED}"`), `sessionStorage.setItem('cloakroom:last-expiry', 'garbage')`), [hosts.site + EXPIRED]);
});

test('signedOut_withoutStorage_staysAndSaysSo', async () => {
  const prepared = `Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError'); };`;
  const seen = await on(cardHtml(`expired-url="${EXPIRED}"`), `${state('signed-out')} return [said(), left];`, prepared);
  assert.deepEqual(seen, ['Your session has ended. Please sign in again.', []]);
});

test('message_ofASessionThatEnded_goesWhenTheCardIsShown', async () => {
  const script = `sessionStorage.setItem('cloakroom:last-expiry', '${NOW}'); ${state('signed-out')} const first = said(); ${state('shown')} return [first !== '', said()];`;
  assert.deepEqual(await on(cardHtml(`expired-url="${EXPIRED}"`), script), [true, '']);
});

test('silence_frameIsLoadedOnceMoreAndThenCountsAsUnavailable', async () => {
  const html = cardHtml('message-unavailable="Im Moment nicht möglich."');
  const script = `const waits = []; const loaded = new Promise((resolve) => card().querySelector('iframe').addEventListener('load', resolve, { once: true }));
    waits.push(ring()); await loaded; const between = card().dataset.state ?? null; const steps = history.length;
    waits.push(ring()); return { again: waits[1], between, state: card().dataset.state, silent: card().hasAttribute('data-silent'), said: said(), timers: timers.size, told: told.map((one) => one.state), steps };`;
  const before = hosts.asked.length;
  const seen = await on(html, script);
  assert.deepEqual(seen, { again: 8_000, between: null, state: 'unavailable', silent: true, said: 'Im Moment nicht möglich.', timers: 0, told: ['unavailable'], steps: 2 });
  assert.equal(hosts.asked.slice(before).filter((one) => one === 'members /card/demo/medical-profile').length, 2);
});

test('silence_frameThatCameBeforeTheScript_isAskedAgainSooner', async () => {
  const script = `await import('/cloakroom-card.js'); return [...timers.values()].map((timer) => timer.milliseconds);`;
  const page = await browser.open(hosts.page(cardHtml()), PREPARED);
  assert.deepEqual(await page.run(script), [1_000]);
  await page.close();
});

/** The address of the gateway's own frame, with its own script. */
function gatewayFrame(answer = { member: { name: 'Ada' }, records: [], next: null }) {
  const origin = new URL(hosts.site).origin;
  const html = `<!doctype html><title>card</title><script type="module" src="/assets/card.js"></script>
    <body data-site="demo" data-collection="medical-profile" data-origins="${origin}"><p id="who"></p><p id="own-page"></p><div id="content"></div></body>`;
  const script = readFileSync(new URL('../../core/src/main/resources/io/cloakroom/card/card.js', import.meta.url));
  hosts.answers.set('members GET /card/demo/real', () => ({ type: 'text/html; charset=utf-8', body: html }));
  hosts.answers.set('members GET /assets/card.js', () => ({ type: 'text/javascript; charset=utf-8', body: script }));
  hosts.answers.set('members GET /app/me/collections/medical-profile', () => ({ body: answer }));
  return `${hosts.gateway}/card/demo/real`;
}

test('silence_frameThatToldAllBeforeTheScript_tellsItAgainAndReadsOnce', { timeout: 20_000 }, async () => {
  const heard = `window.shown = new Promise((resolve) => window.addEventListener('message', ({ data }) => data.state === 'shown' && resolve()));`;
  const before = hosts.asked.length;
  const page = await browser.open(hosts.page(cardHtml('', gatewayFrame())), PREPARED + heard);
  const script = `await shown; const again = new Promise((resolve) => window.addEventListener('cloakroom:state', resolve, { once: true }));
    await import('/cloakroom-card.js'); await again; return [card().dataset.state, timers.size];`;
  assert.deepEqual(await page.run(script), ['shown', 0]);
  await page.close();
  assert.equal(hosts.asked.slice(before).filter((one) => one.endsWith('/app/me/collections/medical-profile')).length, 1);
});

for (const [next, says] of [[null, false], ['a-cursor', true]]) {
  test(`records_${next ? 'of which these are the first' : 'that are all'}_${says ? 'sayWhereTheOthersAre' : 'sayNoMore'}`, async () => {
    const record = { id: 'a', version: 1, fields: [{ title: 'Phone', value: '030', masked: false }] };
    const page = await browser.open(gatewayFrame({ member: { name: 'Ada' }, records: [record], next }));
    const script = `const content = document.getElementById('content');
      while (!content.textContent.includes('030')) await new Promise((resolve) => setTimeout(resolve, 20));
      return content.textContent.includes('shows them all');`;
    assert.equal(await page.run(script), says);
    await page.close();
  });
}

test('silence_frameThatIsStillToCome_hasItsTime', async () => {
  const script = `const element = document.createElement('cloakroom-card'); element.append(document.createElement('iframe')); element.lastChild.src = '${hosts.gateway}/late';
    timers.clear(); document.body.append(element); return [...timers.values()].map((timer) => timer.milliseconds);`;
  assert.deepEqual(await on(cardHtml(), script), [8_000]);
});

test('silence_frameThatTellsAtLast_takesTheMessageBack', async () => {
  const script = `const loaded = new Promise((resolve) => card().querySelector('iframe').addEventListener('load', resolve, { once: true }));
    ring(); await loaded; ring(); ${state('unavailable')} const same = [said(), card().hasAttribute('data-silent')]; ${state('shown')} return [same, card().dataset.state];`;
  assert.deepEqual(await on(cardHtml(), script), [['', false], 'shown']);
});

test('silence_frameThatTellsAnything_isNotLoadedAgain', async () => {
  assert.equal(await on(cardHtml(), `${state('loading')} return timers.size;`), 0);
});

test('module_loadedTwice_definesTheElementOnce', async () => {
  assert.equal(await on(cardHtml(), `await import('/cloakroom-card.js?again'); ${state('shown')} return told.length;`), 1);
});

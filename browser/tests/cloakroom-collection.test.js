// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// <cloakroom-collection> in a real Chromium.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { EXPIRED, open, page, problem, record } from './support/stage.js';

const SIGN_IN = '/wp-login.php?action=cloakroom_sign_in&redirect_to=%2Fp%2F';

let stage;

before(async () => (stage = await open()));
after(() => stage?.close());
beforeEach(() => stage.gateway.begin());

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function html(changes = {}) {
  const all = { collection: 'training-plan', gateway: stage.hosts.gateway, site: 'demo', login: 'ada-1', 'sign-in-url': SIGN_IN, heading: 'Plan', ...changes };
  const attributes = Object.entries(all).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<script>
    window.told = []; window.faults = [];
    window.addEventListener('cloakroom:state', (event) => told.push({ ...event.detail, cancelable: event.cancelable, bubbles: event.bubbles }));
    window.addEventListener('error', (event) => (faults.push(event.message), event.preventDefault()));
    window.it = () => document.querySelector('cloakroom-collection');
    window.content = () => it().querySelector('.cloakroom-collection__content');
    window.is = (state) => until(() => it().dataset.state === state);
  </script><script type="module" src="/cloakroom-collection.js?ver=0.1.0"></script><cloakroom-collection ${attributes.join(' ')}>before</cloakroom-collection>`;
}

async function on(changes, script, prepared) {
  const shown = await stage.show(html(changes), prepared);
  try {
    return await shown.run(script);
  } finally {
    await shown.close();
  }
}

test('element_shows_recordsAsLists', async () => {
  stage.gateway.data = () => ({ body: page([record('week-47', ['Goal', 'Stairs'], ['Born', '1984-••-••', true]), record('empty'), record('week-48', ['Goal', 'Squats\nmore'])]) });
  const seen = await on({}, `await is('shown'); return { text: it().textContent, busy: content().getAttribute('aria-busy'), live: content().getAttribute('aria-live'), title: it().querySelector('h2').textContent,
    lists: document.querySelectorAll('dl').length, masked: document.querySelector('.cloakroom-collection__masked').textContent, told };`);
  assert.deepEqual(seen.told, [
    { collection: 'training-plan', state: 'loading', cancelable: false, bubbles: true },
    { collection: 'training-plan', state: 'shown', cancelable: false, bubbles: true },
  ]);
  assert.deepEqual([seen.busy, seen.live, seen.title, seen.lists, seen.masked], ['false', 'polite', 'Training plan', 2, '1984-••-••']);
  assert.match(seen.text, /Stairs[^]*Squats\nmore[^]*Kept by Cloakroom, shown by this website/);
  assert.ok(!seen.text.includes('before'));
});

test('element_data_isNeverRunAsHtml', async () => {
  const evil = '<img src=x onerror="window.ran = true">';
  stage.gateway.data = () => ({ body: { ...page([record('week-47', [evil, evil])]), title: evil } });
  const seen = await on({ heading: evil, texts: JSON.stringify({ foot: evil, loading: evil }) }, `await is('shown'); return [document.querySelectorAll('img').length, window.ran ?? null, it().innerText.split('<img').length - 1];`);
  assert.deepEqual(seen, [0, null, 4]);
});

test('element_whileItWaits_isBusyAndSaysSo', async () => {
  stage.gateway.data = () => new Promise(() => {});
  const seen = await on({}, `return [it().dataset.state, content().getAttribute('aria-busy'), content().textContent, it().querySelector('h2').textContent];`);
  assert.deepEqual(seen, ['loading', 'true', 'Loading…', 'Plan']);
});

test('element_withoutRecords_saysSo', async () => {
  for (const records of [[], [record('week-47')]]) {
    stage.gateway.data = () => ({ body: page(records) });
    assert.deepEqual(await on({}, `await is('shown'); return content().textContent;`), 'Nothing is kept here for you yet.');
  }
});

test('denied_isToldInTheGatewaysWords', async () => {
  stage.gateway.data = () => problem(403, 'membership-required', 'To see this you need a membership.');
  assert.deepEqual(await on({}, `await is('denied'); return [content().textContent, content().getAttribute('aria-busy'), timersLeft().includes(5_000)];`), ['To see this you need a membership.', 'false', false]);
});

test('unavailable_isTriedAgainByItselfLessAndLessOften', async () => {
  stage.gateway.data = () => problem(503, 'upstream-unavailable', 'x');
  const script = `const waits = []; await is('unavailable'); const text = content().textContent;
    for (const wait of [5, 10, 20, 40, 60, 60]) { await until(() => timersLeft().includes(wait * 1000)); waits.push(wait); await advance(wait * 1000); } return [text, waits, told.map((one) => one.state)];`;
  assert.deepEqual(await on({}, script), [
    'Unable to retrieve data at this time.It is tried again by itself.',
    [5, 10, 20, 40, 60, 60],
    ['loading', 'unavailable'],
  ]);
});

test('unavailable_thatPasses_isShownAndBeginsAnewWithShortWaits', async () => {
  const bad = () => ({ body: 'x' });
  const answers = [bad(), bad(), { body: page([]) }, bad()];
  stage.gateway.data = () => answers.shift();
  const script = `await is('unavailable'); const text = content().firstChild.textContent; await advance(5_000); await until(() => timersLeft().includes(10_000)); await advance(10_000); await is('shown');
    sleep(60_001); document.dispatchEvent(new Event('visibilitychange')); await is('unavailable'); return [text, timersLeft().includes(5_000)];`;
  assert.deepEqual(await on({}, script), ['Malformed response from the API.', true]);
});

test('signedOut_showsTheButtonAndLeaves', async () => {
  stage.gateway.session = () => problem(401, 'unauthorized', 'x');
  const script = `await is('signed-out'); const link = content().querySelector('a'); await until(() => left.length > 0); return [content().textContent, link.getAttribute('href'), left, told.at(-1).cancelable];`;
  assert.deepEqual(await on({ 'expired-url': EXPIRED }, script), ['Sign in to see this.Sign in', SIGN_IN, [stage.hosts.site + EXPIRED], true]);
});

test('signedOut_forbidden_stays', async () => {
  stage.gateway.session = () => problem(401, 'unauthorized', 'x');
  const prepared = `window.addEventListener('cloakroom:state', (event) => event.preventDefault());`;
  assert.deepEqual(await on({ 'expired-url': EXPIRED }, `await is('signed-out'); await advance(0); return left;`, prepared), []);
});

test('signedOut_signInElsewhere_isNoLink', async () => {
  stage.gateway.session = () => problem(401, 'unauthorized', 'x');
  for (const address of ['https://elsewhere.example/', 'javascript:left.push(1)', '']) {
    assert.equal(await on({ 'sign-in-url': address }, `await is('signed-out'); return content().querySelectorAll('a').length;`), 0, address);
  }
});

test('signedOut_inAnotherTab_takesTheDataAway', async () => {
  const shown = await stage.show(html({ 'expired-url': EXPIRED }));
  await shown.run(`await is('shown');`);
  const other = await shown.tab(stage.hosts.page('<script type="module" src="/cloakroom-signed-out.js?ver=0.1.0"></script>'));
  assert.ok(other);
  assert.deepEqual(await shown.run(`await is('signed-out'); await advance(0); return [it().innerText.includes('Walk down stairs'), left];`), [false, []]);
  await shown.close();
});

test('more_byKeyboard_appendsAndMovesTheFocusToWhatCame', async () => {
  stage.gateway.data = ({ url }) => ({ body: url.includes('cursor') ? page([record('b', ['Goal', 'second'])]) : page([record('a', ['Goal', 'first'])], 'next') });
  const script = `await is('shown'); const button = content().querySelector('button'); const kind = button.type; button.focus(); button.click(); button.click(); const disabled = [button.disabled, button.getAttribute('aria-disabled')];
    await until(() => document.querySelectorAll('dl').length === 2); return [kind, disabled, document.activeElement.textContent, document.querySelectorAll('button').length];`;
  assert.deepEqual(await on({}, script), ['button', [false, 'true'], 'Goalsecond', 0]);
  assert.equal(stage.gateway.calls.length, 2);
});

test('more_thatFails_saysSoAndTriesAgain', async () => {
  stage.gateway.data = ({ url }) => (url.includes('cursor') ? null : { body: page([record('a', ['Goal', 'first'])], 'next') });
  assert.equal(await on({}, `await is('shown'); content().querySelector('button').click(); await is('unavailable'); await advance(5_000); await is('shown'); return document.querySelectorAll('dl').length;`), 1);
});

test('tab_thatIsLookedAtAgain_asksAfterAMinuteAndKeepsWhatIsTheSame', async () => {
  const script = `await is('shown'); const list = document.querySelector('dl'); const look = () => document.dispatchEvent(new Event('visibilitychange'));
    sleep(60_000); look(); await advance(0); sleep(1); look(); await until(() => performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/training-plan')).length >= 2); await advance(0);
    return list === document.querySelector('dl');`;
  assert.equal(await on({}, script), true);
  assert.equal(stage.gateway.calls.length, 2);
});

test('tab_thatIsLookedAtAgain_showsWhatChanged', async () => {
  const answers = [{ body: page([record('a', ['Goal', 'first'])]) }, { body: page([record('a', ['Goal', 'changed'])]) }];
  stage.gateway.data = () => answers.shift();
  const script = `await is('shown'); sleep(60_001); document.dispatchEvent(new Event('visibilitychange')); await until(() => content().textContent.includes('changed')); return told.length;`;
  assert.equal(await on({}, script), 2);
});

test('page_thatIsLeft_showsNothingToWhoeverGoesBack', async () => {
  const script = `await is('shown'); window.dispatchEvent(new Event('pagehide')); const hidden = content().textContent;
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); await until(() => content().textContent.includes('Walk')); return hidden;`;
  assert.equal(await on({}, script), 'Loading…');
});

test('element_takenOutOfThePage_doesNothingMore', async () => {
  stage.gateway.data = () => problem(503, 'upstream-unavailable', 'x');
  const script = `await is('unavailable'); const element = it(); element.remove(); const timers = timersLeft().filter((one) => one <= 60_000); await advance(60_000); sleep(60_001);
    document.dispatchEvent(new Event('visibilitychange')); await advance(0); return [timers, element.dataset.state];`;
  assert.deepEqual(await on({}, script), [[], 'unavailable']);
  assert.equal(stage.gateway.calls.length, 1);
});

test('element_takenOutWhileItWaits_comesBackWithData', async () => {
  const script = `const element = it(); const parent = element.parentNode; element.remove(); parent.append(element); await is('shown'); return [document.querySelectorAll('dl').length, document.querySelectorAll('h2').length];`;
  assert.deepEqual(await on({}, script), [1, 1]);
});

for (const [what, changes] of [
  ['gateway', { gateway: 'http://members.example.com' }],
  ['delivery', { delivery: 'card' }],
  ['relayWithoutNonce', { delivery: 'relay', 'ajax-url': '/wp-admin/admin-ajax.php' }],
  ['collection', { collection: '../x' }],
]) {
  test(`element_writtenWrong_${what}_isUnavailableAndTellsItsDeveloper`, async () => {
    const seen = await on(changes, `await is('unavailable'); return [content().textContent, faults.length, timersLeft()];`);
    assert.deepEqual(seen, ['Unable to retrieve data at this time.', 1, []]);
  });
}

test('element_byRelay_shows', async () => {
  const seen = await on({ delivery: 'relay', 'ajax-url': '/wp-admin/admin-ajax.php', 'ajax-nonce': 'n' }, `await is('shown'); return document.querySelectorAll('dl').length;`);
  assert.equal(seen, 1);
});

test('texts_inAnotherLanguage_areUsed_andWhatIsNoTextIsNot', async () => {
  stage.gateway.data = () => ({ body: page([]) });
  const texts = JSON.stringify({ empty: 'Noch nichts.', foot: 7, constructor: 'x' });
  assert.deepEqual(await on({ texts }, `await is('shown'); return [content().textContent, it().lastChild.textContent];`), ['Noch nichts.', 'Kept by Cloakroom, shown by this website']);
  for (const broken of ['{', 'null', '7', '[]']) {
    assert.equal(await on({ texts: broken }, `await is('shown'); return content().textContent;`), 'Nothing is kept here for you yet.');
  }
});

test('module_loadedTwice_definesTheElementOnce', async () => {
  assert.equal(await on({}, `await is('shown'); await import('/cloakroom-collection.js?again'); return customElements.get('cloakroom-collection') !== undefined;`), true);
});

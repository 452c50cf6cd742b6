// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// Collections by direct, in a real Chromium, through the gateway's own token frame.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { EXPIRED, MINUTE, open, page, problem, record, token } from './support/stage.js';

const UNAVAILABLE = 'Unable to retrieve data at this time.';
const MALFORMED = 'Malformed response from the API.';

let stage;

before(async () => (stage = await open()));
after(() => stage?.close());
beforeEach(() => stage.gateway.begin());

/** A page that is connected as `c`, and notes the events that it hears. */
function connected(options = {}, html = '') {
  const all = { gateway: stage.hosts.gateway, site: 'demo', login: 'ada-1', ...options };
  return `${html}<script type="module">
    import { connect } from '/cloakroom-collections.js?ver=0.1.0';
    window.heard = [];
    window.again = (changes = {}) => connect({ ...${JSON.stringify(all)}, ...changes });
    window.c = again();
    for (const name of ['signed-out', 'denied', 'unavailable']) c.addEventListener(name, (event) => heard.push([name, event.detail]));
  </script>`;
}

async function on(html, script, prepared) {
  const shown = await stage.show(html, prepared);
  try {
    return await shown.run(script);
  } finally {
    await shown.close();
  }
}

const touch = `window.dispatchEvent(new Event('keydown'));`;

test('collection_onFirstUse_comesWithATokenInAHeaderAndNowhereElse', async () => {
  const seen = await on(connected(), `const plan = await c.collection('training-plan');
    return [plan, document.documentElement.outerHTML, location.href, document.cookie, Object.entries(localStorage), performance.getEntries().map((one) => one.name)];`);
  assert.deepEqual(seen[0], {
    collection: 'training-plan',
    title: 'Training plan',
    records: [{ id: 'week-47', version: 1, fields: [{ name: 'goal', title: 'goal', value: 'Walk down stairs', masked: false }] }],
    next: null,
  });
  assert.deepEqual(stage.gateway.calls, [{ url: '/v1/me/collections/training-plan', authorization: `Bearer ${token(1)}`, cookie: undefined }]);
  assert.ok(!JSON.stringify(seen).includes(token(1)));
});

test('preflight_asksForGetAndAuthorizationAlone', async () => {
  await on(connected(), `await c.collection('training-plan');`);
  assert.equal(stage.gateway.preflight['access-control-request-method'], 'GET');
  assert.equal(stage.gateway.preflight['access-control-request-headers'], 'authorization');
});

test('frame_isHiddenFromEveryoneAndMayDoLittle', async () => {
  const seen = await on(connected({}, '<style>iframe { display: block }</style>'), `await c.collection('training-plan'); const frame = document.querySelector('iframe');
    return [getComputedStyle(frame).display, frame.getAttribute('sandbox'), document.querySelectorAll('iframe').length];`);
  assert.deepEqual(seen, ['none', 'allow-scripts allow-same-origin', 1]);
});

test('connections_severalOnAPage_shareFrameAndToken', async () => {
  const script = `const others = [c, again(), again()]; await Promise.all(others.map((one) => one.collection('training-plan'))); return document.querySelectorAll('iframe').length;`;
  assert.equal(await on(connected(), script), 1);
  assert.equal(stage.gateway.given, 1);
});

// Renewal.

/** How many tokens were given out after the script, which begins with one that has just come. */
async function given(script) {
  await on(connected(), `await c.collection('training-plan'); ${script}`);
  return stage.gateway.given;
}

test('token_withMoreThanAMinuteLeft_isUsedAgain', async () => {
  assert.equal(await given(`sleep(${14 * MINUTE - 1}); await c.collection('training-plan');`), 1);
});

test('token_withAMinuteLeft_isRenewedBeforeUse', async () => {
  assert.equal(await given(`sleep(${14 * MINUTE}); await c.collection('training-plan');`), 2);
  assert.equal(stage.gateway.calls[1].authorization, `Bearer ${token(2)}`);
});

test('token_thatIsSaidToLastLong_isRenewedAfterAQuarterOfAnHourAllTheSame', async () => {
  stage.gateway.life = 24 * 60 * MINUTE;
  assert.equal(await given(`sleep(${14 * MINUTE}); await c.collection('training-plan');`), 2);
});

test('timer_pageThatIsTouched_renewsAMinuteBeforeTheEnd', async () => {
  assert.equal(await given(`sleep(1000); ${touch} await advance(${14 * MINUTE - 1001});`), 1);
  stage.gateway.begin();
  assert.equal(await given(`sleep(1000); ${touch} await advance(${14 * MINUTE - 1000}); await until(() => kept()[0]?.[1].includes('${token(2)}'));`), 2);
});

test('timer_pageThatNobodyTouches_letsTheTokenGoInItsTime', async () => {
  const script = `await advance(${15 * MINUTE - 1}); const before = kept().length; await advance(1); return [before, kept().length, timersLeft()];`;
  assert.deepEqual(await on(connected(), `await c.collection('training-plan'); ${script}`), [1, 0, []]);
  assert.equal(stage.gateway.given, 1);
});

test('timer_renewalThatFails_isTriedAgainAtTheNextUse', async () => {
  const shown = await stage.show(connected());
  await shown.run(`await c.collection('training-plan'); sleep(1000); ${touch}`);
  stage.gateway.session = () => problem(503, 'upstream-unavailable', UNAVAILABLE);
  const asked = stage.hosts.next('members /session/token');
  await shown.run(`await advance(${14 * MINUTE - 1000});`);
  await asked;
  stage.gateway.session = () => stage.gateway.issue();
  // The first may still wait for the renewal that fails, and uses what is left.
  assert.deepEqual(await shown.run(`await c.collection('training-plan'); await c.collection('training-plan'); return heard;`), []);
  assert.equal(stage.gateway.given, 2);
  await shown.close();
});

test('laptop_thatSleptBeyondTheEnd_renewsAtTheNextUseAndItsLateTimerAsksForNothing', async () => {
  stage.gateway.life = 24 * 60 * MINUTE;
  assert.equal(await given(`${touch} sleep(${3 * 60 * MINUTE}); await c.collection('training-plan'); await advance(0); await c.collection('training-plan');`), 2);
});

test('laptop_thatSleptBeyondTheEnd_lateTimerLetsTheTokenGo', async () => {
  const script = `await c.collection('training-plan'); sleep(1000); ${touch} sleep(${3 * 60 * MINUTE}); await advance(0); return kept();`;
  assert.deepEqual(await on(connected(), script), []);
  assert.equal(stage.gateway.given, 1);
});

test('clock_thatWasPutBack_makesTheTokenDoubtful', async () => {
  assert.equal(await given(`sleep(-${60 * MINUTE}); await c.collection('training-plan');`), 2);
});

test('clock_thatIsAnHourFast_worksWithATokenForEachUse', async () => {
  const script = `sleep(${60 * MINUTE}); for (let i = 0; i < 3; i++) await c.collection('training-plan'); return [heard, kept(), timersLeft()];`;
  assert.deepEqual(await on(connected(), script), [[], [], []]);
  assert.equal(stage.gateway.given, 3);
});

test('clock_thatIsAnHourSlow_isPutRightByTheGatewaysRefusal', async () => {
  const shown = await stage.show(connected());
  await shown.run(`sleep(-${60 * MINUTE}); await c.collection('training-plan');`);
  stage.gateway.revoke();
  assert.equal(await shown.run(`sleep(${5 * MINUTE}); return (await c.collection('training-plan')).title;`), 'Training plan');
  assert.equal(stage.gateway.given, 2);
  await shown.close();
});

test('renewal_thatCannotBeHad_usesWhatIsLeft', async () => {
  const shown = await stage.show(connected());
  await shown.run(`await c.collection('training-plan'); sleep(${14 * MINUTE});`);
  stage.gateway.session = () => problem(503, 'upstream-unavailable', UNAVAILABLE);
  assert.equal(await shown.run(`return (await c.collection('training-plan')).title;`), 'Training plan');
  const late = await shown.run(`sleep(${MINUTE}); return tried(() => c.collection('training-plan'));`);
  assert.deepEqual([late.state, late.message], ['unavailable', UNAVAILABLE]);
  await shown.close();
});

test('renewal_wantedByManyAtOnce_happensOnce', async () => {
  assert.equal(await given(`sleep(${14 * MINUTE}); await Promise.all(Array.from({ length: 8 }, () => c.collection('training-plan')));`), 2);
  assert.equal(stage.gateway.calls.length, 9);
});

// Refusals.

test('token_thatIsRefused_isRenewedOnceAndTheCallRepeated', async () => {
  const shown = await stage.show(connected());
  await shown.run(`await c.collection('training-plan');`);
  stage.gateway.revoke();
  assert.deepEqual(await shown.run(`return [(await c.collection('training-plan')).title, heard];`), ['Training plan', []]);
  assert.equal(stage.gateway.given, 2);
  await shown.close();
});

test('token_refusedToManyAtOnce_isRenewedOnce', async () => {
  const shown = await stage.show(connected());
  await shown.run(`await c.collection('training-plan');`);
  stage.gateway.revoke();
  await shown.run(`await Promise.all(Array.from({ length: 8 }, () => c.collection('training-plan')));`);
  assert.equal(stage.gateway.given, 2);
  await shown.close();
});

test('token_thatIsRefusedTwice_endsTheSessionAndStaysNowhere', async () => {
  stage.gateway.session = () => ({ body: { ...stage.gateway.issue().body, access_token: token('nobody believes') } });
  const seen = await on(connected({ expiredUrl: EXPIRED }), `return [await tried(() => c.collection('training-plan')), heard, kept(), left, timersLeft()];`);
  const sentence = 'Your session has ended. Please sign in again.';
  assert.deepEqual(seen, [
    { state: 'signed-out', code: 'unauthorized', message: sentence, name: 'CloakroomFault' },
    [['signed-out', { collection: 'training-plan', code: 'unauthorized', message: sentence }]],
    [],
    [stage.hosts.site + EXPIRED],
    [],
  ]);
  assert.equal(stage.gateway.calls.length, 2);
});

const signedOut = () => problem(401, 'unauthorized', 'Sign in again.');

test('frame_thatTellsSignedOut_endsTheSessionWithoutACall', async () => {
  stage.gateway.session = signedOut;
  const seen = await on(connected({ expiredUrl: EXPIRED }), `await tried(() => c.collection('training-plan')); return [heard.map(([name]) => name), left];`);
  assert.deepEqual(seen, [['signed-out'], [stage.hosts.site + EXPIRED]]);
  assert.deepEqual(stage.gateway.calls, []);
});

test('signedOut_cancelled_staysOnThePage', async () => {
  stage.gateway.session = signedOut;
  const script = `c.addEventListener('signed-out', (event) => event.preventDefault()); await tried(() => c.collection('training-plan')); return left;`;
  assert.deepEqual(await on(connected({ expiredUrl: EXPIRED }), script), []);
});

test('signedOut_secondWithinTenSeconds_staysOnThePage', async () => {
  stage.gateway.session = signedOut;
  const script = `sessionStorage.setItem('cloakroom:last-expiry', String(now - 9_999)); await tried(() => c.collection('training-plan')); return left;`;
  assert.deepEqual(await on(connected({ expiredUrl: EXPIRED }), script), []);
});

test('frame_thatTellsDenied_isToldKindly', async () => {
  stage.gateway.session = () => problem(403, 'delivery-not-allowed', 'x');
  const seen = await on(connected(), `return [await tried(() => c.collection('training-plan')), heard.map(([name]) => name), kept()];`);
  assert.deepEqual(seen, [
    { state: 'denied', code: 'delivery-not-allowed', message: 'This data is not given out by this way.', name: 'CloakroomFault' },
    ['denied'],
    [],
  ]);
});

// Whose token it is.

test('token_ofAnotherLogin_isNeverUsedAndGoes', async () => {
  const shown = await stage.show(connected());
  await shown.run(`await c.collection('training-plan');`);
  await shown.go(stage.hosts.page(connected({ login: 'eve-1' })));
  await shown.run(`await c.collection('training-plan');`);
  assert.deepEqual(stage.gateway.calls.map((one) => one.authorization), [token(1), token(2)].map((one) => `Bearer ${one}`));
  const kept = await shown.run(`return kept();`);
  assert.equal(kept.length, 1);
  assert.ok(kept[0][1].includes(token(2)) && !kept[0][1].includes(token(1)));
  await shown.close();
});

test('token_ofTheSameLogin_isThereOnTheNextPage', async () => {
  const shown = await stage.show(connected());
  await shown.run(`await c.collection('training-plan');`);
  await shown.go(stage.hosts.page(connected()));
  assert.deepEqual(await shown.run(`await c.collection('training-plan'); return timersLeft();`), [14 * MINUTE]);
  assert.equal(stage.gateway.given, 1);
  await shown.close();
});

for (const login of [null, '', undefined]) {
  test(`token_withoutALogin_${login === undefined ? 'undefined' : JSON.stringify(login)}_isNotStored`, async () => {
    const script = `await c.collection('training-plan'); await c.collection('training-plan'); return kept();`;
    assert.deepEqual(await on(connected({ login }), script), []);
    assert.equal(stage.gateway.given, 1);
  });
}

test('token_whereStorageIsForbidden_isKeptInMemory', async () => {
  const prepared = `for (const name of ['getItem', 'setItem', 'removeItem']) Storage.prototype[name] = () => { throw new DOMException('no', 'SecurityError'); };`;
  await on(connected(), `await c.collection('training-plan'); await c.collection('training-plan');`, prepared);
  assert.equal(stage.gateway.given, 1);
});

const NAME = () => `cloakroom:token:demo@${stage.hosts.gateway}`;
for (const [what, value] of [
  ['garbage', '{'],
  ['null', 'null'],
  ['text', '"x"'],
  ['noTimes', JSON.stringify({ login: 'ada-1', accessToken: token(9) })],
  ['noToken', JSON.stringify({ login: 'ada-1', accessToken: 'x y\r\nz', takenAt: 0, usableUntil: 9e15 })],
]) {
  test(`storage_with_${what}_isNotBelieved`, async () => {
    const script = `sessionStorage.setItem('${NAME()}', ${JSON.stringify(value)}); await c.collection('training-plan'); return kept();`;
    const kept = await on(connected(), script);
    assert.ok(kept[0][1].includes(token(1)));
    assert.equal(stage.gateway.calls[0].authorization, `Bearer ${token(1)}`);
  });
}

test('forget_duringARenewal_keepsNothing', async () => {
  const shown = await stage.show(connected());
  let goOn;
  stage.gateway.session = () => new Promise((resolve) => (goOn = () => resolve(stage.gateway.issue())));
  const asked = stage.hosts.next('members /session/token');
  const done = shown.run(`const plan = c.collection('training-plan'); await plan; return [kept(), heard];`);
  await asked;
  await shown.run(`c.forget();`);
  goOn();
  assert.deepEqual(await done, [[], []]);
  await shown.close();
});

// Many tabs.

test('tabs_manyAtOnce_renewOneAfterAnother', async () => {
  const first = await stage.show(connected());
  const tabs = [first];
  while (tabs.length < 5) tabs.push(await first.tab(stage.hosts.page(connected())));
  let at = 0;
  let most = 0;
  stage.gateway.session = async () => {
    most = Math.max(most, ++at);
    await new Promise((resolve) => setTimeout(resolve, 50));
    at--;
    return stage.gateway.issue();
  };
  await Promise.all(tabs.map((tab) => tab.run(`await c.collection('training-plan');`)));
  assert.deepEqual([most, stage.gateway.given], [1, 5]);
  await first.close();
});

test('tabs_oneThatHoldsTheTurnForTooLong_isNotWaitedFor', async () => {
  const first = await stage.show(connected());
  const second = await first.tab(stage.hosts.page(connected()));
  await first.run(`await new Promise((held) => navigator.locks.request('cloakroom:token:demo@${stage.hosts.gateway}', () => (held(), new Promise(() => {}))));`);
  const script = `const plan = c.collection('training-plan'); await until(() => timersLeft().includes(10_000)); await advance(9_999); const before = kept().length; await advance(1); return [before, (await plan).title];`;
  assert.deepEqual(await second.run(script), [0, 'Training plan']);
  await first.close();
});

test('tabs_withoutLocks_renewAllTheSame', async () => {
  const prepared = `Object.defineProperty(navigator, 'locks', { value: undefined });`;
  assert.equal(await on(connected(), `return (await c.collection('training-plan')).title;`, prepared), 'Training plan');
});

test('tabs_oneThatIsSignedOut_tellsTheOthersAndTheyStay', async () => {
  const first = await stage.show(connected({ expiredUrl: EXPIRED }));
  const second = await first.tab(stage.hosts.page(connected({ expiredUrl: EXPIRED })));
  await second.run(`await c.collection('training-plan');`);
  stage.gateway.session = signedOut;
  await first.run(`await tried(() => c.collection('training-plan'));`);
  const seen = await second.run(`await until(() => heard.length > 0); return [heard.map(([name]) => name), kept(), left];`);
  assert.deepEqual(seen, [['signed-out'], [], []]);
  assert.deepEqual(await first.run(`return left;`), [stage.hosts.site + EXPIRED]);
  await first.close();
});

test('tabs_ofAnotherSitesSession_areNotConcerned', async () => {
  const first = await stage.show(connected());
  const second = await first.tab(stage.hosts.page(connected({ site: 'other' })));
  await second.run(`window.channel = new BroadcastChannel('cloakroom'); channel.onmessage = ({ data }) => (window.last ||= data.type === 'last');`);
  stage.gateway.session = signedOut;
  await first.run(`await tried(() => c.collection('training-plan')); new BroadcastChannel('cloakroom').postMessage({ type: 'last' });`);
  assert.deepEqual(await second.run(`await until(() => window.last); return heard;`), []);
  await first.close();
});

// Strangers.

/** A page of a host that frames the gateway's token frame and asks it for a token as the module does. */
function asking(host, before = '') {
  const frame = `${stage.hosts.gateway}/session/token?site=demo`;
  return `<script type="module">
    const frame = document.createElement('iframe'); frame.src = '${frame}';
    await new Promise((resolve) => { frame.onload = resolve; document.body.append(frame); });
    window.ask = (source = window) => { const { port1, port2 } = new MessageChannel(); window.port = port1; port1.onmessage = (event) => { window.answer = event.data; };
      source.postMessage.call(frame.contentWindow, { type: 'cloakroom:token' }, '*', [port2]); };
    ${before} window.frameIsThere = frame;
  </script>`;
}

test('frame_askedByTheSitesPage_answers', async () => {
  const shown = await stage.show('<body></body>' + asking('site'));
  await shown.run(`await until(() => window.frameIsThere); ask(); await until(() => window.answer);`);
  assert.equal(stage.gateway.given, 1);
  await shown.close();
});

test('frame_askedByAStrangersPage_asksTheGatewayForNothing', async () => {
  stage.hosts.answers.set('stranger GET /page', () => ({ type: 'text/html; charset=utf-8', body: `<!doctype html><body></body>${asking('stranger')}` }));
  const shown = await stage.browser.open(`${stage.hosts.stranger}/page`);
  const script = `while (!window.frameIsThere) await new Promise((resolve) => setTimeout(resolve, 10)); ask(); await new Promise((resolve) => setTimeout(resolve, 300)); return window.answer ?? null;`;
  assert.equal(await shown.run(script), null);
  assert.equal(stage.gateway.given, 0);
  await shown.close();
});

test('frame_askedByAnotherFrameOfTheSite_asksTheGatewayForNothing', async () => {
  const inner = stage.hosts.page('<script>window.ready = true</script>');
  const shown = await stage.show(`<body><iframe id="inner" src="${inner}"></iframe></body>${asking('site')}`);
  const script = `await until(() => window.frameIsThere && document.getElementById('inner').contentWindow.ready);
    const { port1, port2 } = new MessageChannel(); port1.onmessage = (event) => { window.answer = event.data; };
    // The frame sees whose script runs: the inner page's.
    document.getElementById('inner').contentWindow.eval('(frame, port) => frame.postMessage({ type: "cloakroom:token" }, "*", [port])')(frameIsThere.contentWindow, port2);
    await until(() => true); ask(); await until(() => window.answer); return 1;`;
  await shown.run(script);
  assert.equal(stage.gateway.given, 1);
  await shown.close();
});

for (const message of [null, 'cloakroom:token', {}, { type: 'cloakroom:tokens' }, { type: 'toString' }, { type: ['cloakroom:token'] }]) {
  test(`frame_askedBy_${JSON.stringify(message)}_asksTheGatewayForNothing`, async () => {
    const shown = await stage.show('<body></body>' + asking('site'));
    const script = `await until(() => window.frameIsThere); const { port1, port2 } = new MessageChannel();
      frameIsThere.contentWindow.postMessage(${JSON.stringify(message)}, '*', [port2]); frameIsThere.contentWindow.postMessage({ type: 'cloakroom:token' }, '*');
      ask(); await until(() => window.answer);`;
    await shown.run(script);
    assert.equal(stage.gateway.given, 1);
    await shown.close();
  });
}

test('frame_askedAgainOnThePort_answersAgain', async () => {
  const shown = await stage.show('<body></body>' + asking('site'));
  const script = `await until(() => window.frameIsThere); ask(); await until(() => window.answer); const first = answer.accessToken; window.answer = null;
    port.postMessage('anything'); await until(() => window.answer); return [first, answer.accessToken];`;
  assert.deepEqual(await shown.run(script), [token(1), token(2)]);
  await shown.close();
});

test('page_messagesOfStrangers_areNotHeard', async () => {
  const evil = `{ type: 'cloakroom:token', accessToken: '${token('evil')}', expiresAt: '2026-11-21T12:15:00Z' }`;
  const html = connected({}, `<iframe id="stranger" src="${stage.hosts.stranger}/"></iframe>`);
  const script = `const plan = c.collection('training-plan');
    for (let i = 0; i < 5; i++) { document.getElementById('stranger').contentWindow.postMessage(${evil}, '*'); window.postMessage(${evil}, '*'); await new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); }); }
    await plan; return kept();`;
  const kept = await on(html, script);
  assert.ok(kept[0][1].includes(token(1)) && !JSON.stringify(kept).includes(token('evil')));
});

test('frame_thatWentToAStranger_isNotAskedAndReplaced', async () => {
  const shown = await stage.show(connected());
  await shown.run(`await c.collection('training-plan'); const frame = document.querySelector('iframe');
    await new Promise((resolve) => { frame.onload = resolve; frame.contentWindow.location.replace('${stage.hosts.stranger}/'); });
    window.lied = 0; window.addEventListener('message', () => lied++);`);
  const script = `c.forget(); const first = tried(() => c.collection('training-plan')); await until(() => timersLeft().includes(12_000)); await advance(12_000);
    return [(await first).state, (await c.collection('training-plan')).title, lied];`;
  assert.deepEqual(await shown.run(script), ['unavailable', 'Training plan', 0]);
  await shown.close();
});

test('frame_thatNeverComes_isGivenUpAndReplaced', async () => {
  let goOn;
  stage.hosts.answers.set('members GET /session/token', () => new Promise((resolve) => (goOn = () => resolve(null))));
  const shown = await stage.show(connected());
  const asked = stage.hosts.next('members /session/token?site=demo');
  await shown.run(`window.first = tried(() => c.collection('training-plan')); await until(() => timersLeft().includes(8_000));`);
  await asked;
  const script = `await advance(7_999); const still = document.querySelectorAll('iframe').length; await advance(1);
    return [still, (await first).message, document.querySelectorAll('iframe').length];`;
  assert.deepEqual(await shown.run(script), [1, UNAVAILABLE, 0]);
  goOn();
  stage.hosts.answers.delete('members GET /session/token');
  assert.equal(await shown.run(`return (await c.collection('training-plan')).title;`), 'Training plan');
  await shown.close();
});

for (const [what, body] of [
  ['noToken', { expires_at: '2026-11-21T12:15:00Z' }],
  ['noEnd', { access_token: token(1) }],
  ['list', []],
  ['tokenWithALineBreak', { access_token: `${token(1)}\n`, expires_at: '2026-11-21T12:15:00Z' }],
  ['tokenTooLong', { access_token: `e30.${'a'.repeat(8_185)}.c2ln`, expires_at: '2026-11-21T12:15:00Z' }],
  ['endThatIsNone', { access_token: token(1), expires_at: 'soon' }],
  ['endThatIsANumber', { access_token: token(1), expires_at: 1_900_000_000_000 }],
]) {
  test(`token_answer_${what}_isNotUsed`, async () => {
    stage.gateway.session = () => ({ body });
    assert.equal((await on(connected(), `return tried(() => c.collection('training-plan'));`)).state, 'unavailable');
    assert.deepEqual(stage.gateway.calls, []);
  });
}

// Answers.

async function answered(data, prepared) {
  stage.gateway.data = typeof data === 'function' ? data : () => data;
  const seen = await on(connected(), `return [await tried(() => c.collection('training-plan')), heard.map(([name]) => name)];`, prepared);
  return seen;
}

const one = (changes) => page([{ ...record('week-47', ['goal', 'x']), ...changes }]);
const field = (changes) => one({ fields: [{ name: 'goal', title: 'Goal', value: 'x', masked: false, ...changes }] });
for (const [what, body] of [
  ['noJson', '<html>'],
  ['empty', ''],
  ['null', 'null'],
  ['list', []],
  ['anotherCollection', { ...page([]), collection: 'contact-details' }],
  ['noTitle', { ...page([]), title: undefined }],
  ['titleTooLong', { ...page([]), title: 'x'.repeat(501) }],
  ['recordsNoList', { ...page([]), records: {} }],
  ['recordsTooMany', page(Array.from({ length: 1_001 }, (_, i) => record(`r-${i}`)))],
  ['recordNull', page([null])],
  ['recordId', one({ id: '../x' })],
  ['recordVersion', one({ version: '1' })],
  ['recordFields', one({ fields: null })],
  ['fieldsTooMany', one({ fields: Array.from({ length: 201 }, () => ({ name: 'a', title: 'a', value: '', masked: false })) })],
  ['fieldList', one({ fields: [[]] })],
  ['fieldValue', field({ value: 7 })],
  ['fieldMasked', field({ masked: 'no' })],
  ['fieldName', field({ name: '' })],
  ['nextNoText', page([], 7)],
  ['nextWithASpace', page([], 'a b')],
  ['nextTooLong', page([], 'x'.repeat(4_097))],
  ['badUtf8', Buffer.from([0x22, 0xff, 0x22])],
  ['tooLong', `"${'x'.repeat(4 * 1024 * 1024)}"`],
]) {
  test(`answer_${what}_isMalformed`, async () => {
    const [fault, heard] = await answered({ body });
    assert.deepEqual([fault.state, fault.code, fault.message, heard], ['unavailable', 'upstream-malformed', MALFORMED, ['unavailable']]);
  });
}

test('answer_atEveryLimit_isRead', async () => {
  const longest = page(Array.from({ length: 1_000 }, (_, i) => record(`r-${i}`)), 'x'.repeat(4_096));
  longest.title = 'x'.repeat(500);
  const [read] = await answered({ body: longest });
  assert.deepEqual([read.records.length, read.next.length], [1_000, 4_096]);
});

test('answer_moreThanTheContract_isLeftOut', async () => {
  const [read] = await answered({ body: { ...field({ more: 1, __proto__: null }), more: 1, member: { name: 'Ada' } } });
  assert.deepEqual(Object.keys(read).sort(), ['collection', 'next', 'records', 'title']);
  assert.deepEqual(Object.keys(read.records[0].fields[0]).sort(), ['masked', 'name', 'title', 'value']);
});

for (const [what, answer, code, message] of [
  ['unavailable', problem(503, 'upstream-unavailable', 'told otherwise'), 'upstream-unavailable', UNAVAILABLE],
  ['malformed', problem(502, 'upstream-malformed', 'told otherwise'), 'upstream-malformed', MALFORMED],
  ['aPageOfAProxy', { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' }, 'upstream-unavailable', UNAVAILABLE],
  ['aMistakeOfTheGateway', problem(500, 'internal', 'x'), 'upstream-unavailable', UNAVAILABLE],
  ['aPageFromInBetween', { status: 403, type: 'text/html', body: '<h1>Blocked</h1>' }, 'upstream-malformed', MALFORMED],
  ['aBadRequest', problem(400, 'bad-request', 'x'), 'bad-request', UNAVAILABLE],
  ['aRedirect', { status: 302, headers: { Location: '/elsewhere' } }, 'upstream-unavailable', UNAVAILABLE],
  ['nothingAtAll', null, 'upstream-unavailable', UNAVAILABLE],
]) {
  test(`answer_${what}_isUnavailable`, async () => {
    const [fault, heard] = await answered(answer);
    assert.deepEqual([fault.state, fault.code, fault.message, heard], ['unavailable', code, message, ['unavailable']]);
  });
}

test('answer_thatComesTooLate_isUnavailable', async () => {
  const prepared = `const timeout = AbortSignal.timeout; AbortSignal.timeout = (milliseconds) => { window.deadline = milliseconds; return timeout.call(AbortSignal, 50); };`;
  const shown = await stage.show(connected(), `if (window === top) { ${prepared} }`);
  stage.gateway.data = () => new Promise(() => {});
  const fault = await shown.run(`return { ...(await tried(() => c.collection('training-plan'))), deadline };`);
  assert.deepEqual([fault.state, fault.deadline], ['unavailable', 20_000]);
  await shown.close();
});

for (const [code, status] of [['membership-required', 403], ['delivery-not-allowed', 403], ['not-found', 404]]) {
  test(`answer_${code}_isDeniedInTheGatewaysWords`, async () => {
    const [fault, heard] = await answered(problem(status, code, 'To see this you need a membership.'));
    assert.deepEqual([fault.state, fault.code, fault.message, heard], ['denied', code, 'To see this you need a membership.', ['denied']]);
  });
}

const busy = (after) => problem(429, 'rate-limited', 'x', after === undefined ? {} : { 'Retry-After': after });

test('answer_tooMany_isWaitedForAsItSays', async () => {
  const shown = await stage.show(connected());
  const answers = [busy('7'), busy('20'), { body: page([]) }];
  stage.gateway.data = () => answers.shift();
  const script = `const plan = c.collection('training-plan'); const waits = [];
    for (const wait of [7_000, 20_000]) { await until(() => timersLeft().includes(wait)); waits.push(wait); await advance(wait); } return [waits, (await plan).records];`;
  assert.deepEqual(await shown.run(script), [[7_000, 20_000], []]);
  await shown.close();
});

test('answer_tooManyForTooLong_isUnavailableAtOnce', async () => {
  const [fault] = await answered(busy('21'));
  assert.deepEqual([fault.state, fault.code], ['unavailable', 'rate-limited']);
  assert.equal(stage.gateway.calls.length, 1);
});

test('answer_tooManyThreeTimes_isUnavailable', async () => {
  stage.gateway.data = () => busy(undefined);
  const script = `const plan = tried(() => c.collection('training-plan')); for (let i = 0; i < 2; i++) { await until(() => timersLeft().includes(5_000)); await advance(5_000); } return plan;`;
  assert.equal((await on(connected(), script)).code, 'rate-limited');
  assert.equal(stage.gateway.calls.length, 3);
});

test('answer_tooManyAndAborted_waitsNoLonger', async () => {
  stage.gateway.data = () => busy('20');
  const script = `const controller = new AbortController(); const plan = tried(() => c.collection('training-plan', { signal: controller.signal }));
    await until(() => timersLeft().includes(20_000)); controller.abort(); return [(await plan).name, heard];`;
  assert.deepEqual(await on(connected(), script), ['AbortError', []]);
});

// Pages, records, lists.

test('records_ofSeveralPages_comeOneAfterAnother', async () => {
  stage.gateway.data = ({ url }) => ({ body: url.includes('cursor=two%2B') ? page([record('week-48')]) : page([record('week-47')], 'two+') });
  const script = `const ids = []; for await (const { id } of c.records('training-plan')) ids.push(id); return ids;`;
  assert.deepEqual(await on(connected(), script), ['week-47', 'week-48']);
});

test('records_thatGoRoundInCircles_areMalformed', async () => {
  stage.gateway.data = () => ({ body: page([record('week-47')], 'again') });
  const script = `const ids = []; const fault = await tried(async () => { for await (const { id } of c.records('training-plan')) ids.push(id); }); return [ids.length, fault.message];`;
  assert.deepEqual(await on(connected(), script), [2, MALFORMED]);
});

test('collection_withLimitAndCursor_asksForThem', async () => {
  await on(connected(), `await c.collection('training-plan', { limit: 5, cursor: 'a&b' });`);
  assert.equal(stage.gateway.calls[0].url, '/v1/me/collections/training-plan?cursor=a%26b&limit=5');
});

test('record_byItsId_isTheOne', async () => {
  assert.equal(await on(connected(), `return (await c.record('training-plan', 'week-47')).id;`), 'week-47');
  assert.equal(stage.gateway.calls[0].url, '/v1/me/collections/training-plan/week-47');
});

test('record_ofAnotherId_isMalformed', async () => {
  stage.gateway.data = () => ({ body: page([record('week-48')]) });
  assert.equal(await on(connected(), `return (await tried(() => c.record('training-plan', 'week-47'))).message;`), MALFORMED);
});

test('collections_areListed', async () => {
  const listed = { collection: 'training-plan', title: 'Training plan', records: 'many', deliveries: ['direct'] };
  stage.gateway.data = () => ({ body: { collections: [listed] } });
  assert.deepEqual(await on(connected(), `return c.collections();`), [listed]);
  for (const wrong of [{}, { collections: [{ ...listed, records: 'some' }] }, { collections: [{ ...listed, deliveries: 'direct' }] }, { collections: [{ ...listed, collection: '../x' }] }]) {
    stage.gateway.data = () => ({ body: wrong });
    assert.equal(await on(connected(), `return (await tried(() => c.collections())).message;`), MALFORMED);
  }
});

test('names_thatAreNone_areRefusedBeforeAnyCall', async () => {
  const script = `const calls = [() => c.collection('../x'), () => c.collection('Training'), () => c.collection(undefined), () => c.record('training-plan', '..'), () => c.record('training-plan'),
      () => c.collection('training-plan', { cursor: '' }), () => c.collection('training-plan', { limit: 101 }), () => c.collection('training-plan', { limit: 0 })];
    return Promise.all(calls.map(async (call) => (await tried(call)).name));`;
  assert.deepEqual(await on(connected(), script), Array(8).fill('TypeError'));
  assert.equal(stage.gateway.given, 0);
});

test('options_thatCannotBeUsed_areRefused', async () => {
  const wrong = [
    { gateway: 'http://members.example.com' },
    { gateway: 'https://members.example.com/x' },
    { gateway: 'javascript:alert(1)' },
    { gateway: 'members.example.com' },
    { gateway: 'http://localhost.example.com' },
    { gateway: null },
    { site: '../x' },
    { site: null },
    { delivery: 'card' },
    { delivery: 'relay' },
    { delivery: 'relay', ajaxUrl: 'https://elsewhere.example/wp-admin/admin-ajax.php', nonce: 'n' },
    { delivery: 'relay', ajaxUrl: '/wp-admin/admin-ajax.php' },
  ];
  const script = `return Promise.all(${JSON.stringify(wrong)}.map(async (one) => (await tried(() => again(one))).name ?? one));`;
  assert.deepEqual(await on(connected(), script), wrong.map(() => 'TypeError'));
});

test('options_goodGateways_areTaken', async () => {
  const good = ['https://members.example.com', 'https://members.example.com/', 'https://members.example.com:8443', 'http://localhost:8081', 'http://members.cloakroom.localhost:8081'];
  assert.equal(await on(connected(), `return ${JSON.stringify(good)}.map((gateway) => again({ gateway })).length;`), 5);
});

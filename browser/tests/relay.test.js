// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// Collections by relay: the page asks the site's own server, and brings it a ticket where it has no token.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { EXPIRED, open, page, problem, record } from './support/stage.js';

const UNAVAILABLE = 'Unable to retrieve data at this time.';
const MALFORMED = 'Malformed response from the API.';
const AJAX = '/wp-admin/admin-ajax.php';

let stage;

before(async () => (stage = await open()));
after(() => stage?.close());
beforeEach(() => stage.gateway.begin());

async function on(script, options = {}) {
  const all = { gateway: stage.hosts.gateway, site: 'demo', delivery: 'relay', login: 'ada-1', ajaxUrl: AJAX, nonce: 'n0nce', ...options };
  const shown = await stage.show(`<script type="module">
    import { connect } from '/cloakroom-collections.js?ver=0.1.0';
    window.heard = [];
    window.c = connect(${JSON.stringify(all)});
    for (const name of ['signed-out', 'denied', 'unavailable']) c.addEventListener(name, (event) => heard.push(name));
  </script>`);
  try {
    return await shown.run(script);
  } finally {
    await shown.close();
  }
}

const error = (status, code, message, more = {}) => ({ status, body: { success: false, data: { code, message, ...more } } });
const wanted = () => error(409, 'ticket-wanted', 'x');
const GOOD = () => ({ body: { success: true, data: page([record('week-47', ['goal', 'x'])], 'next-one') } });

test('collection_isPostedAsTheContractSays', async () => {
  const plan = await on(`return c.collection('training-plan', { cursor: 'a&b' });`);
  assert.equal(plan.records[0].id, 'week-47');
  assert.deepEqual(stage.gateway.posted, [{ action: 'cloakroom_collection', collection: 'training-plan', _ajax_nonce: 'n0nce', cursor: 'a&b' }]);
  assert.ok(stage.hosts.asked.every((one) => !one.startsWith('members ')), 'the gateway is not asked');
});

test('record_isPostedWithItsId', async () => {
  await on(`return c.record('training-plan', 'week-47');`);
  assert.equal(stage.gateway.posted[0].id, 'week-47');
});

test('collection_forAVisitor_isAskedOfNobody', async () => {
  assert.deepEqual(await on(`await tried(() => c.collection('training-plan')); return [heard, left];`, { nonce: '' }), [['signed-out'], []]);
  assert.deepEqual(stage.gateway.posted, []);
});

test('ticketWanted_bringsOneTicketAndRepeatsOnce', async () => {
  const answers = [wanted(), GOOD()];
  stage.gateway.relay = () => answers.shift();
  const [plan, heard, kept] = await on(`return [await c.collection('training-plan'), heard, kept()];`);
  assert.deepEqual([plan.next, heard, kept], ['next-one', [], []]);
  assert.deepEqual(stage.gateway.posted.map((one) => one.ticket), [undefined, `001${'t'.repeat(40)}`]);
  assert.equal(stage.gateway.given, 0);
});

test('ticketWanted_byManyAtOnce_isATicketForEach', async () => {
  const seen = new Set();
  stage.gateway.relay = ({ body }) => {
    const ticket = new URLSearchParams(body).get('ticket');
    if (ticket === null || seen.has(ticket)) return wanted();
    seen.add(ticket);
    return GOOD();
  };
  await on(`await Promise.all(Array.from({ length: 8 }, () => c.collection('training-plan')));`);
  assert.equal(seen.size, 8);
});

test('ticketWanted_twice_isUnavailable', async () => {
  stage.gateway.relay = wanted;
  const [fault, heard] = await on(`return [await tried(() => c.collection('training-plan')), heard];`);
  assert.deepEqual([fault.state, fault.code, heard], ['unavailable', 'ticket-wanted', ['unavailable']]);
  assert.equal(stage.gateway.posted.length, 2);
});

test('ticketWanted_whereTheGatewayKnowsNobody_endsTheSession', async () => {
  stage.gateway.relay = wanted;
  stage.gateway.ticket = () => problem(401, 'unauthorized', 'Sign in again.');
  assert.deepEqual(await on(`await tried(() => c.collection('training-plan')); return [heard, left];`, { expiredUrl: EXPIRED }), [
    ['signed-out'],
    [stage.hosts.site + EXPIRED],
  ]);
  assert.equal(stage.gateway.posted.length, 1);
});

test('ticketWanted_whereTheGatewayRefuses_isDenied', async () => {
  stage.gateway.relay = wanted;
  stage.gateway.ticket = () => problem(403, 'delivery-not-allowed', 'x');
  assert.deepEqual(await on(`await tried(() => c.collection('training-plan')); return heard;`), ['denied']);
});

for (const ticket of ['short', 't'.repeat(44), `${'t'.repeat(42)}&`, 7, null]) {
  test(`ticket_${JSON.stringify(ticket).slice(0, 12)}_isNotPosted`, async () => {
    stage.gateway.relay = wanted;
    stage.gateway.ticket = () => ({ body: { ticket, expires_at: 'x' } });
    assert.equal((await on(`return tried(() => c.collection('training-plan'));`)).state, 'unavailable');
    assert.equal(stage.gateway.posted.length, 1);
  });
}

test('unauthorized_goesWhereTheServerSays', async () => {
  stage.gateway.relay = () => error(401, 'unauthorized', 'x', { expired_url: `${EXPIRED}2` });
  assert.deepEqual(await on(`await tried(() => c.collection('training-plan')); return [heard, left];`, { expiredUrl: EXPIRED }), [
    ['signed-out'],
    [`${stage.hosts.site}${EXPIRED}2`],
  ]);
});

for (const address of ['https://elsewhere.example/?cloakroom_expired', '//elsewhere.example/?cloakroom_expired', 7]) {
  test(`unauthorized_${JSON.stringify(address).replaceAll('"', '')}_leadsNowhereElse`, async () => {
    stage.gateway.relay = () => error(401, 'unauthorized', 'x', { expired_url: address });
    assert.deepEqual(await on(`await tried(() => c.collection('training-plan')); return [heard, left];`), [['signed-out'], []]);
  });
}

for (const [status, code, state, message] of [
  [403, 'bad-nonce', 'denied', 'told'],
  [403, 'membership-required', 'denied', 'told'],
  [403, 'delivery-not-allowed', 'denied', 'told'],
  [404, 'not-found', 'denied', 'told'],
  [400, 'bad-request', 'unavailable', UNAVAILABLE],
  [502, 'upstream-malformed', 'unavailable', MALFORMED],
  [503, 'upstream-unavailable', 'unavailable', UNAVAILABLE],
  [500, 'anything', 'unavailable', UNAVAILABLE],
]) {
  test(`error_${code}_is_${state}`, async () => {
    stage.gateway.relay = () => error(status, code, 'told');
    const [fault, heard] = await on(`return [await tried(() => c.collection('training-plan')), heard];`);
    assert.deepEqual([fault.state, fault.message, heard], [state, message, [state]]);
    assert.equal(stage.gateway.posted.length, 1);
  });
}

for (const [what, status, body] of [
  ['zeroOfWordPress', 400, '0'],
  ['minusOneOfWordPress', 403, '-1'],
  ['pageOfAFirewall', 403, '<html>'],
  ['errorWithStatus200', 200, { success: false, data: { code: 'x', message: 'x' } }],
  ['noData', 200, { success: true }],
  ['bareData', 200, page([])],
  ['anotherCollection', 200, { success: true, data: { ...page([]), collection: 'contact-details' } }],
  ['noJson', 200, 'Notice: undefined index{"success":true}'],
]) {
  test(`answer_${what}_isMalformed`, async () => {
    stage.gateway.relay = () => ({ status, body });
    assert.equal((await on(`return tried(() => c.collection('training-plan'));`)).message, MALFORMED);
  });
}

test('answer_tooMany_isWaitedForAsItSays', async () => {
  const answers = [{ ...error(429, 'rate-limited', 'x'), headers: { 'Retry-After': '3' } }, GOOD()];
  stage.gateway.relay = () => answers.shift();
  const title = await on(`const plan = c.collection('training-plan'); await until(() => timersLeft().includes(3_000)); await advance(3_000); return (await plan).title;`);
  assert.equal(title, 'Training plan');
});

test('collections_areNotListedByRelay', async () => {
  assert.equal((await on(`return tried(() => c.collections());`)).name, 'TypeError');
});

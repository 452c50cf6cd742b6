// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// Where somebody signs out, no token stays behind: not in the tab where she does, and not in another.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { open } from './support/stage.js';

const LISTENING = '<script type="module" src="/cloakroom-sign-out.js?ver=0.1.0"></script>';

let stage;

before(async () => (stage = await open()));
after(() => stage?.close());
beforeEach(() => stage.gateway.begin());

const connected = () => `${LISTENING}<script type="module">
  import { connect } from '/cloakroom-collections.js?ver=0.1.0';
  window.heard = [];
  window.c = connect({ gateway: '${stage.hosts.gateway}', site: 'demo', login: 'ada-1' });
  c.addEventListener('signed-out', () => heard.push('signed-out'));
</script>`;

/** Keeps the page where it is, and has a token of each of two sites in the tab. */
const PREPARED = `navigation.addEventListener('navigate', (event) => event.cancelable && event.preventDefault());
  sessionStorage.setItem('cloakroom:token:demo@https://members.example.com', 'x'); sessionStorage.setItem('cloakroom:token:two@https://members.example.com', 'x');
  sessionStorage.setItem('cloakroom:last-expiry', '1'); sessionStorage.setItem('else', 'x');`;

for (const [what, html] of [
  ['wordPresssLink', '<a href="/wp-login.php?action=logout&amp;_wpnonce=n"><b>Log out</b></a>'],
  ['shopsLink', '<a href="/my-account/customer-logout/"><b>x</b></a>'],
  ['membershipPluginsLink', '<a href="/account/?memberful=sign_out"><b>x</b></a>'],
  ['gatewaysLink', '<a href="https://members.example.com/session/sign-out?site=demo"><b>x</b></a>'],
  ['form', '<form action="/log-out/" method="post"><button><b>x</b></button></form>'],
]) {
  test(`signOut_by_${what}_takesEveryTokenFromTheTab`, async () => {
    const shown = await stage.show(LISTENING + html);
    assert.deepEqual(await shown.run(`${PREPARED} document.querySelector('b').click(); return Object.keys(sessionStorage).sort();`), ['cloakroom:last-expiry', 'else']);
    await shown.close();
  });
}

for (const html of ['<a href="/account/"><b>x</b></a>', '<a><b>x</b></a>', '<p><b>x</b></p>', '<form action="/login/" method="post"><button><b>x</b></button></form>', '<form method="post"><button><b>x</b></button></form>']) {
  test(`click_on_${html.slice(0, 30)}_leavesTokensAlone`, async () => {
    const shown = await stage.show(LISTENING + html);
    assert.equal(await shown.run(`${PREPARED} document.querySelector('b').click(); return kept().length;`), 2);
    await shown.close();
  });
}

test('signOut_inOneTab_takesTheTokenFromTheOtherAndSaysNothingYet', async () => {
  const first = await stage.show(connected());
  const second = await first.tab(stage.hosts.page(`${LISTENING}<a href="/wp-login.php?action=logout">x</a>`));
  await first.run(`await c.collection('training-plan');`);
  await second.run(`${PREPARED} document.querySelector('a').click();`);
  assert.deepEqual(await first.run(`await until(() => kept().length === 0); return heard;`), []);
  // Who stayed signed in after all goes on.
  assert.equal(await first.run(`return (await c.collection('training-plan')).title;`), 'Training plan');
  await first.close();
});

test('signOut_takesATokenThatIsInMemoryAlone', async () => {
  const shown = await stage.show(connected());
  const prepared = `const link = document.createElement('a'); link.href = '/logout'; document.body.append(link);`;
  await shown.run(`${PREPARED} ${prepared} Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };
    await c.collection('training-plan'); window.other = new BroadcastChannel('cloakroom'); const told = new Promise((resolve) => (other.onmessage = resolve)); link.click(); await told; await until(() => true);`);
  await shown.run(`await c.collection('training-plan');`);
  assert.equal(stage.gateway.given, 2);
  await shown.close();
});

test('pageOfSomebodySignedOut_letsGoOfAllAndTellsTheOtherTab', async () => {
  const first = await stage.show(connected());
  await first.run(`await c.collection('training-plan');`);
  const second = await first.tab(stage.hosts.page('<script>sessionStorage.setItem("cloakroom:token:x", "x")</script><script type="module" src="/cloakroom-signed-out.js?ver=0.1.0"></script>'));
  assert.deepEqual(await second.run(`return kept();`), []);
  assert.deepEqual(await first.run(`await until(() => heard.length > 0); return [heard, kept()];`), [['signed-out'], []]);
  await first.close();
});

test('pageWithoutStorageAndChannel_comesToNoHarm', async () => {
  const prepared = `delete window.BroadcastChannel; Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
    window.faults = []; window.addEventListener('error', (event) => faults.push(event.message));`;
  const shown = await stage.show(`${connected()}<script type="module" src="/cloakroom-signed-out.js?ver=0.1.0"></script><a href="/logout">x</a>`, prepared);
  const seen = await shown.run(`navigation.addEventListener('navigate', (event) => event.preventDefault()); document.querySelector('a').click(); return [(await c.collection('training-plan')).title, faults];`);
  assert.deepEqual(seen, ['Training plan', []]);
  await shown.close();
});

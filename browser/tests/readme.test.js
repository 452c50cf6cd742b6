// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// The example of README.md, as it stands there; and what all modules have in common.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { open, page, problem, record } from './support/stage.js';

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const EXAMPLE = read('README.md').match(/```js\n([^]*?)```/)[1];
const MODULES = readdirSync(new URL('..', import.meta.url)).filter((name) => name.endsWith('.js'));

let stage;

before(async () => (stage = await open()));
after(() => stage?.close());
beforeEach(() => stage.gateway.begin());

async function plan() {
  const options = JSON.stringify({ gateway: stage.hosts.gateway, site: 'demo', delivery: 'direct', login: 'ada-1', expiredUrl: null });
  const shown = await stage.show(`<script type="importmap">{"imports":{"cloakroom-collections":"/cloakroom-collections.js?ver=0.1.0"}}</script>
    <ul id="plan"></ul><script type="application/json" id="cloakroom">${options}</script><script type="module">${EXAMPLE}</script>`);
  try {
    return await shown.run(`const list = document.getElementById('plan'); await until(() => list.textContent !== ''); return list.innerHTML;`);
  } finally {
    await shown.close();
  }
}

test('example_hasTenLinesOfCode', () => {
  assert.ok(EXAMPLE.split('\n').filter((line) => /[a-z]/.test(line)).length <= 10);
});

test('example_showsTheCollection', async () => {
  stage.gateway.data = () => ({ body: page([record('week-47', ['Week', '16 to 22 November'], ['Goal', '<b>Stairs</b>'])]) });
  assert.equal(await plan(), '<li>Week: 16 to 22 November, Goal: &lt;b&gt;Stairs&lt;/b&gt;</li>');
});

test('example_denied_saysWhy', async () => {
  stage.gateway.data = () => problem(403, 'membership-required', 'To see this you need a membership.');
  assert.equal(await plan(), 'To see this you need a membership.');
});

test('modules_importOneAnotherUnderTheVersionThatWordPressAsksFor', () => {
  const version = JSON.parse(read('package.json')).version;
  for (const name of MODULES) {
    const imports = [...read(name).matchAll(/^(?:import|export) .* from '(.*)';$/gm)].map(([, from]) => from);
    for (const from of imports) assert.match(from, new RegExp(`^\\./cloakroom-[a-z-]+\\.js\\?ver=${version.replaceAll('.', '\\.')}$`), name);
  }
});

test('modules_areAllInTheTableAndUnderBothLicences', () => {
  assert.ok(MODULES.length > 10);
  for (const name of MODULES) {
    assert.ok(read('README.md').includes(`\`${name}\``), name);
    assert.ok(read(name).startsWith('// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later\n'), name);
    assert.doesNotMatch(read(name), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\bconsole\.\w+\(/, name);
  }
});

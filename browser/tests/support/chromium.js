// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// The system's Chromium, spoken to over a pipe in the DevTools protocol: no driver and no package is needed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUN_WITHIN_MS = 15_000;

export async function launch() {
  const profile = mkdtempSync(join(tmpdir(), 'cloakroom-browser-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
  const child = spawn(process.env.CHROMIUM ?? 'chromium', [...flags, '--remote-debugging-pipe', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const protocol = new Protocol(child.stdio[3], child.stdio[4]);
  child.once('error', (fault) => protocol.fail(fault));
  child.once('exit', () => protocol.fail(new Error('Chromium ended')));
  return {
    /** Opens a page in a profile of its own. */
    async open(url, before) {
      const { browserContextId } = await protocol.send('Target.createBrowserContext');
      return open(protocol, browserContextId, url, before);
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      protocol.send('Browser.close').catch(() => {});
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Opens a tab; the script `before` runs in it before any of its own. */
async function open(protocol, browserContextId, url, before) {
  const { targetId } = await protocol.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await protocol.send('Target.attachToTarget', { targetId, flatten: true });
  await protocol.send('Page.enable', {}, sessionId);
  if (before) await protocol.send('Page.addScriptToEvaluateOnNewDocument', { source: before }, sessionId);
  const loaded = protocol.event('Page.loadEventFired', sessionId);
  await protocol.send('Page.navigate', { url }, sessionId);
  await loaded;
  return {
    async run(script) {
      const expression = `(async () => { ${script} })()`;
      const asked = { expression, awaitPromise: true, returnByValue: true };
      const answer = await within(RUN_WITHIN_MS, protocol.send('Runtime.evaluate', asked, sessionId));
      if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? 'the script failed');
      return answer.result.value;
    },
    /** Waits for the next document to be there. */
    loaded: () => protocol.event('Page.loadEventFired', sessionId),
    async go(address) {
      const there = protocol.event('Page.loadEventFired', sessionId);
      await protocol.send('Page.navigate', { url: address }, sessionId);
      await there;
    },
    /** Another tab of the same profile. */
    tab: (address) => open(protocol, browserContextId, address, before),
    close: () => protocol.send('Target.disposeBrowserContext', { browserContextId }),
  };
}

/** A test that waits for what never comes fails, and the next one runs. */
async function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('the script did not end in time')), milliseconds)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

class Protocol {
  #out;
  #next = 1;
  #waiting = new Map();
  #events = [];
  #rest = '';

  constructor(out, into) {
    this.#out = out;
    into.setEncoding('utf8');
    into.on('data', (text) => this.#read(text));
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.#next++;
    this.#out.write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  event(method, sessionId) {
    return new Promise((resolve) => this.#events.push({ method, sessionId, resolve }));
  }

  fail(fault) {
    for (const { reject } of this.#waiting.values()) reject(fault);
    this.#waiting.clear();
  }

  #read(text) {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop();
    for (const message of messages) this.#take(JSON.parse(message));
  }

  #take(message) {
    if (message.id === undefined) {
      const heard = this.#events.filter((one) => one.method === message.method && one.sessionId === message.sessionId);
      this.#events = this.#events.filter((one) => !heard.includes(one));
      for (const one of heard) one.resolve(message.params);
      return;
    }
    const { resolve, reject } = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) reject(new Error(message.error.message));
    else resolve(message.result);
  }
}

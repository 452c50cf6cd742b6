// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// A page of the site with a clock of its own, and a gateway that a test can turn.
import { launch } from './chromium.js';
import { start } from './hosts.js';

export const NOW = Date.parse('2026-11-21T12:00:00Z');
export const EXPIRED = '/wp-login.php?action=cloakroom_expired&_wpnonce=n';
export const MINUTE = 60_000;

/**
 * Runs before the page's own script: a clock that moves when a test says so and rings what is due, or sleeps through it; and
 * a gate that keeps the page where it is.
 */
const PREPARED = `if (window === top) {
  window.now = ${NOW};
  Date.now = () => now;
  Math.random = () => 0;
  const later = window.setTimeout.bind(window);
  const timers = new Map();
  let next = 1000000;
  window.setTimeout = (then, milliseconds) => (timers.set(++next, { then, at: now + milliseconds }), next);
  window.clearTimeout = (id) => timers.delete(id);
  window.timersLeft = () => [...timers.values()].map((timer) => timer.at - now).sort((a, b) => a - b);
  const settle = () => new Promise((resolve) => later(resolve, 0));
  /** The lid is shut: time goes on, and nothing rings. */
  window.sleep = (milliseconds) => { now += milliseconds; };
  /** Time goes on, and what is due rings; advance(0) lets ring what is late. */
  window.advance = async (milliseconds) => {
    const end = now + milliseconds;
    for (;;) {
      const due = [...timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      timers.delete(due[0]);
      now = Math.max(now, due[1].at);
      due[1].then();
      await settle();
    }
    now = end;
    await settle();
  };
  window.left = [];
  navigation.addEventListener('navigate', (event) => {
    if (event.destination.url.includes('cloakroom_expired')) { left.push(event.destination.url); event.preventDefault(); }
  });
  /** Waits, by the machine's clock, until something holds. */
  window.until = async (holds) => {
    for (let tries = 0; !holds(); tries++) {
      if (tries > 500) throw new Error('never: ' + holds);
      await new Promise((resolve) => later(resolve, 10));
    }
  };
  window.kept = () => Object.entries(sessionStorage).filter(([key]) => key.startsWith('cloakroom:token'));
  /** Runs something that may fail, and tells how it ended. */
  window.tried = async (work) => { try { return await work(); } catch (fault) { return { state: fault.state, code: fault.code, message: fault.message, name: fault.name }; } };
}`;

export async function open() {
  const hosts = await start();
  const browser = await launch();
  return {
    hosts,
    browser,
    gateway: new Gateway(hosts),
    /** Opens a page of the site with this HTML in it. */
    show: (html, prepared = '') => browser.open(hosts.page(html), PREPARED + prepared),
    async close() {
      await browser.close();
      await hosts.close();
    },
  };
}

/** A token that looks like one; which login and which renewal it is of can be read in it. */
export const token = (number) => `e30.${Buffer.from(`token ${number}`).toString('base64url')}.c2ln`;

export const record = (id, ...fields) => ({
  id,
  version: 1,
  fields: fields.map(([name, value, masked = false]) => ({ name, title: name, value, masked })),
});

export const page = (records, next = null) => ({ collection: 'training-plan', title: 'Training plan', member: null, records, next });

export const problem = (status, code, detail, headers = {}) => ({
  status,
  headers,
  type: 'application/problem+json',
  body: { type: `urn:cloakroom:problem:${code}`, status, code, detail, message: 'x' },
});

/** The gateway's session and collections, as far as a page sees them. */
class Gateway {
  #hosts;

  constructor(hosts) {
    this.#hosts = hosts;
    this.begin();
  }

  /** Everything as at first: somebody is signed in, and every token that was given out is good. */
  begin() {
    /** Milliseconds by the gateway's clock, and how long a token lasts. */
    Object.assign(this, { now: NOW, life: 15 * MINUTE, given: 0, tickets: 0, good: new Set(), calls: [], posted: [] });
    this.session = () => this.issue();
    this.ticket = () => ({ body: { ticket: `${String(++this.tickets).padStart(3, '0')}${'t'.repeat(40)}`, expires_at: 'x' } });
    this.data = () => ({ body: page([record('week-47', ['goal', 'Walk down stairs'])]) });
    const { answers } = this.#hosts;
    answers.clear();
    answers.set('members POST /session/token', (call) => this.session(call));
    answers.set('members POST /session/relay-ticket', (call) => this.ticket(call));
    for (const path of ['', '/training-plan', '/training-plan/week-47', '/contact-details/self', '/contact-details']) {
      answers.set(`members OPTIONS /v1/me/collections${path}`, (call) => this.#preflight(call));
      answers.set(`members GET /v1/me/collections${path}`, (call) => this.#get(call));
    }
    this.relay = () => ({ body: { success: true, data: page([record('week-47', ['goal', 'Walk down stairs'])]) } });
    answers.set('site POST /wp-admin/admin-ajax.php', (call) => {
      this.posted.push(Object.fromEntries(new URLSearchParams(call.body)));
      return this.relay(call);
    });
  }

  issue() {
    const accessToken = token(++this.given);
    this.good.add(accessToken);
    return { body: { access_token: accessToken, expires_at: new Date(this.now + this.life).toISOString() } };
  }

  revoke() {
    this.good.clear();
  }

  #preflight({ request }) {
    this.preflight = request.headers;
    const headers = { 'Access-Control-Allow-Methods': 'GET', 'Access-Control-Allow-Headers': 'Authorization' };
    return { status: 204, headers: { ...headers, 'Access-Control-Allow-Origin': request.headers.origin } };
  }

  async #get(call) {
    const { request, url } = call;
    this.calls.push({ url, authorization: request.headers.authorization, cookie: request.headers.cookie });
    const bearer = request.headers.authorization?.replace('Bearer ', '');
    const answer = this.good.has(bearer) ? await this.data(call) : problem(401, 'unauthorized', 'Sign in again.');
    if (answer === null) return null;
    const cors = { 'Access-Control-Allow-Origin': request.headers.origin, 'Access-Control-Expose-Headers': 'Retry-After' };
    return { ...answer, headers: { ...cors, ...answer.headers } };
  }
}

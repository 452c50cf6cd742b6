// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/**
 * Keeps the access token of one login in this tab's session storage, and gets the next one in time.
 *
 * Whether a token still counts is asked of the clock at each use, never of a timer alone: timers of a laptop that slept ring
 * late. A page that nobody touches gets no token by itself, or an open page would keep a session from ever becoming idle.
 */
import { malformed } from './cloakroom-fault.js?ver=0.1.0';
import { KEY } from './cloakroom-sign-out.js?ver=0.1.0';

/** A token is renewed when it has less than this many milliseconds left. */
export const RENEW_BEFORE_MS = 60_000;

/** No token is used longer than this after it came, whatever the clocks say: the gateway takes none that is older. */
export const LIFE_MOST_MS = 15 * 60_000;

/** Milliseconds over which tabs spread their renewals, and the least between two that a timer begins. */
export const SPREAD_MS = 15_000;
export const TIMER_LEAST_MS = 30_000;

/** Milliseconds that a tab waits for the others to have renewed; then it no longer waits for its turn. */
export const TURN_WITHIN_MS = 10_000;

const CHARACTERS_MAX = 8192;
const FORM = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchstart'];

/** When somebody last did something on this page. */
let touchedAt = 0;
for (const touch of TOUCHES) {
  window.addEventListener(touch, () => (touchedAt = Date.now()), { capture: true, passive: true });
}

export class TokenKeeper {
  #frame;
  #name;
  #login;
  #kept = null;
  #renewal = null;
  #timer = 0;
  #forgotten = 0;

  /**
   * @param {TokenFrame} frame where tokens come from
   * @param {string} name of site and gateway
   * @param {?string} login a text that is another for every login; without it, a token stays in this page's memory
   */
  constructor(frame, name, login) {
    this.#frame = frame;
    this.#name = name;
    this.#login = login;
    // A page that the browser keeps for "back" keeps no token.
    window.addEventListener('pagehide', () => (this.#kept = null));
  }

  /** A token with at least a minute left; with less, where a new one cannot be had just now. */
  async token() {
    const kept = this.#usable();
    if (kept && kept.usableUntil - Date.now() > RENEW_BEFORE_MS) return kept.accessToken;
    try {
      return await this.#renewed();
    } catch (fault) {
      const left = this.#usable();
      if (fault.state !== 'unavailable' || !left) throw fault;
      return left.accessToken;
    }
  }

  /** Another token than one that was refused, which somebody on this page may have got already. */
  async after(refused) {
    const kept = this.#usable();
    if (kept && kept.accessToken !== refused) return kept.accessToken;
    this.#drop();
    return this.#renewed();
  }

  /** Lets go of the token, and does not keep one that is on its way. */
  forget() {
    this.#forgotten++;
    this.#drop();
  }

  /** One renewal at a time, whoever wants it. */
  #renewed() {
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  async #renew() {
    const forgotten = this.#forgotten;
    const entry = this.#read(await inTurn(this.#name, () => this.#ask()));
    // Somebody signs out meanwhile: it may be used, and is not kept.
    if (forgotten === this.#forgotten) this.#keep(entry);
    return entry.accessToken;
  }

  async #ask() {
    try {
      return await this.#frame.ask('cloakroom:token');
    } catch (fault) {
      if (fault.state !== 'unavailable') this.#drop();
      throw fault;
    }
  }

  #read({ accessToken, expiresAt }) {
    const isToken = typeof accessToken === 'string' && accessToken.length <= CHARACTERS_MAX && FORM.test(accessToken);
    const end = typeof expiresAt === 'string' ? Date.parse(expiresAt) : NaN;
    if (!isToken || Number.isNaN(end)) throw malformed();
    const takenAt = Date.now();
    return { login: this.#login, accessToken, takenAt, usableUntil: Math.min(end, takenAt + LIFE_MOST_MS) };
  }

  /** The token that is kept, if it is this login's and its time is not over; a clock that was put back makes it doubtful. */
  #usable() {
    const kept = this.#kept ?? this.#stored();
    if (!kept) return null;
    const now = Date.now();
    if (kept.login === this.#login && kept.takenAt <= now && now < kept.usableUntil) {
      if (!this.#timer) this.#schedule(kept);
      return kept;
    }
    this.#drop();
    return null;
  }

  #stored() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY + this.#name));
      return isEntry(kept) ? kept : null;
    } catch {
      return null;
    }
  }

  #keep(entry) {
    this.#drop();
    // By a clock that is fast it is over already: it is used once, now.
    if (entry.usableUntil <= Date.now()) return;
    try {
      if (!this.#login) throw new Error('nothing to tell logins apart by');
      sessionStorage.setItem(KEY + this.#name, JSON.stringify(entry));
    } catch {
      this.#kept = entry;
    }
    this.#schedule(entry);
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#kept = null;
    try {
      sessionStorage.removeItem(KEY + this.#name);
    } catch {
      // No storage, no token in it.
    }
  }

  #schedule(entry) {
    const early = RENEW_BEFORE_MS + Math.random() * SPREAD_MS;
    this.#ringIn(Math.max(entry.usableUntil - Date.now() - early, TIMER_LEAST_MS), entry);
  }

  #ringIn(milliseconds, entry) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rang(entry), milliseconds);
  }

  /** Time to renew, if somebody is there; if not, the token is let go of in its time. */
  #rang(entry) {
    const left = entry.usableUntil - Date.now();
    if (left <= 0) return this.#drop();
    this.#ringIn(left, entry);
    const isNeeded = document.visibilityState === 'visible' && touchedAt > entry.takenAt;
    // Whoever uses a token next meets the fault again, and tells it.
    if (isNeeded) this.#renewed().catch(() => {});
  }
}

function isEntry(kept) {
  return (
    typeof kept === 'object' && kept !== null &&
    typeof kept.accessToken === 'string' && FORM.test(kept.accessToken) &&
    Number.isFinite(kept.takenAt) && Number.isFinite(kept.usableUntil)
  );
}

/**
 * One tab at a time: each renewal is a refresh at the user pool. The wait has an end of its own, because Chromium forgets to
 * tell of a request for a lock that is aborted soon.
 */
async function inTurn(name, work) {
  if (!navigator.locks) return work();
  let release;
  const ended = new Promise((resolve) => (release = resolve));
  let timer;
  await new Promise((begin) => {
    timer = setTimeout(begin, TURN_WITHIN_MS);
    navigator.locks.request(KEY + name, () => (begin(), ended)).catch(begin);
  });
  clearTimeout(timer);
  try {
    return await work();
  } finally {
    release();
  }
}

// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/**
 * A member's collections for script of the site's own pages. README.md shows it in ten lines.
 *
 * What script of a page can read, the page's site can read: use it for collections whose operator allowed `direct` or
 * `relay`, and <cloakroom-card> for all others.
 */
import { RECORDS_MAX, requireForms } from './cloakroom-answer.js?ver=0.1.0';
import { DirectWay } from './cloakroom-direct.js?ver=0.1.0';
import { CloakroomFault, malformed, signedOut } from './cloakroom-fault.js?ver=0.1.0';
import { TokenFrame } from './cloakroom-frame.js?ver=0.1.0';
import { RelayWay } from './cloakroom-relay.js?ver=0.1.0';
import { endSession, originOf } from './cloakroom-session-end.js?ver=0.1.0';
import { openChannel } from './cloakroom-sign-out.js?ver=0.1.0';
import { TokenKeeper } from './cloakroom-token.js?ver=0.1.0';

export { CloakroomFault } from './cloakroom-fault.js?ver=0.1.0';

const SITE = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** One frame and one keeper for a page, however many connections it has. */
const shared = new Map();

/**
 * @param {object} options
 * @param {string} options.gateway the gateway's origin: https, or http on localhost
 * @param {string} options.site the site's id at the gateway
 * @param {'direct'|'relay'} [options.delivery] direct unless told
 * @param {?string} [options.login] a text that differs for every login, so that no token outlives its own; without it, tokens
 *     are kept in the page's memory and not in the tab's session storage
 * @param {?string} [options.expiredUrl] where this site ends its session once the gateway's is over
 * @param {string} [options.ajaxUrl] relay: the site's admin-ajax.php
 * @param {string} [options.nonce] relay: WordPress's nonce for the action cloakroom_collection; empty for who is signed out
 * @returns {Connection}
 * @throws {TypeError} for options that cannot be used
 */
export function connect(options) {
  return new Connection(options);
}

/**
 * Events, each a CustomEvent whose detail has collection, code, message: `signed-out`, `denied`, `unavailable`. After
 * `signed-out` the page leaves for expiredUrl, unless the event is cancelled by preventDefault().
 */
export class Connection extends EventTarget {
  #name;
  #way;
  #keeper;
  #expiredUrl;
  #channel = openChannel();

  constructor({ gateway, site, delivery = 'direct', login = null, expiredUrl = null, ajaxUrl, nonce }) {
    super();
    const origin = requireGateway(gateway);
    if (typeof site !== 'string' || !SITE.test(site)) throw new TypeError('site: the site’s id at the gateway');
    this.#name = `${site}@${origin}`;
    this.#expiredUrl = expiredUrl;
    const { frame, keeper } = sharedParts(this.#name, origin, site, login || null);
    this.#keeper = keeper;
    this.#way = delivery === 'direct' ? new DirectWay(origin, keeper) : relay(delivery, ajaxUrl, nonce, frame);
    this.#listen();
  }

  /**
   * A page of a collection's records.
   *
   * @param {string} collection its id
   * @param {object} [options]
   * @param {string} [options.cursor] the `next` of the page before
   * @param {number} [options.limit] direct only: 1 to 100 records
   * @param {AbortSignal} [options.signal]
   * @returns {Promise<{collection: string, title: string, records: object[], next: ?string}>} each record with id, version
   *     and fields; each field with name, title, value (a text) and masked
   * @throws {CloakroomFault} after its event was fired
   */
  async collection(collection, { cursor, limit, signal } = {}) {
    requireForms({ collection, cursor, limit });
    return this.#tell(collection, () => this.#way.page({ collection, cursor, limit }, signal));
  }

  /** One record; `self` is the only one of a single collection. Not there: a fault with code `not-found`. */
  async record(collection, id, { signal } = {}) {
    requireForms({ collection, id: id ?? null });
    return this.#tell(collection, async () => {
      const { records } = await this.#way.page({ collection, id }, signal);
      if (records.length !== 1 || records[0].id !== id) throw malformed();
      return records[0];
    });
  }

  /** All records, page after page: `for await (const record of cloakroom.records('training-plan'))`. */
  async *records(collection, { signal } = {}) {
    const seen = new Set();
    for (let cursor; ; ) {
      const page = await this.collection(collection, { cursor, signal });
      yield* page.records;
      if (page.next === null) return;
      cursor = page.next;
      // A gateway that leads round in circles would be followed for ever.
      if (seen.has(cursor) || seen.size >= RECORDS_MAX) throw malformed();
      seen.add(cursor);
    }
  }

  /** Direct only: the collections that this site's pages may have, each with collection, title, records, deliveries. */
  async collections({ signal } = {}) {
    return this.#tell(null, () => this.#way.list(signal));
  }

  /** Lets go of the token, as when the member signs out by a way of the site's own. */
  forget() {
    this.#keeper.forget();
  }

  /** Hears no more of other tabs. */
  close() {
    this.#channel?.close();
    this.#channel = null;
  }

  async #tell(collection, work) {
    try {
      return await work();
    } catch (fault) {
      if (fault instanceof CloakroomFault) this.#fire(collection, fault);
      throw fault;
    }
  }

  #fire(collection, fault) {
    if (fault.state === 'signed-out') {
      this.#keeper.forget();
      this.#channel?.postMessage({ type: 'signed-out', name: this.#name });
    }
    if (this.#dispatch(collection, fault) && fault.state === 'signed-out') endSession(fault.expiredUrl ?? this.#expiredUrl);
  }

  #dispatch(collection, { state, code, message }) {
    const cancelable = state === 'signed-out';
    return this.dispatchEvent(new CustomEvent(state, { cancelable, detail: { collection, code, message } }));
  }

  /** Another tab found the session over: this one says so, and stays where it is. */
  #listen() {
    if (!this.#channel) return;
    this.#channel.onmessage = ({ data }) => {
      if (data?.type === 'forget') this.#keeper.forget();
      if (data?.type !== 'signed-out' || (data.name !== undefined && data.name !== this.#name)) return;
      this.#keeper.forget();
      this.#dispatch(null, signedOut());
    };
  }
}

function sharedParts(name, origin, site, login) {
  const key = JSON.stringify([name, login]);
  if (!shared.has(key)) {
    const frame = new TokenFrame(origin, site);
    shared.set(key, { frame, keeper: new TokenKeeper(frame, name, login) });
  }
  return shared.get(key);
}

function requireGateway(gateway) {
  const origin = typeof gateway === 'string' ? originOf(gateway) : null;
  const isSecure = origin !== null && (origin.startsWith('https://') || /^http:\/\/([^/:]+\.)?localhost(:\d+)?$/.test(origin));
  if (!isSecure || origin !== gateway.replace(/\/$/, '')) throw new TypeError('gateway: an origin as https://members.example.com');
  return origin;
}

function relay(delivery, ajaxUrl, nonce, frame) {
  if (delivery !== 'relay') throw new TypeError('delivery: direct or relay');
  if (!ajaxUrl || originOf(ajaxUrl) !== window.location.origin) throw new TypeError('ajaxUrl: on this site');
  if (typeof nonce !== 'string') throw new TypeError('nonce: WordPress’s, for this login');
  return new RelayWay(ajaxUrl, nonce, frame);
}

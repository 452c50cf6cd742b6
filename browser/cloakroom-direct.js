// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/** The way `direct`: this page calls the gateway, with an access token in a header and no cookie. */
import { call, isText, readList, readPage } from './cloakroom-answer.js?ver=0.1.0';
import { denied, malformed, NOT_ALLOWED, signedOut, unavailable } from './cloakroom-fault.js?ver=0.1.0';

export class DirectWay {
  #root;
  #keeper;

  /**
   * @param {string} gateway an origin
   * @param {TokenKeeper} keeper
   */
  constructor(gateway, keeper) {
    this.#root = `${gateway}/v1/me/collections`;
    this.#keeper = keeper;
  }

  async list(signal) {
    return readList(await this.#get(this.#root, signal));
  }

  async page({ collection, id, cursor, limit }, signal) {
    const address = new URL(`${this.#root}/${collection}${id === undefined ? '' : `/${id}`}`);
    if (cursor !== undefined) address.searchParams.set('cursor', cursor);
    if (limit !== undefined) address.searchParams.set('limit', limit);
    return readPage(await this.#get(address, signal), collection);
  }

  /** A refused token is renewed once: it may have been revoked, or this page's clock be wrong. */
  async #get(address, signal) {
    const token = await this.#keeper.token();
    const first = await this.#try(address, token, signal);
    return outcome(first.status === 401 ? await this.#try(address, await this.#keeper.after(token), signal) : first);
  }

  #try(address, token, signal) {
    const headers = { Authorization: `Bearer ${token}` };
    return call(address, { headers, credentials: 'omit', mode: 'cors', referrerPolicy: 'no-referrer' }, signal);
  }
}

function outcome({ status, body }) {
  if (status === 200) return body;
  if (status === 401) throw signedOut();
  const { code, detail } = problem(body);
  if (code === 'upstream-malformed') throw malformed();
  if (status >= 500) throw unavailable();
  if (code === undefined) throw malformed();
  if (status === 403 || status === 404) throw denied(code, isText(detail) ? detail : NOT_ALLOWED);
  throw unavailable(code);
}

/** Before the gateway may stand something that answers without a code: nothing of that is shown. */
function problem(body) {
  return typeof body === 'object' && body !== null && isText(body.code) ? body : {};
}

// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/**
 * The way `relay`: this page asks the site's own server, which calls the gateway. Where the server has no token of this
 * login, the page brings it a ticket that works once.
 */
import { call, isText, object, readPage } from './cloakroom-answer.js?ver=0.1.0';
import { denied, malformed, NOT_ALLOWED, signedOut, unavailable } from './cloakroom-fault.js?ver=0.1.0';

const ACTION = 'cloakroom_collection';
const TICKET = /^[A-Za-z0-9_-]{43}$/;

export class RelayWay {
  #ajaxUrl;
  #nonce;
  #frame;

  /**
   * @param {string} ajaxUrl of this very site
   * @param {string} nonce of WordPress, for this login; empty for who is signed out
   * @param {TokenFrame} frame
   */
  constructor(ajaxUrl, nonce, frame) {
    this.#ajaxUrl = ajaxUrl;
    this.#nonce = nonce;
    this.#frame = frame;
  }

  async list() {
    throw new TypeError('the list of collections comes by direct only');
  }

  async page({ collection, id, cursor }, signal) {
    if (this.#nonce === '') throw signedOut();
    const form = new URLSearchParams({ action: ACTION, collection, _ajax_nonce: this.#nonce });
    if (id !== undefined) form.set('id', id);
    if (cursor !== undefined) form.set('cursor', cursor);
    const first = await this.#post(form, signal);
    if (!isTicketWanted(first)) return readPage(outcome(first), collection);
    form.set('ticket', await this.#ticket());
    return readPage(outcome(await this.#post(form, signal)), collection);
  }

  #post(form, signal) {
    return call(this.#ajaxUrl, { method: 'POST', body: form, credentials: 'same-origin', mode: 'same-origin' }, signal);
  }

  async #ticket() {
    const { ticket } = await this.#frame.ask('cloakroom:relay-ticket');
    if (typeof ticket !== 'string' || !TICKET.test(ticket)) throw malformed();
    return ticket;
  }
}

const isTicketWanted = ({ status, body }) => status === 409 && told(body).code === 'ticket-wanted';

function outcome({ status, body }) {
  if (status === 200) {
    const { success, data } = object(body);
    if (success !== true) throw malformed();
    return data;
  }
  const { code, message, expired_url: expiredUrl } = told(body);
  if (status === 401) throw signedOut(typeof expiredUrl === 'string' ? expiredUrl : null);
  if (code === 'upstream-malformed') throw malformed();
  if (status >= 500) throw unavailable();
  if (code === undefined) throw malformed();
  if (status === 403 || status === 404) throw denied(code, isText(message) ? message : NOT_ALLOWED);
  throw unavailable(code);
}

/** What wp_send_json_error put around its data; WordPress itself answers "0" or "-1" where it knows no such action. */
function told(body) {
  const data = typeof body === 'object' && body !== null ? body.data : null;
  return typeof data === 'object' && data !== null && isText(data.code) ? data : {};
}

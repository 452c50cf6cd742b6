// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/**
 * <cloakroom-collection>: shows a member the records of a collection that this page itself gets, by `direct` or `relay`.
 *
 * <cloakroom-collection collection="contact-details" delivery="direct" gateway="https://members.example.com" site="demo"
 *     login="..." sign-in-url="/wp-login.php?..." expired-url="/wp-login.php?..." heading="Contact details" texts='{"more": "..."}'>
 * </cloakroom-collection>
 *
 * `relay` has ajax-url and ajax-nonce besides (a browser hides an attribute that is called nonce). For theme developers: attribute `data-state` and event `cloakroom:state` (bubbles;
 * detail: collection, state) tell `loading`, `shown`, `signed-out`, `denied` or `unavailable`; preventDefault() on
 * `signed-out` keeps the page where it is.
 */
import { CloakroomFault, connect } from './cloakroom-collections.js?ver=0.1.0';
import { originOf } from './cloakroom-session-end.js?ver=0.1.0';

/** What the element says where PHP does not say it in the member's language. */
export const TEXTS = {
  loading: 'Loading…',
  empty: 'Nothing is kept here for you yet.',
  'signed-out': 'Sign in to see this.',
  'sign-in': 'Sign in',
  'upstream-unavailable': 'Unable to retrieve data at this time.',
  'upstream-malformed': 'Malformed response from the API.',
  retry: 'It is tried again by itself.',
  more: 'Show more',
  foot: 'Kept by Cloakroom, shown by this website',
};

export const RETRY_FIRST_MS = 5_000;
export const RETRY_MOST_MS = 60_000;
export const LOOK_AGAIN_AFTER_MS = 60_000;

export class CloakroomCollection extends HTMLElement {
  #content = null;
  #title = null;
  #texts = TEXTS;
  #connection = null;
  #left = null;
  #shown = '';
  #askedAt = 0;
  #retryIn = RETRY_FIRST_MS;
  #retryTimer = 0;

  connectedCallback() {
    this.#left = new AbortController();
    this.#texts = { ...TEXTS, ...textsOf(this.getAttribute('texts')) };
    this.#build();
    this.#watch(this.#left.signal);
    this.#become('loading');
    this.#connect();
  }

  disconnectedCallback() {
    clearTimeout(this.#retryTimer);
    this.#left.abort();
    this.#connection?.close();
    this.#connection = null;
  }

  #build() {
    this.#title = element('h2', 'title', this.getAttribute('heading') ?? '');
    this.#content = element('div', 'content');
    this.#content.setAttribute('aria-live', 'polite');
    this.replaceChildren(this.#title, this.#content, element('p', 'foot', this.#texts.foot));
    this.#wait();
  }

  #watch(signal) {
    document.addEventListener('visibilitychange', () => this.#lookAgain(), { signal });
    // A page that the browser keeps for "back" shows nothing to whoever goes back.
    window.addEventListener('pagehide', () => this.#wait(), { signal });
    window.addEventListener('pageshow', (event) => event.persisted && this.#load(), { signal });
  }

  #connect() {
    const delivery = this.getAttribute('delivery') ?? 'direct';
    const [gateway, site, login] = ['gateway', 'site', 'login'].map((name) => this.getAttribute(name));
    const [ajaxUrl, nonce, expiredUrl] = ['ajax-url', 'ajax-nonce', 'expired-url'].map((name) => this.getAttribute(name));
    try {
      this.#connection = connect({ delivery, gateway, site, login, ajaxUrl, nonce, expiredUrl });
    } catch (mistake) {
      return this.#mistaken(mistake);
    }
    this.#connection.addEventListener('signed-out', (event) => this.#signedOut(event));
    this.#load();
  }

  async #load() {
    clearTimeout(this.#retryTimer);
    this.#askedAt = Date.now();
    const connection = this.#connection;
    try {
      const page = await connection.collection(this.getAttribute('collection'), { signal: this.#left.signal });
      if (connection === this.#connection) this.#show(page);
    } catch (fault) {
      if (connection === this.#connection) this.#fail(fault);
    }
  }

  #show(page) {
    this.#retryIn = RETRY_FIRST_MS;
    const text = JSON.stringify(page);
    // The same as before stays as it is, with what the member had opened, marked or focused.
    if (this.#shown === text) return;
    this.#shown = text;
    this.#title.textContent = page.title;
    const records = recordsOf(page);
    if (records.length === 0) this.#fill(element('p', 'said', this.#texts.empty));
    else this.#fill(...records, ...this.#more(page));
    this.#become('shown');
  }

  #more({ next }) {
    if (next === null) return [];
    const button = element('button', 'more wp-element-button', this.#texts.more);
    button.type = 'button';
    button.addEventListener('click', () => this.#showMore(button, next));
    return [button];
  }

  async #showMore(button, cursor) {
    if (button.getAttribute('aria-disabled') === 'true') return;
    // Not disabled: that would take the focus away from who works by keyboard.
    button.setAttribute('aria-disabled', 'true');
    const connection = this.#connection;
    try {
      const page = await connection.collection(this.getAttribute('collection'), { cursor, signal: this.#left.signal });
      if (button.isConnected) this.#append(button, page);
    } catch (fault) {
      if (connection === this.#connection) this.#fail(fault);
    }
  }

  #append(button, page) {
    const records = recordsOf(page);
    const hadFocus = document.activeElement === button;
    button.replaceWith(...records, ...this.#more(page));
    if (!hadFocus || records.length === 0) return;
    records[0].tabIndex = -1;
    records[0].focus();
  }

  #fail(fault) {
    const { state, code, message } = fault;
    if (!(fault instanceof CloakroomFault)) return this.#mistaken(fault);
    // Its event has come already.
    if (state === 'signed-out') return;
    if (state === 'denied') return this.#say('denied', message);
    this.#say('unavailable', this.#texts[code] ?? this.#texts['upstream-unavailable'], element('p', 'note', this.#texts.retry));
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#load(), this.#retryIn);
    this.#retryIn = Math.min(this.#retryIn * 2, RETRY_MOST_MS);
  }

  /** Somebody wrote the page wrong: trying again does not help, and its developer finds it in the console. */
  #mistaken(mistake) {
    reportError(mistake);
    this.#say('unavailable', this.#texts['upstream-unavailable']);
  }

  #signedOut(event) {
    clearTimeout(this.#retryTimer);
    if (!this.#say('signed-out', this.#texts['signed-out'], ...this.#signIn())) event.preventDefault();
  }

  #signIn() {
    const address = this.getAttribute('sign-in-url');
    if (!address || originOf(address) !== window.location.origin) return [];
    const link = element('a', 'sign-in wp-element-button', this.#texts['sign-in']);
    link.href = address;
    return [link];
  }

  /** A member who comes back to the tab sees what holds now. */
  #lookAgain() {
    const isOld = Date.now() - this.#askedAt > LOOK_AGAIN_AFTER_MS;
    if (this.#connection && document.visibilityState === 'visible' && isOld) this.#load();
  }

  #wait() {
    this.#fill(element('p', 'note', this.#texts.loading));
    this.#content.setAttribute('aria-busy', 'true');
    this.#shown = '';
  }

  #say(state, text, ...more) {
    this.#fill(element('p', 'said', text), ...more);
    this.#shown = '';
    return this.#become(state);
  }

  #fill(...children) {
    this.#content.replaceChildren(...children);
    this.#content.setAttribute('aria-busy', 'false');
  }

  /** @returns {boolean} false if somebody forbade what follows */
  #become(state) {
    if (this.dataset.state === state) return true;
    this.dataset.state = state;
    const detail = { collection: this.getAttribute('collection'), state };
    return this.dispatchEvent(
      new CustomEvent('cloakroom:state', { bubbles: true, cancelable: state === 'signed-out', detail }),
    );
  }
}

function recordsOf({ records }) {
  return records.filter(({ fields }) => fields.length > 0).map(listOf);
}

function listOf({ fields }) {
  const list = element('dl', 'record');
  for (const { title, value, masked } of fields) {
    list.append(element('dt', 'name', title), element('dd', masked ? 'value cloakroom-collection__masked' : 'value', value));
  }
  return list;
}

/**
 * Text never becomes HTML here.
 *
 * @param {string} part of the element, and classes of others after it
 */
function element(name, part, text = '') {
  const made = document.createElement(name);
  made.className = `cloakroom-collection__${part}`;
  made.textContent = text;
  return made;
}

function textsOf(json) {
  try {
    const texts = Object.entries(JSON.parse(json) ?? {});
    return Object.fromEntries(texts.filter(([name, text]) => Object.hasOwn(TEXTS, name) && typeof text === 'string'));
  } catch {
    return {};
  }
}

if (!customElements.get('cloakroom-collection')) customElements.define('cloakroom-collection', CloakroomCollection);

// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/**
 * <cloakroom-card>: follows what the gateway's frame inside it tells, and ends a page's session when the gateway's is over.
 *
 * <cloakroom-card collection="medical-profile" expired-url="/wp-login.php?..."
 *     message-expired="..." message-unavailable="..."><iframe src="https://members.example.com/card/..."></iframe></cloakroom-card>
 *
 * For theme developers: attribute `data-state` and event `cloakroom:state` (bubbles; detail: collection, state) tell
 * `loading`, `shown`, `signed-out` or `unavailable`. Before the page leaves because a session is over, the event can be
 * cancelled with preventDefault(), for instance to save what was typed. The card works without this script.
 */

import { endSession, originOf } from './cloakroom-session-end.js?ver=0.1.0';

const STATES = new Set(['loading', 'shown', 'signed-out', 'unavailable']);

/** Milliseconds that a frame has to tell something; it is loaded again once, and then counts as unavailable. */
export const ANSWER_WITHIN_MS = 8_000;

/** The same for a frame that was there before this script, and is asked what it has told already. */
export const MISSED_WITHIN_MS = 1_000;

export class CloakroomCard extends HTMLElement {
  #message = null;
  #timer = 0;
  #onMessage = (event) => this.#hear(event);

  connectedCallback() {
    this.#message ??= this.#messageRegion();
    window.addEventListener('message', this.#onMessage);
    const isLate = this.#isLate();
    this.#await(() => this.#loadAgain(), isLate ? MISSED_WITHIN_MS : ANSWER_WITHIN_MS);
    if (isLate) this.#ask();
  }

  disconnectedCallback() {
    window.removeEventListener('message', this.#onMessage);
    clearTimeout(this.#timer);
  }

  /** Made empty, because assistive technology tells only what changes in a region that is there. */
  #messageRegion() {
    const region = document.createElement('p');
    region.className = 'cloakroom-card__message';
    region.setAttribute('role', 'status');
    this.prepend(region);
    return region;
  }

  #frame() {
    return this.querySelector(':scope > iframe');
  }

  /** Whether the frame's document is there: before that, the frame shows an empty one of this page's own origin. */
  #isLate() {
    const frame = this.#frame();
    return frame !== null && frame.contentDocument === null;
  }

  /** To whoever is in the frame, for the question says nothing; the answer is believed by its origin only. */
  #ask() {
    this.#frame().contentWindow.postMessage({ type: 'cloakroom:card-state' }, '*');
  }

  #hear(event) {
    const frame = this.#frame();
    if (!frame || event.source !== frame.contentWindow || event.origin !== originOf(frame.src)) return;
    if (event.data?.type !== 'cloakroom:card' || !STATES.has(event.data.state)) return;
    clearTimeout(this.#timer);
    this.#endSilence();
    this.#become(event.data.state);
  }

  #become(state) {
    if (this.dataset.state === state) return;
    this.dataset.state = state;
    this.#message.textContent = '';
    const told = new CustomEvent('cloakroom:state', {
      bubbles: true,
      cancelable: state === 'signed-out',
      detail: { collection: this.getAttribute('collection'), state },
    });
    if (this.dispatchEvent(told) && state === 'signed-out') this.#expire();
  }

  #expire() {
    const leaves = endSession(this.getAttribute('expired-url'));
    if (!leaves) this.#say('message-expired', 'Your session has ended. Please sign in again.');
  }

  #await(then, milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, milliseconds);
  }

  /** A frame that does not answer begins again: its own script may not have come. */
  #loadAgain() {
    const frame = this.#frame();
    if (!frame) return;
    // Not by setting src: that would add a step to the visitor's "back".
    frame.contentWindow.location.replace(frame.src);
    this.#await(() => this.#giveUp(), ANSWER_WITHIN_MS);
  }

  #giveUp() {
    this.setAttribute('data-silent', '');
    this.#become('unavailable');
    this.#say('message-unavailable', 'Unable to retrieve data at this time.');
  }

  #endSilence() {
    if (!this.hasAttribute('data-silent')) return;
    this.removeAttribute('data-silent');
    this.#message.textContent = '';
  }

  #say(attribute, otherwise) {
    this.#message.textContent = this.getAttribute(attribute) ?? otherwise;
  }
}

if (!customElements.get('cloakroom-card')) customElements.define('cloakroom-card', CloakroomCard);

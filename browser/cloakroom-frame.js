// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/**
 * The hidden frame of the gateway that hands tokens and relay tickets to this page. It is asked by a message for the
 * gateway's exact origin, and answers through a port that came with the message: nobody else hears or speaks on it.
 */
import { denied, malformed, NOT_ALLOWED, signedOut, unavailable } from './cloakroom-fault.js?ver=0.1.0';

/** Milliseconds that the frame's document has to be there. */
export const LOADED_WITHIN_MS = 8_000;

/** Milliseconds that it has to answer; behind an answer there may be a refresh at the user pool. */
export const ANSWER_WITHIN_MS = 12_000;

export class TokenFrame {
  #gateway;
  #address;
  #loading = null;

  /**
   * @param {string} gateway an origin
   * @param {string} site the site's id
   */
  constructor(gateway, site) {
    this.#gateway = gateway;
    this.#address = `${gateway}/session/token?site=${encodeURIComponent(site)}`;
  }

  /**
   * Asks for one thing, by the type of the message that asks for it.
   *
   * @returns {Promise<object>} the message that brings it
   * @throws {CloakroomFault} if the frame tells a state instead, or nothing in time
   */
  async ask(type) {
    return believed(type, await this.#heard(type));
  }

  async #heard(type) {
    const { port1: ours, port2: its } = new MessageChannel();
    try {
      const frame = await this.#frame();
      const answer = within(ANSWER_WITHIN_MS, (resolve) => (ours.onmessage = (event) => resolve(event.data)));
      frame.contentWindow.postMessage({ type }, this.#gateway, [its]);
      return await answer;
    } catch (silence) {
      // A browser's error page may stand in it: the next one who asks gets a new one.
      this.close();
      throw silence;
    } finally {
      ours.close();
    }
  }

  close() {
    this.#loading?.frame.remove();
    this.#loading = null;
  }

  #frame() {
    // Somebody may have taken it out of the page, which unloads it.
    if (this.#loading && !this.#loading.frame.isConnected) this.#loading = null;
    this.#loading ??= this.#load();
    return this.#loading.loaded;
  }

  #load() {
    const frame = document.createElement('iframe');
    const loaded = within(LOADED_WITHIN_MS, (resolve) => frame.addEventListener('load', () => resolve(frame), { once: true }));
    // Not by the attribute: a theme that says how frames are displayed would show it.
    frame.style.setProperty('display', 'none', 'important');
    frame.title = 'Cloakroom';
    frame.referrerPolicy = 'no-referrer';
    // It needs script and its own origin's cookie, and no more: no pop-ups, no forms, no leading this page away.
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = this.#address;
    (document.body ?? document.documentElement).append(frame);
    return { frame, loaded };
  }
}

function within(milliseconds, begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(unavailable()), milliseconds);
    begin((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

function believed(type, answer) {
  if (typeof answer !== 'object' || answer === null || answer.type !== type) throw malformed();
  switch (answer.state) {
    case undefined:
      return answer;
    case 'signed-out':
      throw signedOut();
    case 'denied':
      throw denied('delivery-not-allowed', NOT_ALLOWED);
    default:
      throw unavailable();
  }
}

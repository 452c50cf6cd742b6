// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/**
 * Leaves a page whose session at the gateway is over, for the address that ends WordPress's session too. One place for all
 * elements and connections of a page, so that they leave once, and not again and again where leaving does not help.
 */

/** Milliseconds after an expiry in which a second one stays on the page: something else is wrong then. */
export const EXPIRY_PAUSE_MS = 10_000;

const LAST_EXPIRY = 'cloakroom:last-expiry';

/** Set once this page has begun to leave, so that others on it keep still. */
let leaving = false;

/**
 * @param {?string} address what PHP gave for this, if it gave one
 * @returns {boolean} false if a session ended a moment ago, so that the page stays and somebody has to say so
 */
export function endSession(address) {
  if (leaving || !address || originOf(address) !== window.location.origin) return true;
  if (expiredJustNow()) return false;
  leaving = true;
  window.location.assign(address);
  return true;
}

/** The origin of an address, or null for anything that has none. */
export function originOf(address) {
  try {
    const { origin } = new URL(address, document.baseURI);
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}

/** Whether an expiry was noted a moment ago; notes this one if not. Without storage nothing can be noted: then yes. */
function expiredJustNow() {
  try {
    const since = Date.now() - Number(sessionStorage.getItem(LAST_EXPIRY) ?? Number.NEGATIVE_INFINITY);
    if (since >= 0 && since < EXPIRY_PAUSE_MS) return true;
    sessionStorage.setItem(LAST_EXPIRY, String(Date.now()));
    return false;
  } catch {
    return true;
  }
}

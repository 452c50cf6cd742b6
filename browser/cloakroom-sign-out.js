// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/**
 * Sees to it that no token stays behind where somebody signs out: in the tab where she does, and in the site's other tabs.
 * A page that imports this listens; the plugin puts it on members' pages, for a token may lie in the tab while they are read.
 */

/** What stands before the name of site and gateway, for each token in the tab's session storage. */
export const KEY = 'cloakroom:token:';

/** On which the tabs of a site tell one another: `forget` (let go of tokens), `signed-out` (and there will be no other). */
export const CHANNEL = 'cloakroom';

/** A link or form that signs out, by WordPress's own address or by one that a shop or a theme made up. */
const SIGN_OUT = /(?:log|sign)[-_]?out/i;

/** Takes every token out of this tab's storage. */
export function forgetTokens() {
  try {
    const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(KEY));
    for (const key of keys) sessionStorage.removeItem(key);
  } catch {
    // No storage, no token in it.
  }
}

/** Tells all of the site's tabs, and all who listen on this page. */
export function tell(type) {
  const channel = openChannel();
  channel?.postMessage({ type });
  channel?.close();
}

export function openChannel() {
  return typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : null;
}

/** Too often does no harm: who is still signed in gets another token when she needs it. */
function leave(address) {
  if (!SIGN_OUT.test(address)) return;
  forgetTokens();
  tell('forget');
}

const addressOf = (event) => event.target?.closest?.('a[href]')?.href ?? '';

window.addEventListener('click', (event) => leave(addressOf(event)), { capture: true });
window.addEventListener('submit', (event) => leave(event.target?.getAttribute?.('action') ?? ''), { capture: true });

const others = openChannel();
if (others) others.onmessage = ({ data }) => ['forget', 'signed-out'].includes(data?.type) && forgetTokens();

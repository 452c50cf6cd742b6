/**
 * Holds buttons that change or show something until a person can have seen them: dead until the page has been visible for 700 ms
 * without a break, and then only for a key or pointer that went down on the page after that. A page that another one has just
 * brought under a finger that was coming down anyway does nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
const SEEN_MS = 700;

const buttons = [...document.querySelectorAll('[data-hold]')];
let liveSince = Infinity;
let lastPress = -Infinity;
let timer;

function hold() {
  clearTimeout(timer);
  liveSince = Infinity;
  for (const button of buttons) button.setAttribute('aria-disabled', 'true');
  if (document.visibilityState === 'visible') timer = setTimeout(release, SEEN_MS);
}

function release() {
  liveSince = performance.now();
  for (const button of buttons) button.removeAttribute('aria-disabled');
}

function press(event) {
  if (event.isTrusted) lastPress = performance.now();
}

/** A form can also be sent by Enter in one of its fields: the key that went down counts there. */
function judge(event) {
  if (!event.isTrusted || lastPress < liveSince) event.preventDefault();
}

if (buttons.length > 0) {
  for (const kind of ['pointerdown', 'keydown']) window.addEventListener(kind, press, true);
  for (const form of document.forms) form.addEventListener('submit', judge);
  document.addEventListener('visibilitychange', hold);
  window.addEventListener('blur', hold);
  window.addEventListener('focus', hold);
  hold();
}

/**
 * Keeps a form's button dead until the page has been in sight for a moment, and takes nothing but a key or a pointer pressed
 * after that: a page that opens this one under somebody's click cannot make the click count.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
const IN_SIGHT_MS = 700;

for (const form of document.querySelectorAll('form[data-deliberate]')) deliberate(form);

function deliberate(form) {
  const button = form.querySelector('button[type="submit"]');
  let timer = 0;
  let isPressed = false;

  const rest = () => {
    clearTimeout(timer);
    isPressed = false;
    button.disabled = true;
    if (isInSight()) timer = setTimeout(wake, IN_SIGHT_MS);
  };
  const wake = () => {
    if (isInSight()) button.disabled = false;
  };
  const press = (event) => {
    if (event.isTrusted && !button.disabled) isPressed = true;
  };

  form.addEventListener('pointerdown', press, true);
  form.addEventListener('keydown', press, true);
  form.addEventListener('submit', (event) => {
    if (!isPressed) event.preventDefault();
    isPressed = false;
  });
  document.addEventListener('visibilitychange', rest);
  window.addEventListener('focus', rest);
  window.addEventListener('blur', rest);
  window.addEventListener('pageshow', rest);
  rest();
}

function isInSight() {
  return document.visibilityState === 'visible' && document.hasFocus();
}

/**
 * A card: asks for the member's data and shows it. The page around it learns a state and nothing else.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
const { site, collection, origins } = document.body.dataset;
const isCutOff = document.documentElement.dataset.placement === 'cut-off';
const content = document.getElementById('content');
const who = document.getElementById('who');
const ownPage = document.getElementById('own-page');

const RETRY_FIRST_MS = 5_000;
const RETRY_MOST_MS = 60_000;
const ANSWER_WITHIN_MS = 20_000;
const LOOK_AGAIN_AFTER_MS = 60_000;

let retryIn = RETRY_FIRST_MS;
let retryTimer;
let askedAt = 0;

/** The embedding page's origin, if it is one of the site's: where it is not, nobody is told anything. */
function parentOrigin() {
  const embedding = window.location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
  return origins.split(' ').find((origin) => origin === embedding);
}

let lastState = 'loading';

function tell(state) {
  lastState = state;
  const origin = parentOrigin();
  if (window.parent !== window && origin) window.parent.postMessage({ type: 'cloakroom:card', state }, origin);
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function show(...children) {
  content.replaceChildren(...children);
  content.setAttribute('aria-busy', 'false');
}

function say(text, name = '') {
  who.hidden = !name;
  // The member's own page, where she may change and unmask; worth nothing to somebody who is not signed in.
  ownPage.hidden = !name;
  who.textContent = name && `Signed in as ${name}`;
  show(element('p', text, 'said'));
}

function fields(record) {
  const list = document.createElement('dl');
  for (const field of record.fields) {
    list.append(element('dt', field.title));
    list.append(element('dd', field.value, field.masked ? 'masked' : ''));
  }
  return list;
}

function showRecords({ member, records, next }) {
  say('Nothing is kept here for you yet.', member.name);
  const lists = records.filter((record) => record.fields.length > 0).map(fields);
  if (lists.length > 0) show(...lists);
  // A frame is small, and her own page goes on by itself.
  if (next) content.append(element('p', 'There are more: “Open” shows them all.', 'note'));
  tell('shown');
}

function showSignedOut() {
  who.hidden = true;
  ownPage.hidden = true;
  show(document.getElementById('signed-out').content.cloneNode(true));
  tell('signed-out');
}

function showUnavailable(text) {
  say(text);
  content.append(element('p', 'It is tried again by itself.', 'note'));
  tell('unavailable');
  clearTimeout(retryTimer);
  retryTimer = setTimeout(load, retryIn);
  retryIn = Math.min(retryIn * 2, RETRY_MOST_MS);
}

async function ask() {
  const answer = await fetch(`/app/me/collections/${collection}`, {
    headers: { 'Cloakroom-Site': site },
    mode: 'same-origin',
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  return { status: answer.status, body: await answer.json() };
}

async function load() {
  clearTimeout(retryTimer);
  askedAt = Date.now();
  let answer;
  try {
    answer = await ask();
  } catch (failure) {
    const isMalformed = failure instanceof SyntaxError;
    return showUnavailable(isMalformed ? 'Malformed response from the API.' : 'Unable to retrieve data at this time.');
  }
  if (answer.status === 401) return showSignedOut();
  if (answer.status >= 500) return showUnavailable(answer.body.detail);
  retryIn = RETRY_FIRST_MS;
  if (answer.status === 200) return showRecords(answer.body);
  say(answer.body.detail, answer.body.member?.name);
  tell('shown');
}

/** What there is to say stands in the document already. Never `signed-out`: for that the page would end its own session. */
function showTheWayOut() {
  tell('shown');
}

function begin() {
  tell('loading');
  document.addEventListener('visibilitychange', lookAgain);
  window.addEventListener('pageshow', (event) => event.persisted && load());
  load();
}

/** A member who comes back to the tab, or back in history, sees what holds now. */
function lookAgain() {
  if (document.visibilityState === 'visible' && Date.now() - askedAt > LOOK_AGAIN_AFTER_MS) load();
}

// What was told before the page around us could listen, it hears again now, and once more when it asks.
window.addEventListener('load', () => tell(lastState));
window.addEventListener('message', ({ source, data }) => {
  if (source === window.parent && data?.type === 'cloakroom:card-state') tell(lastState);
});
// In a page of another site no cookie reaches a frame, whoever is signed in: there is nothing to ask for.
if (isCutOff) showTheWayOut();
else begin();

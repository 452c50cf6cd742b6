// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/** Calls with a deadline and a limit, and answers read strictly: what is not in its form is malformed, and goes no further. */
import { malformed, unavailable } from './cloakroom-fault.js?ver=0.1.0';

/** Milliseconds from the call to the answer's last byte. */
export const ANSWER_WITHIN_MS = 20_000;
export const BYTES_MAX = 4 * 1024 * 1024;
export const RECORDS_MAX = 1_000;
export const FIELDS_MAX = 200;

/** How often a call waits as a 429 says, and the longest that it waits, in seconds. */
export const WAITS_MAX = 2;
export const WAIT_MOST_S = 20;
const WAIT_UNTOLD_S = 5;

/** The forms of a collection's id, a record's and a cursor, as the gateway has them. */
const COLLECTION = /^[a-z][a-z0-9-]{0,63}$/;
const RECORD = /^[A-Za-z0-9_-]{1,64}$/;
const CURSOR = /^[\x21-\x7e]{1,4096}$/;

/** @throws {TypeError} a mistake of whoever wrote the page */
export function requireForms({ collection, id, cursor, limit }) {
  if (!isCollectionId(collection)) throw new TypeError('not a collection’s id');
  if (id !== undefined && !isRecordId(id)) throw new TypeError('not a record’s id');
  if (cursor !== undefined && !isCursor(cursor)) throw new TypeError('not a cursor');
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 100)) throw new TypeError('limit: 1 to 100');
}

/**
 * Calls, and calls again after a 429, as it says.
 *
 * @returns {Promise<{status: number, body: unknown}>} body undefined where it was not JSON
 * @throws {CloakroomFault} unavailable: no answer, or too late; malformed: too long
 * @throws {DOMException} what `signal` was aborted with
 */
export async function call(address, options, signal) {
  for (let waits = 0; ; waits++) {
    const answer = await once(address, options, signal);
    if (answer.status !== 429) return answer;
    if (waits === WAITS_MAX || answer.wait > WAIT_MOST_S) throw unavailable('rate-limited');
    await pause(answer.wait * 1000, signal);
  }
}

async function once(address, options, signal) {
  const deadline = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const response = await fetch(address, {
      cache: 'no-store',
      redirect: 'error',
      signal: signal ? either(deadline, signal) : deadline,
      ...options,
    });
    return { status: response.status, wait: waitOf(response), body: await json(response) };
  } catch (fault) {
    signal?.throwIfAborted();
    throw fault.state ? fault : unavailable();
  }
}

/** Browsers from before 2024 cannot join signals: there the caller's own is listened to by hand. */
function either(deadline, signal) {
  if (AbortSignal.any) return AbortSignal.any([deadline, signal]);
  const joined = new AbortController();
  for (const one of [deadline, signal]) one.addEventListener('abort', () => joined.abort(one.reason), { once: true });
  if (signal.aborted) joined.abort(signal.reason);
  return joined.signal;
}

async function json(response) {
  const bytes = await limited(response);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

async function limited(response) {
  if (!response.body) return new Uint8Array();
  const chunks = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > BYTES_MAX) {
      await reader.cancel();
      throw malformed();
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Seconds; a date instead of a number, and what the browser may not see, count as not told. */
function waitOf(response) {
  const told = response.headers.get('Retry-After');
  return told !== null && /^\d{1,6}$/.test(told) ? Number(told) : WAIT_UNTOLD_S;
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}

/**
 * Reads a page of records; members that are not in the contract are left out.
 *
 * @throws {CloakroomFault} malformed
 */
export function readPage(body, collection) {
  const { title, records, next = null } = object(body);
  const isPage =
    body.collection === collection && isText(title) && isList(records, RECORDS_MAX) && (next === null || isCursor(next));
  if (!isPage) throw malformed();
  return { collection, title, records: records.map(readRecord), next };
}

function readRecord(record) {
  const { id, version, fields } = object(record);
  if (!isRecordId(id) || !Number.isInteger(version) || !isList(fields, FIELDS_MAX)) throw malformed();
  return { id, version, fields: fields.map(readField) };
}

function readField(field) {
  const { name, title, value, masked } = object(field);
  if (!isText(name) || !isText(title) || typeof value !== 'string' || typeof masked !== 'boolean') throw malformed();
  return { name, title, value, masked };
}

/** Reads the list of collections that a site's page may have. */
export function readList(body) {
  const { collections } = object(body);
  if (!isList(collections, RECORDS_MAX)) throw malformed();
  return collections.map(readListed);
}

function readListed(listed) {
  const { collection, title, records, deliveries } = object(listed);
  const isListed =
    isCollectionId(collection) && isText(title) &&
    (records === 'single' || records === 'many') && isList(deliveries, 10) && deliveries.every(isText);
  if (!isListed) throw malformed();
  return { collection, title, records, deliveries: [...deliveries] };
}

/** A value that is an object; for anything else, malformed. */
export function object(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed();
  return value;
}

export const isText = (value) => typeof value === 'string' && value.length > 0 && value.length <= 500;
const isList = (value, most) => Array.isArray(value) && value.length <= most;
const isCollectionId = (value) => typeof value === 'string' && COLLECTION.test(value);
const isRecordId = (value) => typeof value === 'string' && RECORD.test(value);
const isCursor = (value) => typeof value === 'string' && CURSOR.test(value);

// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/** Why a collection could not be had, in one of three states; and the sentences that members read. */

export const UNAVAILABLE = 'Unable to retrieve data at this time.';
export const MALFORMED = 'Malformed response from the API.';
export const SIGNED_OUT = 'Your session has ended. Please sign in again.';
export const NOT_ALLOWED = 'This data is not given out by this way.';

/**
 * The one error that a connection rejects with. `state` tells what a page can do: `signed-out` (let the member sign in),
 * `denied` (tell her why: trying again changes nothing) or `unavailable` (try again later). `code` is the gateway's stable
 * word. `message` is a sentence for her. `expiredUrl`, where the site's server gave one, ends the session that is over.
 */
export class CloakroomFault extends Error {
  constructor(state, code, message, expiredUrl = null) {
    super(message);
    this.name = 'CloakroomFault';
    this.state = state;
    this.code = code;
    this.expiredUrl = expiredUrl;
  }
}

export const unavailable = (code = 'upstream-unavailable') => new CloakroomFault('unavailable', code, UNAVAILABLE);
export const malformed = () => new CloakroomFault('unavailable', 'upstream-malformed', MALFORMED);
export const signedOut = (expiredUrl = null) => new CloakroomFault('signed-out', 'unauthorized', SIGNED_OUT, expiredUrl);
export const denied = (code, message) => new CloakroomFault('denied', code, message);

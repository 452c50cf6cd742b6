// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/** For pages that only somebody sees who is not signed in, such as the login page: lets go of every token, here and elsewhere. */
import { forgetTokens, tell } from './cloakroom-sign-out.js?ver=0.1.0';

forgetTokens();
tell('signed-out');

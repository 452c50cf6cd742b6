// amazon-cognito-identity-js, by which browsers sign in with SRP.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import identity from 'amazon-cognito-identity-js';
import { check, code, pool, refused } from './pool.mjs';

const { AuthenticationDetails, CognitoUser, CognitoUserAttribute, CognitoUserPool } = identity;
const users = new CognitoUserPool({ UserPoolId: pool.poolId, ClientId: pool.clientId, endpoint: pool.url });

const EMAIL = 'grace@example.test';
const PASSWORD = 'Correct-horse-7-battery';
const OTHER = 'Another-horse-8-battery';

const user = (name) => new CognitoUser({ Username: name, Pool: users });

const promised = (work) =>
  new Promise((resolve, reject) => work((fault, result) => (fault ? reject(fault) : resolve(result))));

function signIn(who, password) {
  const details = new AuthenticationDetails({ Username: who.getUsername(), Password: password });
  return new Promise((resolve, reject) =>
    who.authenticateUser(details, {
      onSuccess: resolve,
      onFailure: reject,
      newPasswordRequired: (attributes, required) => resolve({ newPasswordRequired: { attributes, required } }),
    }),
  );
}

await check('a sign-up waits for its code', async () => {
  const name = new CognitoUserAttribute({ Name: 'name', Value: 'Grace' });
  const made = await promised((done) => users.signUp(EMAIL, PASSWORD, [name], [], done));
  assert.equal(made.userConfirmed, false);
  await refused('UserNotConfirmedException', () => signIn(user(EMAIL), PASSWORD));
  await refused('CodeMismatchException', () => promised((done) => user(EMAIL).confirmRegistration('x', false, done)));
  await promised((done) => user(EMAIL).resendConfirmationCode(done));
  const right = await code(EMAIL);
  await promised((done) => user(EMAIL).confirmRegistration(right, false, done));
});

await check('a name that is taken is refused', () =>
  refused('UsernameExistsException', () => promised((done) => users.signUp(EMAIL, PASSWORD, [], [], done))),
);

// Many, because one number in 256 needs a zero byte in front, on either side.
await check('SRP signs in thirty times, and never with a wrong password', async () => {
  for (let round = 0; round < 30; round++) {
    const session = await signIn(user(EMAIL), PASSWORD);
    assert.ok(session.isValid());
    if (round % 10 === 0) await refused('NotAuthorizedException', () => signIn(user(EMAIL), `${PASSWORD}${round}`));
  }
});

await check('tokens tell who it is, refresh, and end with a global sign-out', async () => {
  const who = user(EMAIL);
  const session = await signIn(who, PASSWORD);
  assert.equal(session.getIdToken().payload.email, EMAIL);
  const attributes = await promised((done) => who.getUserAttributes(done));
  assert.ok(attributes.some((attribute) => attribute.getName() === 'name' && attribute.getValue() === 'Grace'));
  const refreshed = await promised((done) => who.refreshSession(session.getRefreshToken(), done));
  assert.equal(refreshed.getIdToken().payload.sub, session.getIdToken().payload.sub);
  await new Promise((resolve, reject) => who.globalSignOut({ onSuccess: resolve, onFailure: reject }));
  await refused('NotAuthorizedException', () =>
    promised((done) => who.refreshSession(session.getRefreshToken(), done)),
  );
});

await check('a password is changed by who knows it', async () => {
  const who = user(EMAIL);
  await signIn(who, PASSWORD);
  await refused('NotAuthorizedException', () => promised((done) => who.changePassword(OTHER, OTHER, done)));
  await refused('InvalidPasswordException', () => promised((done) => who.changePassword(PASSWORD, 'short', done)));
  await promised((done) => who.changePassword(PASSWORD, OTHER, done));
  await signIn(user(EMAIL), OTHER);
  await refused('NotAuthorizedException', () => signIn(user(EMAIL), PASSWORD));
});

await check('a forgotten password is chosen anew with a code', async () => {
  const who = user(EMAIL);
  await new Promise((resolve, reject) => who.forgotPassword({ onSuccess: resolve, onFailure: reject }));
  const reset = (typed) =>
    new Promise((resolve, reject) =>
      who.confirmPassword(typed, PASSWORD, { onSuccess: resolve, onFailure: reject }),
    );
  const right = await code(EMAIL);
  await refused('CodeMismatchException', () => reset('x'));
  await reset(right);
  await refused('ExpiredCodeException', () => reset(right));
  await signIn(user(EMAIL), PASSWORD);
});

await check('a temporary password leads to one of her own', async () => {
  const who = user(pool.invited);
  const { newPasswordRequired } = await signIn(who, pool.temporary);
  assert.deepEqual(newPasswordRequired.required, []);
  assert.equal(newPasswordRequired.attributes.email, pool.invited);
  const complete = (password) =>
    new Promise((resolve, reject) =>
      who.completeNewPasswordChallenge(password, {}, { onSuccess: resolve, onFailure: reject }),
    );
  await refused('InvalidPasswordException', () => complete('short'));
  const session = await complete(OTHER);
  assert.equal(session.getIdToken().payload.email, pool.invited);
});

await check('nobody is told apart from a wrong password', () =>
  refused('NotAuthorizedException', () => signIn(user('nobody@example.test'), PASSWORD)),
);

// RFC 6238, by the pool's clock.
function totp(secret, steps = 0) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  const key = Buffer.from(bits.join('').match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(pool.time / 30) + steps));
  const hash = createHmac('sha1', key).update(moment).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}

const other = (code) => String((Number(code) + 1) % 1000000).padStart(6, '0');

await check('an authenticator app is set up, and asked for from then on', async () => {
  const who = user(EMAIL);
  await signIn(who, PASSWORD);
  const secret = await new Promise((resolve, reject) =>
    who.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }),
  );
  const verify = (code) =>
    new Promise((resolve, reject) => who.verifySoftwareToken(code, 'phone', { onSuccess: resolve, onFailure: reject }));
  await refused('EnableSoftwareTokenMFAException', () => verify(other(totp(secret, 1))));
  await verify(totp(secret, -1));
  await promised((done) => who.setUserMfaPreference(null, { PreferredMfa: true, Enabled: true }, done));
  const again = user(EMAIL);
  const details = new AuthenticationDetails({ Username: EMAIL, Password: PASSWORD });
  const challenge = await new Promise((resolve, reject) =>
    again.authenticateUser(details, {
      onSuccess: () => reject(new Error('signed in by the password alone')),
      onFailure: reject,
      totpRequired: resolve,
    }),
  );
  assert.equal(challenge, 'SOFTWARE_TOKEN_MFA');
  const send = (code) =>
    new Promise((resolve, reject) => again.sendMFACode(code, { onSuccess: resolve, onFailure: reject }, challenge));
  await refused('ExpiredCodeException', () => send(totp(secret, -1)));
  const session = await send(totp(secret));
  assert.equal(session.getIdToken().payload.email, EMAIL);
});

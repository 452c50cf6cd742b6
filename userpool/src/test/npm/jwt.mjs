// aws-jwt-verify: its generic verifier, with our key set. It downloads key sets over https only, so they are put in.
import assert from 'node:assert/strict';
import { JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import { check, pool } from './pool.mjs';

const issuer = `${pool.url}/${pool.poolId}`;
const jwks = await (await fetch(`${issuer}/.well-known/jwks.json`)).json();

function verifier(tokenUse, clientId = pool.clientId) {
  const made = JwtVerifier.create({
    issuer,
    audience: null,
    jwksUri: `${issuer}/.well-known/jwks.json`.replace('http:', 'https:'),
    customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse, clientId }),
  });
  made.cacheJwks(jwks);
  return made;
}

async function tokens() {
  const answer = await fetch(pool.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: pool.user, PASSWORD: pool.password },
    }),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).AuthenticationResult;
}

const { AccessToken, IdToken } = await tokens();

await check('access and ID token are what they say', async () => {
  assert.equal((await verifier('access').verify(AccessToken)).client_id, pool.clientId);
  assert.equal((await verifier('id').verify(IdToken)).aud, pool.clientId);
});

await check('each is refused in the place of the other', async () => {
  await assert.rejects(() => verifier('id').verify(AccessToken));
  await assert.rejects(() => verifier('access').verify(IdToken));
});

await check('a token for another client or with a changed word is refused', async () => {
  await assert.rejects(() => verifier('access', 'other').verify(AccessToken));
  const [head, body, signature] = AccessToken.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, username: 'mallory' })).toString('base64url');
  await assert.rejects(() => verifier('access').verify(`${head}.${changed}.${signature}`));
});

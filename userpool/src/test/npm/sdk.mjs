// @aws-sdk/client-cognito-identity-provider, from a server with a client secret.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { check, pool, refused } from './pool.mjs';

const aws = new sdk.CognitoIdentityProviderClient({
  endpoint: pool.url,
  region: pool.region,
  credentials: { accessKeyId: pool.keyId, secretAccessKey: pool.secret },
});

const hash = (name) =>
  createHmac('sha256', pool.rotatingSecret).update(name + pool.rotatingId).digest('base64');

const signIn = (name, password, secretHash = hash(name)) =>
  aws.send(
    new sdk.InitiateAuthCommand({
      ClientId: pool.rotatingId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: password, SECRET_HASH: secretHash },
    }),
  );

const refresh = (token) =>
  aws.send(
    new sdk.GetTokensFromRefreshTokenCommand({
      ClientId: pool.rotatingId,
      ClientSecret: pool.rotatingSecret,
      RefreshToken: token,
    }),
  );

await check('a signed call works and one with another key does not', async () => {
  const user = await aws.send(new sdk.AdminGetUserCommand({ UserPoolId: pool.poolId, Username: pool.user }));
  assert.equal(user.UserStatus, 'CONFIRMED');
  const stranger = new sdk.CognitoIdentityProviderClient({
    endpoint: pool.url,
    region: pool.region,
    credentials: { accessKeyId: pool.keyId, secretAccessKey: 'x'.repeat(43) },
  });
  await refused('InvalidSignatureException', () =>
    stranger.send(new sdk.AdminGetUserCommand({ UserPoolId: pool.poolId, Username: pool.user })),
  );
});

await check('errors come as the classes of the SDK', async () => {
  await assert.rejects(() => signIn(pool.user, 'wrong'), sdk.NotAuthorizedException);
  await assert.rejects(() => signIn(pool.user, pool.password, hash('other')), sdk.NotAuthorizedException);
  await assert.rejects(
    () => aws.send(new sdk.AdminGetUserCommand({ UserPoolId: pool.poolId, Username: 'nobody' })),
    sdk.UserNotFoundException,
  );
});

await check('rotation gives a new refresh token, and notices the old one', async () => {
  const { AuthenticationResult: first } = await signIn(pool.user, pool.password);
  const { AuthenticationResult: second } = await refresh(first.RefreshToken);
  assert.notEqual(second.RefreshToken, first.RefreshToken);
  await assert.rejects(() => refresh(first.RefreshToken), sdk.RefreshTokenReuseException);
  await assert.rejects(() => refresh(second.RefreshToken), sdk.NotAuthorizedException);
});

await check('a revoked token is revoked', async () => {
  const { AuthenticationResult: tokens } = await signIn(pool.user, pool.password);
  await aws.send(
    new sdk.RevokeTokenCommand({
      ClientId: pool.rotatingId,
      ClientSecret: pool.rotatingSecret,
      Token: tokens.RefreshToken,
    }),
  );
  await assert.rejects(() => refresh(tokens.RefreshToken), sdk.NotAuthorizedException);
  await assert.rejects(
    () => aws.send(new sdk.GetUserCommand({ AccessToken: tokens.AccessToken })),
    sdk.NotAuthorizedException,
  );
});

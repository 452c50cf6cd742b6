// openid-client: discovery, the code flow through the pool's own pages, refresh, userinfo, revocation.
import assert from 'node:assert/strict';
import * as oidc from 'openid-client';
import { check, pool } from './pool.mjs';

const config = await oidc.discovery(
  new URL(`${pool.url}/${pool.poolId}`),
  pool.hostedId,
  pool.hostedSecret,
  undefined,
  { execute: [oidc.allowInsecureRequests] },
);

const cookies = new Map();

// A browser's part of it: cookies, and no redirect that is not looked at.
async function visit(address, form) {
  const answer = await fetch(new URL(address, pool.url), {
    method: form ? 'POST' : 'GET',
    redirect: 'manual',
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    body: form && new URLSearchParams(form),
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
    cookies.set(name, value);
  }
  return answer;
}

const unescaped = (text) => text.replaceAll('&amp;', '&');

async function signIn(address, password) {
  const login = (await visit(address)).headers.get('location');
  const page = await (await visit(login)).text();
  const form = {
    _csrf: /name="_csrf"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="_csrf"/.exec(page).slice(1).find(Boolean),
    username: pool.user,
    password,
  };
  const answered = await visit(unescaped(/<form[^>]*action="([^"]*)"/.exec(page)[1]), form);
  if (answered.status !== 303) return answered;
  const onward = await (await visit(answered.headers.get('location'))).text();
  return visit(unescaped(/url=([^"]*)"/i.exec(onward)[1]));
}

async function begin() {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const expectedNonce = oidc.randomNonce();
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: pool.callback,
    scope: 'openid email',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  return { address, checks: { pkceCodeVerifier, expectedState, expectedNonce } };
}

await check('a wrong password leads nowhere', async () => {
  const { address } = await begin();
  assert.equal((await signIn(address, 'wrong')).status, 400);
});

const { address, checks } = await begin();
const back = new URL((await signIn(address, pool.password)).headers.get('location'));

await check('a code without its PKCE secret is worth nothing', async () => {
  const other = new URL((await visit((await begin()).address)).headers.get('location'));
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  await assert.rejects(
    () => oidc.authorizationCodeGrant(config, other, { pkceCodeVerifier, expectedState: oidc.skipStateCheck }),
    { error: 'invalid_grant' },
  );
});

const tokens = await oidc.authorizationCodeGrant(config, back, checks);

await check('the code flow gives tokens that the client believes', async () => {
  assert.equal(tokens.claims().email, pool.user);
  const seen = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.equal(seen.email, pool.user);
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.ok(refreshed.access_token);
});

await check('a code works once, and its second use ends what the first gave', async () => {
  await assert.rejects(() => oidc.authorizationCodeGrant(config, back, checks), { error: 'invalid_grant' });
  await assert.rejects(() => oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
});

await check('a revoked refresh token is dead', async () => {
  const next = await begin();
  const again = new URL((await visit(next.address)).headers.get('location'));
  const others = await oidc.authorizationCodeGrant(config, again, next.checks);
  await oidc.tokenRevocation(config, others.refresh_token);
  await assert.rejects(() => oidc.refreshTokenGrant(config, others.refresh_token), { error: 'invalid_grant' });
});

await check('a machine has tokens for itself, by basic and by post, for its own scopes only', async () => {
  for (const authentication of [oidc.ClientSecretBasic, oidc.ClientSecretPost]) {
    const machine = await oidc.discovery(
      new URL(`${pool.url}/${pool.poolId}`),
      pool.machineId,
      undefined,
      authentication(pool.machineSecret),
      { execute: [oidc.allowInsecureRequests] },
    );
    const granted = await oidc.clientCredentialsGrant(machine, { scope: 'things/read' });
    assert.equal(granted.token_type, 'bearer');
    assert.equal(granted.refresh_token, undefined);
    await assert.rejects(() => oidc.clientCredentialsGrant(machine, { scope: 'openid' }), { error: 'invalid_scope' });
  }
  await assert.rejects(() => oidc.clientCredentialsGrant(config), { error: 'unauthorized_client' });
});

await check('a sign-in is asked for again where the client wants it, with the name filled in', async () => {
  const { address } = await begin();
  address.searchParams.set('prompt', 'login');
  address.searchParams.set('login_hint', 'hinted@example.test');
  const login = (await visit(address)).headers.get('location');
  assert.match(login, /^\/login\?/);
  assert.match(await (await visit(login)).text(), /value="hinted@example.test"/);
});

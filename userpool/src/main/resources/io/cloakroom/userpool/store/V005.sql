-- What a step asks for has a detail now, a JSON text; the user is absent where it must not be seen that nobody has the name.
ALTER TABLE challenges RENAME TO challenges_before;
DROP INDEX challenges_by_user;
DROP INDEX challenges_by_end;
CREATE TABLE challenges (
  hash TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  client_id TEXT REFERENCES clients ON DELETE CASCADE,
  sub TEXT REFERENCES users ON DELETE CASCADE,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
INSERT INTO challenges SELECT hash, pool_id, client_id, sub, kind, '{}', expires FROM challenges_before;
DROP TABLE challenges_before;
CREATE INDEX challenges_by_user ON challenges (sub);
CREATE INDEX challenges_by_client ON challenges (client_id);
CREATE INDEX challenges_by_end ON challenges (expires);

-- What users show besides a password. Tokens are secrets of authenticator apps; last_step is the last code's that was taken.
CREATE TABLE user_factors (
  sub TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  enabled TEXT NOT NULL,
  preferred TEXT,
  token TEXT,
  pending_token TEXT,
  last_step INTEGER NOT NULL
) STRICT;

-- Passkeys. The attestation holds the public key, as the authenticator sent it.
CREATE TABLE passkeys (
  credential_id TEXT PRIMARY KEY,
  sub TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  name TEXT NOT NULL,
  relying_party TEXT NOT NULL,
  attestation TEXT NOT NULL,
  transports TEXT NOT NULL,
  attachment TEXT,
  sign_count INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX passkeys_by_user ON passkeys (sub);

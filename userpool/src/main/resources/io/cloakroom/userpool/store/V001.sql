-- Times are milliseconds since 1970; lists and settings are JSON texts; booleans are 0 and 1.

CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE pools (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL
) STRICT;

CREATE TABLE signing_keys (
  kid TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  private_jwk TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX signing_keys_by_pool ON signing_keys (pool_id, purpose, created);

CREATE TABLE clients (
  id TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  name TEXT NOT NULL,
  secret TEXT,
  settings TEXT NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL
) STRICT;
CREATE INDEX clients_by_pool ON clients (pool_id, id);

CREATE TABLE resource_servers (
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  identifier TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  PRIMARY KEY (pool_id, identifier)
) STRICT;

CREATE TABLE users (
  sub TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  username TEXT NOT NULL,
  status TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL
) STRICT;
CREATE INDEX users_by_pool ON users (pool_id, sub);

-- Every name under which a user can be found: the user name and, in pools that allow it, e-mail address, phone number
-- and preferred user name. In pools that ignore case, names stand here in lower case.
CREATE TABLE sign_in_names (
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  sub TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (pool_id, name)
) STRICT;
CREATE INDEX sign_in_names_by_user ON sign_in_names (sub);

CREATE TABLE credentials (
  sub TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  argon2id TEXT NOT NULL,
  srp_salt TEXT NOT NULL,
  srp_verifier TEXT NOT NULL,
  temporary_until INTEGER
) STRICT;

CREATE TABLE user_groups (
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  precedence INTEGER,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  PRIMARY KEY (pool_id, name)
) STRICT;

CREATE TABLE group_members (
  pool_id TEXT NOT NULL,
  group_name TEXT NOT NULL,
  sub TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (sub, group_name),
  FOREIGN KEY (pool_id, group_name) REFERENCES user_groups (pool_id, name) ON DELETE CASCADE
) STRICT;
CREATE INDEX group_members_by_group ON group_members (pool_id, group_name);

-- All tokens that come from one sign-in of one client, known by their origin_jti.
CREATE TABLE families (
  origin_jti TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES clients ON DELETE CASCADE,
  sub TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  scopes TEXT NOT NULL,
  authenticated INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX families_by_user ON families (sub);
CREATE INDEX families_by_client ON families (client_id);
CREATE INDEX families_by_end ON families (expires);

CREATE TABLE refresh_tokens (
  hash TEXT PRIMARY KEY,
  origin_jti TEXT NOT NULL REFERENCES families ON DELETE CASCADE,
  rotated INTEGER
) STRICT;
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (origin_jti);

-- A code stays after it was spent, so that its second use is known for what it is.
CREATE TABLE codes (
  hash TEXT PRIMARY KEY,
  client_id TEXT NOT NULL REFERENCES clients ON DELETE CASCADE,
  sub TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  redirect_uri TEXT NOT NULL,
  scopes TEXT NOT NULL,
  nonce TEXT,
  challenge TEXT,
  authenticated INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  spent INTEGER NOT NULL DEFAULT 0,
  origin_jti TEXT
) STRICT;
CREATE INDEX codes_by_user ON codes (sub);
CREATE INDEX codes_by_client ON codes (client_id);
CREATE INDEX codes_by_end ON codes (expires);

CREATE TABLE hosted_sessions (
  hash TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  sub TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  authenticated INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX hosted_sessions_by_user ON hosted_sessions (sub);
CREATE INDEX hosted_sessions_by_end ON hosted_sessions (expires);

-- A sign-in that has come half of its way.
CREATE TABLE challenges (
  hash TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  sub TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  kind TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX challenges_by_user ON challenges (sub);
CREATE INDEX challenges_by_end ON challenges (expires);

-- The subject is a user's sub, or stands for a name that nobody has.
CREATE TABLE lockouts (
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  subject TEXT NOT NULL,
  failures INTEGER NOT NULL,
  last_failure INTEGER NOT NULL,
  PRIMARY KEY (pool_id, subject)
) STRICT;
CREATE INDEX lockouts_by_time ON lockouts (last_failure);

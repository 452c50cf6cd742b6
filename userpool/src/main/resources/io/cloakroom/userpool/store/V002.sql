-- The client to which a sign-in belongs that has come half of its way. Absent for one on the pool's own pages.
ALTER TABLE challenges ADD COLUMN client_id TEXT REFERENCES clients ON DELETE CASCADE;

-- Whether a family's sign-in went over the OAuth endpoints or over the API.
ALTER TABLE families ADD COLUMN via TEXT NOT NULL DEFAULT 'OAUTH';

-- SRP exchanges whose client has not yet proved that it knows the password. The subject is that of lockouts.
CREATE TABLE handshakes (
  hash TEXT PRIMARY KEY,
  client_id TEXT NOT NULL REFERENCES clients ON DELETE CASCADE,
  subject TEXT NOT NULL,
  user_id TEXT NOT NULL,
  client_public TEXT NOT NULL,
  server_secret TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX handshakes_by_client ON handshakes (client_id);
CREATE INDEX handshakes_by_end ON handshakes (expires);

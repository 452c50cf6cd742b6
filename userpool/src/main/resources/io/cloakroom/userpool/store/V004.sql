-- Codes that were sent to users. One is good only while the user still has the address that it was sent to.
CREATE TABLE confirmation_codes (
  sub TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  attribute TEXT NOT NULL,
  destination TEXT NOT NULL,
  hash TEXT NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY (sub, purpose)
) STRICT;
CREATE INDEX confirmation_codes_by_end ON confirmation_codes (expires);

-- Mail and text messages, which go no further than this.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  medium TEXT NOT NULL,
  destination TEXT NOT NULL,
  words TEXT NOT NULL,
  code TEXT NOT NULL,
  sent INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_pool ON messages (pool_id);

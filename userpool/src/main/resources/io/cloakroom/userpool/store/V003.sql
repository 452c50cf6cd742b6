-- What may be done only so often within an hour. The subject is that of lockouts.
CREATE TABLE attempts (
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  subject TEXT NOT NULL,
  action TEXT NOT NULL,
  since INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (pool_id, subject, action)
) STRICT;
CREATE INDEX attempts_by_time ON attempts (since);

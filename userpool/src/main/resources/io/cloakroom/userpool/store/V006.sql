-- Jobs that bring users over from a file. The file lies in its own table, so that lists of jobs stay light, and goes when
-- the job ends. "line" is the last line that was worked on: its users, the counts and this are written at once.
CREATE TABLE import_jobs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  pool_id TEXT NOT NULL REFERENCES pools ON DELETE CASCADE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  upload_hash TEXT NOT NULL,
  upload_until INTEGER NOT NULL,
  status TEXT NOT NULL,
  created INTEGER NOT NULL,
  started INTEGER,
  completed INTEGER,
  line INTEGER NOT NULL DEFAULT 1,
  imported INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  message TEXT
) STRICT;
CREATE INDEX import_jobs_by_pool ON import_jobs (pool_id, number);

CREATE TABLE import_files (
  job_id TEXT PRIMARY KEY REFERENCES import_jobs (id) ON DELETE CASCADE,
  csv BLOB NOT NULL
) STRICT;

-- What became of lines that made no user. No user's data stands in it.
CREATE TABLE import_lines (
  job_id TEXT NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (job_id, line)
) STRICT;

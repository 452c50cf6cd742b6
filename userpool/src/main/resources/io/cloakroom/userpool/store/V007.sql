-- What became of a message: KEPT here alone, SENT on, or FAILED on its way.
ALTER TABLE messages ADD COLUMN state TEXT NOT NULL DEFAULT 'KEPT';
ALTER TABLE messages ADD COLUMN subject TEXT NOT NULL DEFAULT '';

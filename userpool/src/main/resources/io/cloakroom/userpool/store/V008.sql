-- Whether a function was told of this sign-in; those of before need not be told of any more.
ALTER TABLE hosted_sessions ADD COLUMN told INTEGER NOT NULL DEFAULT 1;

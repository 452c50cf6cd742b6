-- By which methods a sign-in was made (amr); nothing is known of those of before. Codes and families hold it only where the
-- client asked to be told.
ALTER TABLE hosted_sessions ADD COLUMN methods TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN methods TEXT NOT NULL DEFAULT '';
ALTER TABLE families ADD COLUMN methods TEXT NOT NULL DEFAULT '';

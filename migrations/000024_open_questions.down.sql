DROP INDEX questions_open_title;
DROP INDEX matches_approved;
DROP INDEX questions_open;
ALTER TABLE questions DROP COLUMN outcomes;

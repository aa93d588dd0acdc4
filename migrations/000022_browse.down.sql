DROP INDEX matches_living;
ALTER TABLE matches DROP COLUMN value;
ALTER TABLE questions DROP COLUMN fields;

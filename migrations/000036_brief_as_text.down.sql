ALTER TABLE questions DROP COLUMN brief;
ALTER TABLE questions ADD COLUMN brief jsonb GENERATED ALWAYS AS (reading_brief(reading)) STORED;
COMMENT ON COLUMN questions.brief IS 'The reading without evidence, for scoring many questions.';

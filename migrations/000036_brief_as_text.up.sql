-- As text it is sent as it stands: writing jsonb out took most of the time of
-- reading a round.
ALTER TABLE questions DROP COLUMN brief;
ALTER TABLE questions ADD COLUMN brief text GENERATED ALWAYS AS (reading_brief(reading)::text) STORED;
COMMENT ON COLUMN questions.brief IS 'The reading without evidence as JSON, for scoring many questions.';

ALTER TABLE questions DROP COLUMN brief;
DROP FUNCTION reading_brief(jsonb);

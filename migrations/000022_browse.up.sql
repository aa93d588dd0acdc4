-- What lists are ordered and narrowed by, lifted out of the documents: reading a
-- thousand documents takes longer than the rest of the list.
ALTER TABLE questions
  ADD COLUMN fields jsonb GENERATED ALWAYS AS (coalesce(reading->'fields', '[]'::jsonb)) STORED;
ALTER TABLE matches
  ADD COLUMN value double precision GENERATED ALWAYS AS (coalesce((score->>'value')::double precision, 0)) STORED;

CREATE INDEX matches_living ON matches (institution_id, question_id)
  INCLUDE (offering_id, state, value, id) WHERE state IN ('proposed', 'approved');

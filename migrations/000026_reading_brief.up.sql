-- What scores need of a reading, without the words that it rests on: those are
-- most of it, and a round reads 100,000 of them.
CREATE FUNCTION reading_brief(reading jsonb) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (reading - '{outcomes,forms}'::text[]) || jsonb_build_object(
    'outcomes', (
      SELECT coalesce(jsonb_agg(o.item - 'evidence' ORDER BY o.place), '[]')
      FROM jsonb_array_elements(CASE jsonb_typeof(reading -> 'outcomes') WHEN 'array' THEN reading -> 'outcomes' END)
        WITH ORDINALITY o(item, place)),
    'forms', (
      SELECT coalesce(jsonb_agg(f.item - 'terms' ORDER BY f.place), '[]')
      FROM jsonb_array_elements(CASE jsonb_typeof(reading -> 'forms') WHEN 'array' THEN reading -> 'forms' END)
        WITH ORDINALITY f(item, place)));
ALTER TABLE questions ADD COLUMN brief jsonb GENERATED ALWAYS AS (reading_brief(reading)) STORED;
COMMENT ON COLUMN questions.brief IS 'The reading without evidence, for scoring many questions.';

-- What approved questions are narrowed and counted by, in indexes that hold all
-- of it: a question itself is ten times as wide. The outcomes are those of
-- question_wishes, heaviest first.
ALTER TABLE questions ADD COLUMN outcomes text[] NOT NULL DEFAULT '{}';
UPDATE questions q
SET outcomes = w.outcomes
FROM (
  SELECT question_id, array_agg(outcome ORDER BY weight DESC, outcome) AS outcomes
  FROM question_wishes
  GROUP BY question_id) w
WHERE w.question_id = q.id;

CREATE INDEX questions_open ON questions (institution_id, id)
  INCLUDE (region, size, secrecy, fields, outcomes, submitted_at, state_since) WHERE state = 'open';
CREATE INDEX matches_approved ON matches (institution_id, question_id)
  INCLUDE (offering_id, value, id) WHERE state = 'approved';
CREATE INDEX questions_open_title ON questions USING gin (title gin_trgm_ops) WHERE state = 'open';

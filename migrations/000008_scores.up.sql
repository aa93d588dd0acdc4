CREATE TABLE form_scores (
  question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  form        text NOT NULL REFERENCES forms,
  score       jsonb NOT NULL,
  version     jsonb NOT NULL,
  created_at  timestamptz NOT NULL,
  CONSTRAINT form_scores_pkey PRIMARY KEY (question_id, form)
);
COMMENT ON COLUMN form_scores.version IS 'Versions of taxonomy, weights and reading that the score was computed with.';

CREATE TABLE matches (
  id             uuid PRIMARY KEY,
  question_id    uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  offering_id    uuid NOT NULL REFERENCES offerings,
  institution_id uuid NOT NULL REFERENCES institutions,
  state          text NOT NULL CONSTRAINT matches_state_known CHECK (state IN ('proposed', 'approved', 'rejected', 'expired')),
  state_since    timestamptz NOT NULL,
  rank           integer NOT NULL CONSTRAINT matches_rank_positive CHECK (rank > 0),
  score          jsonb NOT NULL,
  version        jsonb NOT NULL,
  override_note  text NOT NULL DEFAULT '',
  decided_by     uuid REFERENCES persons,
  created_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX matches_living_once ON matches (question_id, offering_id) WHERE state IN ('proposed', 'approved');
CREATE INDEX matches_question ON matches (question_id, rank);
CREATE INDEX matches_offering ON matches (offering_id, state);

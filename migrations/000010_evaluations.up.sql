CREATE TABLE evaluations (
  id            uuid PRIMARY KEY,
  engagement_id uuid NOT NULL REFERENCES engagements ON DELETE CASCADE,
  side          text NOT NULL CONSTRAINT evaluations_side_known CHECK (side IN ('company', 'education')),
  person_id     uuid REFERENCES persons,
  note          text NOT NULL CONSTRAINT evaluations_note_length CHECK (char_length(note) <= 5000),
  created_at    timestamptz NOT NULL,
  CONSTRAINT evaluations_once UNIQUE (engagement_id, side)
);

CREATE TABLE evaluation_ratings (
  evaluation_id uuid NOT NULL REFERENCES evaluations ON DELETE CASCADE,
  outcome       text NOT NULL CONSTRAINT evaluation_ratings_outcome_known REFERENCES outcomes,
  grade         integer NOT NULL CONSTRAINT evaluation_ratings_grade_range CHECK (grade BETWEEN 1 AND 5),
  CONSTRAINT evaluation_ratings_pkey PRIMARY KEY (evaluation_id, outcome)
);

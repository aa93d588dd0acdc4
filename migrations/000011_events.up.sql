-- The audit trail: written with the change, never altered, without foreign keys
-- so that it outlives what it speaks of.
CREATE TABLE events (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at             timestamptz NOT NULL,
  actor_id       uuid,
  actor_name     text NOT NULL,
  action         text NOT NULL,
  subject_kind   text NOT NULL,
  subject_id     text NOT NULL,
  subject_name   text NOT NULL,
  question_id    uuid,
  institution_id uuid,
  from_state     text NOT NULL DEFAULT '',
  to_state       text NOT NULL DEFAULT '',
  detail         jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX events_question ON events (question_id, id) WHERE question_id IS NOT NULL;
CREATE INDEX events_institution ON events (institution_id, id DESC);
REVOKE UPDATE, DELETE ON events FROM tandem_app;

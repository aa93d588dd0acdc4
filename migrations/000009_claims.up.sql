CREATE TABLE claims (
  id             uuid PRIMARY KEY,
  match_id       uuid NOT NULL REFERENCES matches ON DELETE CASCADE,
  question_id    uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  offering_id    uuid NOT NULL,
  institution_id uuid NOT NULL REFERENCES institutions,
  lecturer_id    uuid NOT NULL REFERENCES persons,
  place          integer NOT NULL,
  state          text NOT NULL CONSTRAINT claims_state_known CHECK (state IN ('open', 'engaged', 'released', 'lapsed')),
  state_since    timestamptz NOT NULL,
  note           text NOT NULL CONSTRAINT claims_note_length CHECK (char_length(note) <= 2000),
  end_note       text NOT NULL DEFAULT '',
  lapses_at      timestamptz NOT NULL,
  created_at     timestamptz NOT NULL,
  CONSTRAINT claims_place_exists FOREIGN KEY (offering_id, place) REFERENCES slots
);
-- The two rules that make a race harmless: one living claim for a question, and
-- one for a place.
CREATE UNIQUE INDEX claims_question_once ON claims (question_id) WHERE state IN ('open', 'engaged');
CREATE UNIQUE INDEX claims_place_once ON claims (offering_id, place) WHERE state IN ('open', 'engaged');
CREATE INDEX claims_lecturer ON claims (lecturer_id, state);
CREATE INDEX claims_lapsing ON claims (lapses_at) WHERE state = 'open';

CREATE TABLE engagements (
  id                uuid PRIMARY KEY,
  claim_id          uuid NOT NULL CONSTRAINT engagements_claim_once UNIQUE REFERENCES claims ON DELETE CASCADE,
  question_id       uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  institution_id    uuid NOT NULL REFERENCES institutions,
  state             text NOT NULL CONSTRAINT engagements_state_known CHECK (state IN ('running', 'finished', 'stopped')),
  state_since       timestamptz NOT NULL,
  statement         text NOT NULL CONSTRAINT engagements_statement_length CHECK (char_length(statement) BETWEEN 1 AND 5000),
  starts_on         date NOT NULL,
  ends_on           date NOT NULL,
  company_contact   text NOT NULL,
  education_contact text NOT NULL,
  secrecy           text NOT NULL CONSTRAINT engagements_secrecy_known CHECK (secrecy IN ('open', 'agreement', 'strict')),
  ip                text NOT NULL CONSTRAINT engagements_ip_known CHECK (ip IN ('student', 'transfer', 'open')),
  end_note          text NOT NULL DEFAULT '',
  created_at        timestamptz NOT NULL,
  ended_at          timestamptz,
  CONSTRAINT engagements_order CHECK (starts_on < ends_on)
);
CREATE INDEX engagements_question ON engagements (question_id);

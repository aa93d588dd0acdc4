-- The public brief. What must stay closed is in questions_sealed.
CREATE TABLE questions (
  id             uuid PRIMARY KEY,
  form_key       text NOT NULL CONSTRAINT questions_form_key_once UNIQUE,
  owner_id       uuid REFERENCES persons,
  institution_id uuid REFERENCES institutions,
  state          text NOT NULL CONSTRAINT questions_state_known CHECK (state IN ('draft', 'submitted', 'matched', 'open', 'claimed', 'engaged', 'completed', 'stopped', 'declined', 'withdrawn', 'expired')),
  state_since    timestamptz NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  title          text NOT NULL CONSTRAINT questions_title_length CHECK (char_length(title) <= 200),
  text           text NOT NULL CONSTRAINT questions_text_length CHECK (char_length(text) <= 10000),
  language       text NOT NULL CONSTRAINT questions_language_known CHECK (language IN ('nl', 'en')),
  wanted_date    date,
  delay          text NOT NULL DEFAULT 'annoying' CONSTRAINT questions_delay_known CHECK (delay IN ('harmless', 'annoying', 'useless', 'critical')),
  reading        jsonb NOT NULL DEFAULT '{}',
  hours_per_week double precision NOT NULL DEFAULT 0 CONSTRAINT questions_hours_range CHECK (hours_per_week BETWEEN 0 AND 40),
  budget         boolean NOT NULL DEFAULT false,
  secrecy        text NOT NULL DEFAULT 'open' CONSTRAINT questions_secrecy_known CHECK (secrecy IN ('open', 'agreement', 'strict')),
  readiness      jsonb NOT NULL DEFAULT '{}',
  sector         text NOT NULL DEFAULT '',
  size           text NOT NULL DEFAULT 'unknown' CONSTRAINT questions_size_known CHECK (size IN ('sole', 'micro', 'small', 'medium', 'large', 'unknown')),
  companies      integer NOT NULL DEFAULT 1 CONSTRAINT questions_companies_range CHECK (companies BETWEEN 1 AND 1000),
  region         text NOT NULL DEFAULT '',
  shown_name     text NOT NULL DEFAULT '',
  created_at     timestamptz NOT NULL,
  submitted_at   timestamptz,
  promised_at    timestamptz,
  answered_at    timestamptz,
  search         tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('tandem_nl', title) || to_tsvector('tandem_en', title), 'A')
    || to_tsvector('tandem_nl', text) || to_tsvector('tandem_en', text)) STORED,
  CONSTRAINT questions_sent_whole CHECK (state IN ('draft', 'withdrawn') OR (institution_id IS NOT NULL AND submitted_at IS NOT NULL AND promised_at IS NOT NULL AND title <> ''))
);
CREATE INDEX questions_search ON questions USING gin (search);
CREATE INDEX questions_queue ON questions (institution_id, state, promised_at);
CREATE INDEX questions_newest ON questions (state, submitted_at DESC, id);
CREATE INDEX questions_owner ON questions (owner_id);

CREATE TABLE question_wishes (
  question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  outcome     text NOT NULL CONSTRAINT question_wishes_outcome_known REFERENCES outcomes,
  weight      double precision NOT NULL CONSTRAINT question_wishes_weight_range CHECK (weight > 0 AND weight <= 1),
  CONSTRAINT question_wishes_pkey PRIMARY KEY (question_id, outcome)
);
COMMENT ON COLUMN questions.form_key IS 'Made with the empty form: a form sent twice makes one question.';
COMMENT ON COLUMN questions.answered_at IS 'When a person first answered; the promise is kept when this is before promised_at.';

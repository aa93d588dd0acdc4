-- The closed part of a question: no list, index, mail or score reads it.
CREATE TABLE questions_sealed (
  question_id   uuid PRIMARY KEY REFERENCES questions ON DELETE CASCADE,
  contact_name  text NOT NULL DEFAULT '',
  contact_mail  text NOT NULL DEFAULT '',
  contact_phone text NOT NULL DEFAULT '',
  company_name  text NOT NULL DEFAULT '',
  kvk           text NOT NULL DEFAULT '' CONSTRAINT questions_sealed_kvk_form CHECK (kvk ~ '^([0-9]{8})?$'),
  postcode      text NOT NULL DEFAULT '' CONSTRAINT questions_sealed_postcode_form CHECK (postcode ~ '^([1-9][0-9]{3}[A-Z]{2})?$'),
  hide_name     boolean NOT NULL DEFAULT false,
  confidential  text NOT NULL DEFAULT '' CONSTRAINT questions_sealed_confidential_length CHECK (char_length(confidential) <= 10000)
);

CREATE TABLE question_messages (
  id          uuid PRIMARY KEY,
  question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  person_id   uuid REFERENCES persons,
  author      text NOT NULL,
  from_owner  boolean NOT NULL,
  body        text NOT NULL CONSTRAINT question_messages_body_length CHECK (char_length(body) BETWEEN 1 AND 5000),
  asks_reply  boolean NOT NULL DEFAULT false,
  form_key    text CONSTRAINT question_messages_form_key_once UNIQUE,
  created_at  timestamptz NOT NULL
);
CREATE INDEX question_messages_question ON question_messages (question_id, created_at);

CREATE TABLE declines (
  question_id uuid PRIMARY KEY REFERENCES questions ON DELETE CASCADE,
  reason      text NOT NULL CONSTRAINT declines_reason_known CHECK (reason IN ('too_urgent', 'out_of_scope', 'no_capacity', 'not_ready', 'one_sided', 'unclear', 'not_a_company', 'inappropriate')),
  referral    text NOT NULL CONSTRAINT declines_referral_known CHECK (referral IN ('kvk', 'ondernemersklankbord', 'rvo', 'consultant', 'job_board', 'ask_again_later')),
  note        text NOT NULL,
  created_at  timestamptz NOT NULL
);

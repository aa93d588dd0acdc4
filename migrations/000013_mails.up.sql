CREATE TABLE mails (
  id          uuid PRIMARY KEY,
  kind        text NOT NULL,
  recipient   text NOT NULL,
  language    text NOT NULL CONSTRAINT mails_language_known CHECK (language IN ('nl', 'en')),
  question_id uuid REFERENCES questions ON DELETE CASCADE,
  sign_in_id  uuid REFERENCES sign_ins ON DELETE CASCADE,
  data        jsonb NOT NULL DEFAULT '{}',
  state       text NOT NULL CONSTRAINT mails_state_known CHECK (state IN ('queued', 'sent', 'failed')),
  attempts    integer NOT NULL DEFAULT 0,
  last_error  text NOT NULL DEFAULT '',
  created_at  timestamptz NOT NULL,
  sent_at     timestamptz
);
CREATE INDEX mails_waiting ON mails (created_at) WHERE state <> 'sent';
COMMENT ON TABLE mails IS 'What must be sent. Holds no secret: links and codes are made while sending.';

-- Mails as the reader sees them; only the demo mode writes here.
CREATE TABLE outbox (
  mail_id   uuid PRIMARY KEY REFERENCES mails ON DELETE CASCADE,
  recipient text NOT NULL,
  subject   text NOT NULL,
  html      text NOT NULL,
  plain     text NOT NULL,
  sent_at   timestamptz NOT NULL
);

CREATE TABLE sessions (
  id         uuid PRIMARY KEY,
  token_hash bytea NOT NULL CONSTRAINT sessions_token_once UNIQUE,
  person_id  uuid REFERENCES persons ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- The questions that a browser may open without an account.
CREATE TABLE session_questions (
  session_id  uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  link_id     uuid,
  CONSTRAINT session_questions_pkey PRIMARY KEY (session_id, question_id)
);

CREATE TABLE question_links (
  id          uuid PRIMARY KEY,
  question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  token_hash  bytea NOT NULL CONSTRAINT question_links_token_once UNIQUE,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  revoked_at  timestamptz
);
CREATE INDEX question_links_question ON question_links (question_id);
COMMENT ON COLUMN session_questions.link_id IS 'The link that gave the right; revoking it ends the right too.';

CREATE TABLE sign_ins (
  id         uuid PRIMARY KEY,
  mail       text NOT NULL,
  browser    bytea NOT NULL,
  code_hash  bytea,
  language   text NOT NULL,
  tries      integer NOT NULL DEFAULT 0 CONSTRAINT sign_ins_tries_range CHECK (tries BETWEEN 0 AND 5),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX sign_ins_browser ON sign_ins (browser);

-- Counts acts for each key and window, over all processes.
CREATE TABLE rate_counters (
  key        text NOT NULL,
  window_end timestamptz NOT NULL,
  count      integer NOT NULL,
  CONSTRAINT rate_counters_pkey PRIMARY KEY (key, window_end)
);

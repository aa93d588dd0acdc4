-- What a desk's queue is judged by, read from the index alone: the questions
-- themselves are thirty times as wide.
CREATE INDEX questions_desk ON questions (institution_id, state)
  INCLUDE (id, submitted_at, promised_at, answered_at, wanted_date, state_since) WHERE submitted_at IS NOT NULL;
DROP INDEX questions_queue;

-- The last word of a talk.
CREATE INDEX question_messages_last ON question_messages (question_id, created_at DESC, id DESC)
  INCLUDE (asks_reply, from_owner);
DROP INDEX question_messages_question;

-- Who asked before: by number of the company, or by the address of the contact.
CREATE INDEX questions_sealed_kvk ON questions_sealed (kvk) WHERE kvk <> '';
CREATE INDEX questions_sealed_mail ON questions_sealed (lower(contact_mail)) WHERE contact_mail <> '';

DROP INDEX questions_sealed_mail;
DROP INDEX questions_sealed_kvk;
CREATE INDEX question_messages_question ON question_messages (question_id, created_at);
DROP INDEX question_messages_last;
CREATE INDEX questions_queue ON questions (institution_id, state, promised_at);
DROP INDEX questions_desk;

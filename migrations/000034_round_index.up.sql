-- A round reads the open questions of one institution in the order of their ids.
CREATE INDEX questions_round ON questions (institution_id, id) WHERE state = 'open';

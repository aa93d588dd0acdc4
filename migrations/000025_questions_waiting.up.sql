-- The questions whose scores are brought up to date when an offering, the
-- taxonomy or an evaluation changes, in the order in which that goes.
CREATE INDEX questions_waiting ON questions (id) WHERE state IN ('submitted', 'matched');

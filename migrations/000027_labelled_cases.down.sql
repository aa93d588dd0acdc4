DROP TABLE labelled_cases;
ALTER TABLE questions DROP CONSTRAINT questions_learn_key;
ALTER TABLE questions DROP COLUMN learn;

-- Questions whose owner lets us learn from them, and what their desk read in
-- them. A case cannot be kept without that consent: its key holds it.
ALTER TABLE questions ADD COLUMN learn boolean NOT NULL DEFAULT false;
ALTER TABLE questions ADD CONSTRAINT questions_learn_key UNIQUE (id, learn);
COMMENT ON COLUMN questions.learn IS 'The owner lets us keep the question, without names, as a case to learn reading from.';

CREATE TABLE labelled_cases (
  id           uuid PRIMARY KEY,
  question_id  uuid NOT NULL CONSTRAINT labelled_cases_question_once UNIQUE,
  consent      boolean NOT NULL DEFAULT true CONSTRAINT labelled_cases_consent_given CHECK (consent),
  title        text NOT NULL CONSTRAINT labelled_cases_title_there CHECK (title <> ''),
  text         text NOT NULL CONSTRAINT labelled_cases_text_there CHECK (text <> ''),
  sector       text NOT NULL,
  size         text NOT NULL CONSTRAINT labelled_cases_size_known CHECK (size IN ('sole', 'micro', 'small', 'medium', 'large', 'unknown')),
  language     text NOT NULL CONSTRAINT labelled_cases_language_known CHECK (language IN ('nl', 'en')),
  labels       jsonb NOT NULL CONSTRAINT labelled_cases_labels_shape CHECK (jsonb_typeof(labels) = 'object'),
  model        text NOT NULL,
  corrected_by uuid NOT NULL CONSTRAINT labelled_cases_person REFERENCES persons,
  corrected_at timestamptz NOT NULL,
  CONSTRAINT labelled_cases_question FOREIGN KEY (question_id, consent) REFERENCES questions (id, learn) ON DELETE CASCADE
);
COMMENT ON TABLE labelled_cases IS 'Corrected readings, without names: what the next training learns from. Nothing of questions_sealed.';

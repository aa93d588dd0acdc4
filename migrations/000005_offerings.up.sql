CREATE TABLE offerings (
  id             uuid PRIMARY KEY,
  institution_id uuid NOT NULL REFERENCES institutions,
  programme_id   uuid NOT NULL REFERENCES programmes,
  period_id      uuid NOT NULL REFERENCES periods,
  lecturer_id    uuid NOT NULL REFERENCES persons,
  form           text NOT NULL CONSTRAINT offerings_form_known REFERENCES forms,
  title          text NOT NULL CONSTRAINT offerings_title_length CHECK (char_length(title) BETWEEN 1 AND 200),
  summary        text NOT NULL,
  places         integer NOT NULL CONSTRAINT offerings_places_range CHECK (places BETWEEN 0 AND 200),
  team_size      integer NOT NULL CONSTRAINT offerings_team_size_range CHECK (team_size BETWEEN 1 AND 60),
  study_year     integer NOT NULL CONSTRAINT offerings_study_year_range CHECK (study_year BETWEEN 1 AND 5),
  ec             double precision NOT NULL CONSTRAINT offerings_ec_range CHECK (ec BETWEEN 0 AND 60),
  fields         text[] NOT NULL,
  deadline       date NOT NULL,
  language       text NOT NULL CONSTRAINT offerings_language_known CHECK (language IN ('nl', 'en')),
  city           text NOT NULL,
  secrecy        text NOT NULL CONSTRAINT offerings_secrecy_known CHECK (secrecy IN ('open', 'agreement', 'strict')),
  min_fte        integer NOT NULL DEFAULT 0 CONSTRAINT offerings_min_fte_range CHECK (min_fte >= 0),
  conditions     text NOT NULL DEFAULT '',
  created_at     timestamptz NOT NULL,
  closed_at      timestamptz
);
CREATE INDEX offerings_institution ON offerings (institution_id, deadline);
CREATE INDEX offerings_lecturer ON offerings (lecturer_id);

CREATE TABLE offering_wishes (
  offering_id uuid NOT NULL REFERENCES offerings ON DELETE CASCADE,
  outcome     text NOT NULL CONSTRAINT offering_wishes_outcome_known REFERENCES outcomes,
  weight      double precision NOT NULL CONSTRAINT offering_wishes_weight_range CHECK (weight > 0 AND weight <= 1),
  CONSTRAINT offering_wishes_pkey PRIMARY KEY (offering_id, outcome)
);

-- One row for each place: a claim points at a place, so an offering cannot be
-- oversold whatever the code does.
CREATE TABLE slots (
  offering_id uuid NOT NULL REFERENCES offerings ON DELETE CASCADE,
  number      integer NOT NULL CONSTRAINT slots_number_positive CHECK (number > 0),
  CONSTRAINT slots_pkey PRIMARY KEY (offering_id, number)
);

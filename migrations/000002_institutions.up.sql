CREATE TABLE institutions (
  id          uuid PRIMARY KEY,
  name        text NOT NULL CONSTRAINT institutions_name_filled CHECK (name <> ''),
  short_name  text NOT NULL,
  city        text NOT NULL,
  postcode    text NOT NULL CONSTRAINT institutions_postcode_form CHECK (postcode ~ '^[1-9][0-9]{3}[A-Z]{2}$'),
  desk_mail   text NOT NULL,
  desk_phone  text NOT NULL DEFAULT '',
  lapse_days  integer NOT NULL DEFAULT 14 CONSTRAINT institutions_lapse_days_range CHECK (lapse_days BETWEEN 1 AND 90),
  expire_days integer NOT NULL DEFAULT 180 CONSTRAINT institutions_expire_days_range CHECK (expire_days BETWEEN 7 AND 730),
  CONSTRAINT institutions_name_key UNIQUE (name)
);
COMMENT ON TABLE institutions IS 'Universities of applied sciences; each is a tenant.';
COMMENT ON COLUMN institutions.postcode IS 'Of the desk: a question goes to the desk nearest to the company.';
COMMENT ON COLUMN institutions.lapse_days IS 'Days a claim may wait for its start before it lapses.';

CREATE TABLE programmes (
  id             uuid PRIMARY KEY,
  institution_id uuid NOT NULL REFERENCES institutions,
  name           text NOT NULL,
  level          text NOT NULL CONSTRAINT programmes_level_known CHECK (level IN ('associate', 'bachelor', 'master')),
  fields         text[] NOT NULL,
  CONSTRAINT programmes_name_key UNIQUE (institution_id, name)
);

CREATE TABLE periods (
  id             uuid PRIMARY KEY,
  institution_id uuid NOT NULL REFERENCES institutions,
  name           text NOT NULL,
  academic_year  integer NOT NULL,
  starts_on      date NOT NULL,
  ends_on        date NOT NULL,
  CONSTRAINT periods_order CHECK (starts_on < ends_on),
  CONSTRAINT periods_name_key UNIQUE (institution_id, academic_year, name)
);
COMMENT ON COLUMN periods.academic_year IS '2026 stands for 2026-2027.';

CREATE TABLE persons (
  id         uuid PRIMARY KEY,
  name       text NOT NULL,
  mail       text NOT NULL,
  language   text NOT NULL DEFAULT 'nl' CONSTRAINT persons_language_known CHECK (language IN ('nl', 'en')),
  created_at timestamptz NOT NULL,
  closed_at  timestamptz
);

CREATE TABLE identities (
  issuer    text NOT NULL,
  subject   text NOT NULL,
  person_id uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  CONSTRAINT identities_pkey PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_person ON identities (person_id);
COMMENT ON COLUMN identities.subject IS 'For issuer mail: the address in lower case. For an institution login: its subject.';

CREATE TABLE memberships (
  person_id      uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  institution_id uuid NOT NULL REFERENCES institutions,
  role           text NOT NULL CONSTRAINT memberships_role_known CHECK (role IN ('lecturer', 'coordinator', 'admin')),
  CONSTRAINT memberships_pkey PRIMARY KEY (person_id, institution_id, role)
);
CREATE INDEX memberships_institution ON memberships (institution_id, role);

CREATE TABLE invitations (
  id             uuid PRIMARY KEY,
  institution_id uuid NOT NULL REFERENCES institutions,
  mail           text NOT NULL,
  name           text NOT NULL,
  role           text NOT NULL CONSTRAINT invitations_role_known CHECK (role IN ('lecturer', 'coordinator', 'admin')),
  created_at     timestamptz NOT NULL,
  accepted_at    timestamptz
);
CREATE UNIQUE INDEX invitations_open ON invitations (institution_id, lower(mail), role) WHERE accepted_at IS NULL;

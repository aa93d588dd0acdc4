-- Every version is kept, so that an old score can be explained.
CREATE TABLE taxonomies (
  version    integer PRIMARY KEY,
  body       jsonb NOT NULL,
  note       text NOT NULL,
  author     text NOT NULL,
  created_at timestamptz NOT NULL
);

-- The keys that rows refer to; a key is never removed.
CREATE TABLE outcomes (key text PRIMARY KEY);
CREATE TABLE forms (key text PRIMARY KEY);
REVOKE UPDATE, DELETE ON taxonomies, outcomes, forms FROM tandem_app;

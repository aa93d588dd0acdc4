-- Extensions, the application's role and the search configurations.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The application acts as tandem_app, which owns nothing: migrations run as the
-- owner, so that row-level security can be switched on without rework.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tandem_app') THEN
    CREATE ROLE tandem_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of the same cluster was migrating at the same time
END $$;
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'tandem_app', 'MEMBER') THEN
    EXECUTE format('GRANT tandem_app TO %I', current_user);
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO tandem_app;
GRANT SELECT ON schema_migrations TO tandem_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tandem_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO tandem_app;

-- Stems without accents: coordinator finds coördinatoren.
CREATE TEXT SEARCH CONFIGURATION tandem_nl (COPY = dutch);
ALTER TEXT SEARCH CONFIGURATION tandem_nl
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;
CREATE TEXT SEARCH CONFIGURATION tandem_en (COPY = english);
ALTER TEXT SEARCH CONFIGURATION tandem_en
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

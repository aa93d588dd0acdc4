-- A question that is deleted takes its hold with it, whoever deletes it. The job that
-- hands places on looks at all lines then, in the same transaction.
CREATE FUNCTION holds_went() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO river_job (kind, args, max_attempts)
    SELECT 'hand_on', '{}', 25
    WHERE EXISTS (SELECT FROM went WHERE ended_at IS NULL) AND EXISTS (SELECT FROM waiting);
  RETURN NULL;
END $$;
CREATE TRIGGER holds_went AFTER DELETE ON holds REFERENCING OLD TABLE AS went
  FOR EACH STATEMENT EXECUTE FUNCTION holds_went();

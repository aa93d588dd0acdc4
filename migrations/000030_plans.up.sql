-- Teams an offering needs to run at all.
ALTER TABLE offerings ADD COLUMN least integer NOT NULL DEFAULT 0;
ALTER TABLE offerings ADD CONSTRAINT offerings_least_range CHECK (least BETWEEN 0 AND places);
COMMENT ON COLUMN offerings.least IS 'Teams it needs to run: plans give it that many or say what that would cost.';

CREATE TABLE plans (
  id             uuid PRIMARY KEY,
  institution_id uuid NOT NULL REFERENCES institutions,
  period_id      uuid NOT NULL REFERENCES periods,
  number         integer NOT NULL CONSTRAINT plans_number_positive CHECK (number > 0),
  state          text NOT NULL CONSTRAINT plans_state_known CHECK (state IN ('running', 'failed', 'draft', 'approved', 'undone')),
  state_since    timestamptz NOT NULL,
  origin         text NOT NULL CONSTRAINT plans_origin_known CHECK (origin IN ('made', 'moved', 'what_if')),
  step           text NOT NULL DEFAULT 'read' CONSTRAINT plans_step_known CHECK (step IN ('read', 'score', 'solve', 'prove', 'explain', 'store')),
  parent         uuid REFERENCES plans,
  rules          jsonb NOT NULL CONSTRAINT plans_rules_shape CHECK (jsonb_typeof(rules) = 'object'),
  change         jsonb,
  version        jsonb NOT NULL DEFAULT '{}',
  seed           bigint NOT NULL,
  asked          integer NOT NULL DEFAULT 0,
  offerings      integer NOT NULL DEFAULT 0,
  places         integer NOT NULL DEFAULT 0,
  placed         integer NOT NULL DEFAULT 0,
  weight         bigint NOT NULL DEFAULT 0,
  company        double precision NOT NULL DEFAULT 0,
  education      double precision NOT NULL DEFAULT 0,
  short          integer NOT NULL DEFAULT 0,
  value          bigint NOT NULL DEFAULT 0,
  bound          bigint NOT NULL DEFAULT 0,
  digest         text NOT NULL DEFAULT '',
  took_ms        double precision NOT NULL DEFAULT 0,
  check_ms       double precision NOT NULL DEFAULT 0,
  failure        text NOT NULL DEFAULT '',
  input          bytea,
  result         bytea,
  certificate    bytea,
  made_by        uuid REFERENCES persons,
  made_by_name   text NOT NULL,
  made_at        timestamptz NOT NULL,
  approved_at    timestamptz,
  approved_by    text NOT NULL DEFAULT '',
  held_until     timestamptz,
  CONSTRAINT plans_number_once UNIQUE (period_id, number),
  CONSTRAINT plans_placed_fits CHECK (placed BETWEEN 0 AND asked),
  CONSTRAINT plans_made_whole CHECK (state IN ('running', 'failed') OR (input IS NOT NULL AND result IS NOT NULL AND certificate IS NOT NULL)),
  CONSTRAINT plans_approved_whole CHECK (state NOT IN ('approved', 'undone') OR (held_until IS NOT NULL AND approved_at IS NOT NULL))
);
-- One plan is in force in a round; who approves second is told so.
CREATE UNIQUE INDEX plans_approved_once ON plans (period_id) WHERE state = 'approved';
CREATE INDEX plans_newest ON plans (institution_id, period_id, number DESC);
-- They are compressed already.
ALTER TABLE plans ALTER COLUMN input SET STORAGE EXTERNAL;
ALTER TABLE plans ALTER COLUMN result SET STORAGE EXTERNAL;
ALTER TABLE plans ALTER COLUMN certificate SET STORAGE EXTERNAL;
COMMENT ON COLUMN plans.input IS 'The round as it was: solving it again gives result, byte for byte.';

-- What a plan was made from and what came out can not be changed afterwards.
CREATE FUNCTION plans_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'running'
    AND (OLD.rules, OLD.change, OLD.version, OLD.seed, OLD.input, OLD.result, OLD.certificate, OLD.digest, OLD.weight, OLD.period_id, OLD.institution_id)
      IS DISTINCT FROM
      (NEW.rules, NEW.change, NEW.version, NEW.seed, NEW.input, NEW.result, NEW.certificate, NEW.digest, NEW.weight, NEW.period_id, NEW.institution_id) THEN
    RAISE EXCEPTION 'a plan that was made does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'plans_made_stay';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER plans_stay BEFORE UPDATE ON plans FOR EACH ROW EXECUTE FUNCTION plans_stay();

-- The rounds that passed a question over: it weighs more in the next.
CREATE TABLE round_waits (
  question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  period_id   uuid NOT NULL REFERENCES periods,
  plan_id     uuid NOT NULL REFERENCES plans,
  CONSTRAINT round_waits_pkey PRIMARY KEY (question_id, period_id)
);
CREATE INDEX round_waits_plan ON round_waits (plan_id);

-- One ledger for all that holds a place: a claim, a soft hold with an end, a
-- proposal of a plan. Whatever the code does, no place, no hour of supervision and
-- no place of a programme is held twice.
ALTER TABLE offerings ADD COLUMN hours integer NOT NULL DEFAULT 0
  CONSTRAINT offerings_hours_range CHECK (hours BETWEEN 0 AND 1000);
COMMENT ON COLUMN offerings.hours IS 'Whole hours of supervision that one place asks of the lecturer.';

-- What a lecturer supervises in a period. hours is what there is, NULL for no
-- limit; held is kept by triggers on holds alone.
CREATE TABLE supervision (
  lecturer_id uuid NOT NULL REFERENCES persons,
  period_id   uuid NOT NULL REFERENCES periods,
  hours       integer CONSTRAINT supervision_hours_range CHECK (hours BETWEEN 0 AND 10000),
  held        integer NOT NULL DEFAULT 0 CONSTRAINT supervision_held_positive CHECK (held >= 0),
  CONSTRAINT supervision_pkey PRIMARY KEY (lecturer_id, period_id),
  CONSTRAINT supervision_within_hours CHECK (held <= hours)
);
CREATE INDEX supervision_period ON supervision (period_id);

-- What a programme takes in a period: most is its cap, NULL for none; held is kept
-- by triggers on holds alone.
CREATE TABLE programme_caps (
  programme_id uuid NOT NULL REFERENCES programmes,
  period_id    uuid NOT NULL REFERENCES periods,
  most         integer CONSTRAINT programme_caps_most_range CHECK (most BETWEEN 0 AND 10000),
  held         integer NOT NULL DEFAULT 0 CONSTRAINT programme_caps_held_positive CHECK (held >= 0),
  CONSTRAINT programme_caps_pkey PRIMARY KEY (programme_id, period_id),
  CONSTRAINT programme_caps_within_most CHECK (held <= most)
);
CREATE INDEX programme_caps_period ON programme_caps (period_id);

-- lecturer_id, period_id, programme_id and hours say which budgets the hold draws
-- on. Triggers take them from the offering; who inserts cannot choose them.
CREATE TABLE holds (
  id           uuid PRIMARY KEY,
  question_id  uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  offering_id  uuid NOT NULL REFERENCES offerings,
  place        integer NOT NULL CONSTRAINT holds_place_positive CHECK (place > 0),
  kind         text NOT NULL CONSTRAINT holds_kind_known CHECK (kind IN ('claim', 'soft', 'plan')),
  plan_id      uuid REFERENCES plans,
  made_by      uuid REFERENCES persons,
  ends_at      timestamptz,
  created_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  end_reason   text NOT NULL DEFAULT '' CONSTRAINT holds_end_reason_known
    CHECK (end_reason IN ('', 'released', 'lapsed', 'undone', 'question')),
  lecturer_id  uuid NOT NULL,
  period_id    uuid NOT NULL,
  programme_id uuid NOT NULL,
  hours        integer NOT NULL,
  living       boolean NOT NULL GENERATED ALWAYS AS (ended_at IS NULL) STORED,
  slot         integer GENERATED ALWAYS AS (CASE WHEN ended_at IS NULL THEN place END) STORED,
  CONSTRAINT holds_claim_has_no_end CHECK ((kind = 'claim') = (ends_at IS NULL)),
  CONSTRAINT holds_plan_named CHECK (kind <> 'plan' OR plan_id IS NOT NULL),
  CONSTRAINT holds_end_told CHECK ((ended_at IS NULL) = (end_reason = '')),
  CONSTRAINT holds_place_exists FOREIGN KEY (offering_id, slot) REFERENCES slots,
  CONSTRAINT holds_claim_key UNIQUE (id, question_id, offering_id, living)
);
COMMENT ON COLUMN holds.slot IS 'The place while the hold lives: an ended hold keeps no place in being.';
-- The two rules that make a race harmless.
CREATE UNIQUE INDEX holds_question_once ON holds (question_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX holds_place_once ON holds (offering_id, place) WHERE ended_at IS NULL;
CREATE INDEX holds_question ON holds (question_id);
CREATE INDEX holds_plan ON holds (plan_id) WHERE plan_id IS NOT NULL;
CREATE INDEX holds_lapsing ON holds (ends_at) WHERE ended_at IS NULL AND kind <> 'claim';

-- The line before an offering: who gets a place that comes free.
CREATE TABLE waiting (
  offering_id uuid NOT NULL REFERENCES offerings ON DELETE CASCADE,
  question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
  turn        integer NOT NULL CONSTRAINT waiting_turn_positive CHECK (turn > 0),
  source      text NOT NULL CONSTRAINT waiting_source_known CHECK (source IN ('plan', 'coordinator')),
  plan_id     uuid REFERENCES plans,
  added_by    uuid REFERENCES persons,
  since       timestamptz NOT NULL,
  CONSTRAINT waiting_pkey PRIMARY KEY (offering_id, question_id),
  CONSTRAINT waiting_turn_once UNIQUE (offering_id, turn),
  CONSTRAINT waiting_plan_named CHECK ((source = 'plan') = (plan_id IS NOT NULL))
);
CREATE INDEX offerings_programme ON offerings (programme_id, period_id);
CREATE INDEX waiting_question ON waiting (question_id);
CREATE INDEX waiting_plan ON waiting (plan_id) WHERE plan_id IS NOT NULL;

-- A hold draws on the budgets of its offering as it stands. The shared lock keeps
-- the offering as it is until the hold is there for hold_follows_offering to see.
CREATE FUNCTION hold_draws() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  SELECT o.lecturer_id, o.period_id, o.programme_id, o.hours
    INTO STRICT NEW.lecturer_id, NEW.period_id, NEW.programme_id, NEW.hours
    FROM offerings o
    WHERE o.id = NEW.offering_id
    FOR SHARE;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_draws BEFORE INSERT ON holds
  FOR EACH ROW EXECUTE FUNCTION hold_draws();

-- Living holds follow their offering to another lecturer, period or programme, and
-- to other hours.
CREATE FUNCTION hold_follows_offering() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE holds
    SET lecturer_id = NEW.lecturer_id, period_id = NEW.period_id, programme_id = NEW.programme_id, hours = NEW.hours
    WHERE offering_id = NEW.id AND ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_follows_offering AFTER UPDATE OF lecturer_id, period_id, programme_id, hours ON offerings
  FOR EACH ROW
  WHEN ((OLD.lecturer_id, OLD.period_id, OLD.programme_id, OLD.hours)
    IS DISTINCT FROM (NEW.lecturer_id, NEW.period_id, NEW.programme_id, NEW.hours))
  EXECUTE FUNCTION hold_follows_offering();

-- Adds what a statement changed to the budgets, locking them in one order: all of
-- supervision first, then all of programme_caps, each by key.
CREATE FUNCTION hold_counts(lecturers uuid[], lecturer_periods uuid[], amounts integer[],
  programmes uuid[], programme_periods uuid[], places integer[])
  RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF cardinality(amounts) > 0 THEN
    INSERT INTO supervision (lecturer_id, period_id)
      SELECT l, p FROM unnest(lecturers, lecturer_periods) AS d (l, p) ORDER BY l, p
      ON CONFLICT DO NOTHING;
    PERFORM FROM supervision s
      WHERE (s.lecturer_id, s.period_id) IN (SELECT l, p FROM unnest(lecturers, lecturer_periods) AS d (l, p))
      ORDER BY s.lecturer_id, s.period_id FOR NO KEY UPDATE;
    UPDATE supervision s SET held = s.held + d.n
      FROM unnest(lecturers, lecturer_periods, amounts) AS d (l, p, n)
      WHERE s.lecturer_id = d.l AND s.period_id = d.p;
  END IF;
  IF cardinality(places) > 0 THEN
    INSERT INTO programme_caps (programme_id, period_id)
      SELECT g, p FROM unnest(programmes, programme_periods) AS d (g, p) ORDER BY g, p
      ON CONFLICT DO NOTHING;
    PERFORM FROM programme_caps c
      WHERE (c.programme_id, c.period_id) IN (SELECT g, p FROM unnest(programmes, programme_periods) AS d (g, p))
      ORDER BY c.programme_id, c.period_id FOR NO KEY UPDATE;
    UPDATE programme_caps c SET held = c.held + d.n
      FROM unnest(programmes, programme_periods, places) AS d (g, p, n)
      WHERE c.programme_id = d.g AND c.period_id = d.p;
  END IF;
END $$;

REVOKE EXECUTE ON FUNCTION hold_counts FROM PUBLIC;

-- Sums up what a statement changed; TG_OP tells which tables there are. The
-- application has no right to write held itself, hence SECURITY DEFINER.
CREATE FUNCTION holds_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  changed CONSTANT text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT lecturer_id, period_id, programme_id, hours, 1 AS sign FROM came WHERE ended_at IS NULL'
    WHEN 'DELETE' THEN 'SELECT lecturer_id, period_id, programme_id, hours, -1 AS sign FROM went WHERE ended_at IS NULL'
    ELSE 'SELECT lecturer_id, period_id, programme_id, hours, 1 AS sign FROM came WHERE ended_at IS NULL
      UNION ALL SELECT lecturer_id, period_id, programme_id, hours, -1 FROM went WHERE ended_at IS NULL' END;
  lecturers uuid[]; lecturer_periods uuid[]; amounts integer[];
  programmes uuid[]; programme_periods uuid[]; places integer[];
BEGIN
  EXECUTE 'SELECT coalesce(array_agg(lecturer_id), ''{}''), coalesce(array_agg(period_id), ''{}''), coalesce(array_agg(n), ''{}'')
    FROM (SELECT lecturer_id, period_id, sum(hours * sign)::integer AS n FROM (' || changed || ') c
      GROUP BY lecturer_id, period_id HAVING sum(hours * sign) <> 0) d'
    INTO lecturers, lecturer_periods, amounts;
  EXECUTE 'SELECT coalesce(array_agg(programme_id), ''{}''), coalesce(array_agg(period_id), ''{}''), coalesce(array_agg(n), ''{}'')
    FROM (SELECT programme_id, period_id, sum(sign)::integer AS n FROM (' || changed || ') c
      GROUP BY programme_id, period_id HAVING sum(sign) <> 0) d'
    INTO programmes, programme_periods, places;
  PERFORM hold_counts(lecturers, lecturer_periods, amounts, programmes, programme_periods, places);
  RETURN NULL;
END $$;
CREATE TRIGGER holds_counted_in AFTER INSERT ON holds REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION holds_counted();
CREATE TRIGGER holds_counted_on AFTER UPDATE ON holds REFERENCING OLD TABLE AS went NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION holds_counted();
CREATE TRIGGER holds_counted_out AFTER DELETE ON holds REFERENCING OLD TABLE AS went
  FOR EACH STATEMENT EXECUTE FUNCTION holds_counted();

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON supervision, programme_caps FROM tandem_app;
GRANT INSERT (lecturer_id, period_id, hours), UPDATE (hours) ON supervision TO tandem_app;
GRANT INSERT (programme_id, period_id, most), UPDATE (most) ON programme_caps TO tandem_app;

-- What was claimed moves in: a hold for each claim, under the claim's own number.
-- Triggers have filled the budgets when it is done.
INSERT INTO holds (id, question_id, offering_id, place, kind, made_by, created_at, ended_at, end_reason)
  SELECT id, question_id, offering_id, place, 'claim', lecturer_id, created_at,
    CASE WHEN state IN ('released', 'lapsed') THEN state_since END,
    CASE WHEN state IN ('released', 'lapsed') THEN state ELSE '' END
  FROM claims;
ALTER TABLE claims
  ADD COLUMN hold_id uuid,
  ADD COLUMN living boolean NOT NULL GENERATED ALWAYS AS (state IN ('open', 'engaged')) STORED;
UPDATE claims SET hold_id = id;
ALTER TABLE claims
  ALTER COLUMN hold_id SET NOT NULL,
  ADD CONSTRAINT claims_hold_once UNIQUE (hold_id),
  -- A claim lives as long as its hold, and on the same question and offering.
  ADD CONSTRAINT claims_hold FOREIGN KEY (hold_id, question_id, offering_id, living)
    REFERENCES holds (id, question_id, offering_id, living) ON DELETE CASCADE;
DROP INDEX claims_place_once;
ALTER TABLE claims DROP COLUMN place;

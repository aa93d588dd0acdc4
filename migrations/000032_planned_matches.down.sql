ALTER TABLE waiting DROP CONSTRAINT waiting_plan_there;
ALTER TABLE holds DROP CONSTRAINT holds_plan_there;
ALTER TABLE matches DROP COLUMN plan_id;

-- Which plan approved a match: taking the plan back takes the proposal back too,
-- and leaves alone what a coordinator approved one by one.
ALTER TABLE matches ADD COLUMN plan_id uuid REFERENCES plans;
CREATE INDEX matches_plan ON matches (plan_id) WHERE plan_id IS NOT NULL;
COMMENT ON COLUMN matches.plan_id IS 'The plan that approved it, none when a coordinator did.';
ALTER TABLE holds ADD CONSTRAINT holds_plan_there FOREIGN KEY (plan_id) REFERENCES plans;
ALTER TABLE waiting ADD CONSTRAINT waiting_plan_there FOREIGN KEY (plan_id) REFERENCES plans;

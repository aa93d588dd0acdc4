ALTER TABLE claims ADD COLUMN place integer;
INSERT INTO slots (offering_id, number)
  SELECT DISTINCT c.offering_id, 1 FROM claims c
  WHERE NOT EXISTS (SELECT FROM slots s WHERE s.offering_id = c.offering_id AND s.number = 1);
-- The place of an ended claim may be gone: then it is the first, where it holds nothing.
UPDATE claims c SET place = coalesce(
    (SELECT s.number FROM slots s WHERE s.offering_id = h.offering_id AND s.number = h.place), 1)
  FROM holds h WHERE h.id = c.hold_id;
ALTER TABLE claims
  ALTER COLUMN place SET NOT NULL,
  ADD CONSTRAINT claims_place_exists FOREIGN KEY (offering_id, place) REFERENCES slots,
  DROP COLUMN hold_id,
  DROP COLUMN living;
CREATE UNIQUE INDEX claims_place_once ON claims (offering_id, place) WHERE state IN ('open', 'engaged');
DROP TABLE waiting;
DROP TABLE holds;
DROP FUNCTION holds_counted;
DROP FUNCTION hold_counts;
DROP FUNCTION hold_draws;
DROP TRIGGER hold_follows_offering ON offerings;
DROP FUNCTION hold_follows_offering;
DROP TABLE programme_caps;
DROP TABLE supervision;
DROP INDEX offerings_programme;
ALTER TABLE offerings DROP COLUMN hours;

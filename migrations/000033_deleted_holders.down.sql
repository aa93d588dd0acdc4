DROP TRIGGER holds_went ON holds;
DROP FUNCTION holds_went;

DROP TABLE round_waits;
DROP TABLE plans;
DROP FUNCTION plans_stay();
ALTER TABLE offerings DROP COLUMN least;

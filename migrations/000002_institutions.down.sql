DROP TABLE periods;
DROP TABLE programmes;
DROP TABLE institutions;

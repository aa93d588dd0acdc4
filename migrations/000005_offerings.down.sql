DROP TABLE slots;
DROP TABLE offering_wishes;
DROP TABLE offerings;

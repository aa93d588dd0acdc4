DROP TABLE outbox;
DROP TABLE mails;

DROP TABLE declines;
DROP TABLE question_messages;
DROP TABLE questions_sealed;

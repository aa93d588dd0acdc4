DROP TABLE question_wishes;
DROP TABLE questions;

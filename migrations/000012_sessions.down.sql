DROP TABLE rate_counters;
DROP TABLE sign_ins;
DROP TABLE question_links;
DROP TABLE session_questions;
DROP TABLE sessions;

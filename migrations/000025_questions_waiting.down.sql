DROP INDEX questions_waiting;

DROP INDEX questions_round;

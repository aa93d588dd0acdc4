DROP TABLE evaluation_ratings;
DROP TABLE evaluations;

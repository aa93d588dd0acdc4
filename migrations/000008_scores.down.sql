DROP TABLE matches;
DROP TABLE form_scores;

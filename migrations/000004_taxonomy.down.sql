DROP TABLE forms;
DROP TABLE outcomes;
DROP TABLE taxonomies;

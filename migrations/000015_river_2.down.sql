-- The job queue's own migration 2 (initial schema), as written out by River 0.51.
DROP TABLE river_job;
DROP FUNCTION river_job_notify;
DROP TYPE river_job_state;

DROP TABLE river_leader;

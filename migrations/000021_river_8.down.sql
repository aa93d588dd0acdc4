-- The job queue's own migration 8 (job id autoincrement), as written out by River 0.51.
-- No-op. Postgres sequences already prevent automatically generated job IDs
-- from being reused.
SELECT 1;

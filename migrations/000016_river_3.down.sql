-- The job queue's own migration 3 (river job tags non null), as written out by River 0.51.
ALTER TABLE river_job
    ALTER COLUMN tags DROP NOT NULL,
    ALTER COLUMN tags DROP DEFAULT;

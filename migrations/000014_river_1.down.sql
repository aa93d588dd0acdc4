-- The job queue's own migration 1 (create river migration), as written out by River 0.51.
DROP TABLE river_migration;

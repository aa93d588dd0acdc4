ALTER TABLE question_links DROP COLUMN opened_at;

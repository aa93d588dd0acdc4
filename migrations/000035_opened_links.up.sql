-- A mailed link that was opened proves that the owner reads the contact address.
ALTER TABLE question_links ADD COLUMN opened_at timestamptz;
COMMENT ON COLUMN question_links.opened_at IS 'When it was first used: the address it was mailed to is its owner''s.';

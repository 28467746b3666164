-- What was asked for beside the file itself: the same file for another park is another import.
ALTER TABLE import_batches ADD COLUMN options TEXT;

-- How the headings of an office's files are read is remembered; of an undone batch, how many rows stayed.

CREATE INDEX audit_entries_revision ON audit_entries (revision);

ALTER TABLE import_batches ADD COLUMN rows_kept INTEGER;

CREATE TABLE heading_mappings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    headings_sha256 TEXT NOT NULL,
    entity TEXT NOT NULL,
    mapping TEXT,
    remembered_by TEXT,
    remembered_at DATETIME
);
CREATE INDEX heading_mappings_revision ON heading_mappings (revision);
CREATE UNIQUE INDEX heading_mappings_once ON heading_mappings (headings_sha256, entity);

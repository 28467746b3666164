-- Rankings as they were frozen: the row names its bundle of inputs, scheme and scores by SHA-256 (beside the record).

CREATE TABLE rankings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    ranking_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    scheme_version TEXT,
    state TEXT NOT NULL,
    bundle_sha256 TEXT NOT NULL,
    scores_sha256 TEXT NOT NULL,
    firm_count INTEGER,
    is_ordered BOOLEAN,
    replaces TEXT,
    remark TEXT,
    made_on DATE,
    made_by TEXT,
    closed_on DATE,
    closed_by TEXT,
    released_on DATE,
    released_by TEXT
);
CREATE INDEX rankings_revision ON rankings (revision);
CREATE UNIQUE INDEX rankings_ranking_code ON rankings (ranking_code);

CREATE TABLE ranking_grades (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    ranking_id INTEGER NOT NULL REFERENCES rankings (id),
    enterprise_id INTEGER NOT NULL REFERENCES enterprises (id),
    place INTEGER,
    firm_code TEXT NOT NULL,
    firm_name TEXT,
    pool TEXT,
    grade TEXT
);
CREATE INDEX ranking_grades_revision ON ranking_grades (revision);
CREATE INDEX ranking_grades_enterprise_id ON ranking_grades (enterprise_id);
CREATE UNIQUE INDEX ranking_grades_once ON ranking_grades (ranking_id, enterprise_id);

CREATE TABLE objections (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    enterprise_id INTEGER NOT NULL REFERENCES enterprises (id),
    year INTEGER NOT NULL,
    figure TEXT NOT NULL,
    stated REAL,
    claimed REAL,
    reason TEXT,
    evidence TEXT NOT NULL,
    state TEXT NOT NULL,
    received_on DATE,
    decided_on DATE,
    decided_by TEXT,
    decision TEXT
);
CREATE INDEX objections_revision ON objections (revision);
CREATE INDEX objections_enterprise_id ON objections (enterprise_id);

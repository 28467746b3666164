-- Contracts with their commitments, disposal cases, and problems with who answers for them.

CREATE TABLE contracts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    contract_code TEXT NOT NULL,
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    state TEXT NOT NULL,
    supply_mode TEXT,
    right_holder TEXT,
    signed_on DATE,
    price_10k_yuan REAL,
    lease_years INTEGER,
    grant_years INTEGER,
    rent_10k_yuan_per_year REAL,
    terms_reason TEXT,
    has_incentives BOOLEAN,
    review_document TEXT,
    reviewed_on DATE,
    agreed_start_on DATE,
    agreed_completion_on DATE,
    started_on DATE,
    start_evidence TEXT,
    due_area_m2 REAL,
    developed_area_m2 REAL,
    due_investment_10k_yuan REAL,
    invested_10k_yuan REAL,
    suspended_on DATE,
    government_cause TEXT,
    government_cause_document TEXT,
    completed_on DATE,
    remark TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX contracts_revision ON contracts (revision);
CREATE UNIQUE INDEX contracts_contract_code ON contracts (contract_code);
CREATE INDEX contracts_parcel_id ON contracts (parcel_id);

CREATE TABLE commitments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    contract_id INTEGER NOT NULL REFERENCES contracts (id),
    indicator TEXT NOT NULL,
    comparison TEXT NOT NULL,
    committed_value REAL NOT NULL,
    value_unit TEXT,
    check_stage TEXT NOT NULL,
    due_on DATE,
    actual_value REAL,
    checked_on DATE,
    evidence TEXT,
    breach_clause TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX commitments_revision ON commitments (revision);
CREATE INDEX commitments_contract_id ON commitments (contract_id);

CREATE TABLE disposal_cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    case_code TEXT NOT NULL,
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    legal_track TEXT NOT NULL,
    route TEXT,
    state TEXT NOT NULL,
    state_since_on DATE,
    responsible TEXT,
    target_year INTEGER,
    basis_document TEXT,
    holder_consent TEXT,
    encumbrance TEXT,
    valuation_10k_yuan REAL,
    valuation_document TEXT,
    compensation_10k_yuan REAL,
    approval_document TEXT,
    court_case_number TEXT,
    seizure_order TEXT,
    milestones TEXT,
    closed_evidence TEXT,
    closed_by TEXT,
    closed_on DATE,
    remark TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX disposal_cases_revision ON disposal_cases (revision);
CREATE UNIQUE INDEX disposal_cases_case_code ON disposal_cases (case_code);
CREATE INDEX disposal_cases_parcel_id ON disposal_cases (parcel_id);

CREATE TABLE problems (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    problem_code TEXT NOT NULL,
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    raised_at DATETIME,
    raised_by TEXT,
    responsibilities TEXT,
    answered_at DATETIME,
    answer TEXT,
    solved_on DATE,
    solution TEXT,
    closed_on DATE,
    closed_by TEXT,
    evidence TEXT,
    reopened_count INTEGER,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX problems_revision ON problems (revision);
CREATE UNIQUE INDEX problems_problem_code ON problems (problem_code);
CREATE INDEX problems_parcel_id ON problems (parcel_id);

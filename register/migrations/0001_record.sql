-- The first form of the record. A GeoPackage: `id` is the feature id that its readers expect.
-- gpkg_* tables are laid by register/geopackage.py before the first migration.

CREATE TABLE districts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL,
    division_code TEXT
);
CREATE INDEX districts_revision ON districts (revision);
CREATE UNIQUE INDEX districts_name ON districts (name);

CREATE TABLE parks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    park_code TEXT NOT NULL,
    name TEXT NOT NULL,
    district_id INTEGER NOT NULL REFERENCES districts (id),
    leading_industries TEXT,
    profile TEXT,
    contact_name TEXT,
    contact_phone TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT,
    shape MULTIPOLYGON
);
CREATE INDEX parks_revision ON parks (revision);
CREATE UNIQUE INDEX parks_park_code ON parks (park_code);
CREATE INDEX parks_district_id ON parks (district_id);

CREATE TABLE parcels (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    parcel_code TEXT NOT NULL,
    is_code_provisional BOOLEAN,
    short_number TEXT,
    park_id INTEGER REFERENCES parks (id),
    land_use TEXT,
    stage TEXT NOT NULL,
    stage_since_on DATE,
    registered_area_m2 REAL,
    measured_area_m2 REAL,
    measured_zone TEXT,
    survey_crs TEXT,
    address TEXT,
    retired_on DATE,
    name TEXT,
    right_holder TEXT,
    occupier TEXT,
    certificate_number TEXT,
    real_estate_unit_code TEXT,
    granted_on DATE,
    term_years INTEGER,
    price_paid_10k_yuan REAL,
    encumbrance TEXT,
    remark TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT,
    shape MULTIPOLYGON
);
CREATE INDEX parcels_revision ON parcels (revision);
CREATE UNIQUE INDEX parcels_parcel_code ON parcels (parcel_code);
CREATE INDEX parcels_park_id ON parcels (park_id);

CREATE TABLE plots (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    plot_code TEXT NOT NULL,
    park_id INTEGER NOT NULL REFERENCES parks (id),
    marketing TEXT NOT NULL,
    name TEXT,
    summary TEXT,
    address TEXT,
    road TEXT,
    bounds TEXT,
    frontage_m REAL,
    depth_m REAL,
    slope_ratio REAL,
    floor_area_ratio_min REAL,
    floor_area_ratio_max REAL,
    site_coverage_ratio_min REAL,
    site_coverage_ratio_max REAL,
    green_ratio_max REAL,
    office_land_ratio_max REAL,
    height_limit_m REAL,
    investment_10k_yuan_per_mu_min REAL,
    tax_10k_yuan_per_mu_min REAL,
    energy_limit TEXT,
    industries TEXT,
    supply_modes TEXT,
    supply_terms TEXT,
    price_10k_yuan_per_mu REAL,
    deliverable_on DATE,
    site_condition TEXT,
    blocking_reason TEXT,
    contact_name TEXT,
    contact_phone TEXT,
    verified_on DATE,
    verified_by TEXT,
    reserved_for TEXT,
    reserved_until_on DATE,
    remark TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX plots_revision ON plots (revision);
CREATE UNIQUE INDEX plots_plot_code ON plots (plot_code);
CREATE INDEX plots_park_id ON plots (park_id);

CREATE TABLE plot_parcels (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    plot_id INTEGER NOT NULL REFERENCES plots (id),
    parcel_id INTEGER NOT NULL REFERENCES parcels (id)
);
CREATE INDEX plot_parcels_revision ON plot_parcels (revision);
CREATE INDEX plot_parcels_plot_id ON plot_parcels (plot_id);
CREATE INDEX plot_parcels_parcel_id ON plot_parcels (parcel_id);

CREATE TABLE plants (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    plant_code TEXT NOT NULL,
    name TEXT,
    park_id INTEGER NOT NULL REFERENCES parks (id),
    parcel_id INTEGER REFERENCES parcels (id),
    address TEXT,
    structure TEXT,
    built_year INTEGER,
    floor_count INTEGER,
    floor_area_m2 REAL,
    eaves_height_m REAL,
    fire_resistance TEXT,
    transformer_kva REAL,
    ownership TEXT,
    summary TEXT,
    contact_name TEXT,
    contact_phone TEXT,
    verified_on DATE,
    verified_by TEXT,
    right_holder TEXT,
    real_estate_unit_code TEXT,
    encumbrance TEXT,
    remark TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT,
    shape MULTIPOLYGON
);
CREATE INDEX plants_revision ON plants (revision);
CREATE UNIQUE INDEX plants_plant_code ON plants (plant_code);
CREATE INDEX plants_park_id ON plants (park_id);
CREATE INDEX plants_parcel_id ON plants (parcel_id);

CREATE TABLE floors (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    plant_id INTEGER NOT NULL REFERENCES plants (id),
    floor_no INTEGER NOT NULL,
    label TEXT,
    floor_area_m2 REAL,
    storey_height_m REAL,
    clear_height_m REAL,
    load_kg_per_m2 REAL,
    column_grid TEXT,
    crane_capacity_t REAL,
    crane_count INTEGER,
    crane_rail_height_m REAL,
    goods_lift_t REAL,
    fire_hazard TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX floors_revision ON floors (revision);
CREATE INDEX floors_plant_id ON floors (plant_id);

CREATE TABLE units (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    floor_id INTEGER NOT NULL REFERENCES floors (id),
    unit_code TEXT NOT NULL,
    marketing TEXT NOT NULL,
    occupancy TEXT NOT NULL,
    floor_area_m2 REAL,
    lettable_area_m2 REAL,
    smallest_let_m2 REAL,
    let_group TEXT,
    supply_modes TEXT,
    rent_yuan_per_m2_month REAL,
    rent_note TEXT,
    supply_terms TEXT,
    deliverable_on DATE,
    vacant_since_on DATE,
    blocking_reason TEXT,
    occupier TEXT,
    lease_ends_on DATE,
    reserved_for TEXT,
    reserved_until_on DATE,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX units_revision ON units (revision);
CREATE INDEX units_floor_id ON units (floor_id);

CREATE TABLE utility_supplies (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    supply_code TEXT NOT NULL,
    utility TEXT NOT NULL,
    name TEXT,
    park_id INTEGER REFERENCES parks (id),
    plot_id INTEGER REFERENCES plots (id),
    plant_id INTEGER REFERENCES plants (id),
    capacity REAL,
    capacity_unit TEXT NOT NULL,
    conditions TEXT,
    supplier TEXT,
    fed_by_id INTEGER REFERENCES utility_supplies (id),
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX utility_supplies_revision ON utility_supplies (revision);
CREATE UNIQUE INDEX utility_supplies_supply_code ON utility_supplies (supply_code);
CREATE INDEX utility_supplies_park_id ON utility_supplies (park_id);
CREATE INDEX utility_supplies_plot_id ON utility_supplies (plot_id);
CREATE INDEX utility_supplies_plant_id ON utility_supplies (plant_id);
CREATE INDEX utility_supplies_fed_by_id ON utility_supplies (fed_by_id);

CREATE TABLE utility_prices (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    supply_id INTEGER NOT NULL REFERENCES utility_supplies (id),
    amount REAL,
    unit TEXT NOT NULL,
    user_class TEXT,
    period TEXT,
    tier_from REAL,
    tier_to REAL,
    tier_unit TEXT,
    is_tax_included BOOLEAN,
    is_sewage_included BOOLEAN,
    basic_charge TEXT,
    valid_from_on DATE,
    valid_to_on DATE,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX utility_prices_revision ON utility_prices (revision);
CREATE INDEX utility_prices_supply_id ON utility_prices (supply_id);

CREATE TABLE reservations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    supply_id INTEGER NOT NULL REFERENCES utility_supplies (id),
    amount REAL NOT NULL,
    reserved_for TEXT NOT NULL,
    from_on DATE,
    until_on DATE,
    released_on DATE,
    basis TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX reservations_revision ON reservations (revision);
CREATE INDEX reservations_supply_id ON reservations (supply_id);

CREATE TABLE enterprises (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    enterprise_code TEXT NOT NULL,
    name TEXT NOT NULL,
    credit_code TEXT,
    park_id INTEGER REFERENCES parks (id),
    industry TEXT,
    industry_detail TEXT,
    scale TEXT,
    in_production_since_on DATE,
    former_names TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX enterprises_revision ON enterprises (revision);
CREATE UNIQUE INDEX enterprises_enterprise_code ON enterprises (enterprise_code);
CREATE INDEX enterprises_park_id ON enterprises (park_id);

CREATE TABLE occupations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    enterprise_id INTEGER NOT NULL REFERENCES enterprises (id),
    role TEXT NOT NULL,
    land_area_m2 REAL,
    floor_area_m2 REAL,
    from_on DATE,
    until_on DATE,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX occupations_revision ON occupations (revision);
CREATE INDEX occupations_parcel_id ON occupations (parcel_id);
CREATE INDEX occupations_enterprise_id ON occupations (enterprise_id);

CREATE TABLE enterprise_years (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    enterprise_id INTEGER NOT NULL REFERENCES enterprises (id),
    year INTEGER NOT NULL,
    scale TEXT,
    is_manufacturing BOOLEAN,
    own_land_m2 REAL,
    leased_in_floor_m2 REAL,
    leased_in_floor_area_ratio REAL,
    leased_out_land_m2 REAL,
    tax_10k_yuan REAL,
    exempt_credit_tax_10k_yuan REAL,
    value_added_10k_yuan REAL,
    revenue_10k_yuan REAL,
    rnd_10k_yuan REAL,
    energy_tce REAL,
    emission_t REAL,
    staff_count INTEGER,
    is_vetoed BOOLEAN,
    is_protected BOOLEAN,
    is_confirmed BOOLEAN,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX enterprise_years_revision ON enterprise_years (revision);
CREATE INDEX enterprise_years_enterprise_id ON enterprise_years (enterprise_id);

CREATE TABLE closed_years (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    year INTEGER NOT NULL,
    closed_on DATE,
    closed_by TEXT
);
CREATE INDEX closed_years_revision ON closed_years (revision);
CREATE UNIQUE INDEX closed_years_year ON closed_years (year);

CREATE TABLE projects (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    project_code TEXT NOT NULL,
    name TEXT NOT NULL,
    park_id INTEGER REFERENCES parks (id),
    sector TEXT,
    industries TEXT,
    build_kind TEXT,
    years TEXT,
    land_demand_mu REAL,
    floor_demand_m2 REAL,
    investment_10k_yuan REAL,
    annual_output_10k_yuan REAL,
    is_demonstration BOOLEAN,
    remark TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX projects_revision ON projects (revision);
CREATE UNIQUE INDEX projects_project_code ON projects (project_code);
CREATE INDEX projects_park_id ON projects (park_id);

CREATE TABLE idle_findings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    state TEXT NOT NULL,
    clause TEXT,
    cause TEXT,
    found_on DATE,
    idle_from_on DATE,
    right_holder TEXT,
    recognition_document TEXT,
    recognised_on DATE,
    published_on DATE,
    withdrawn_on DATE,
    closed_on DATE,
    closed_basis TEXT,
    disposal_year INTEGER,
    remark TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX idle_findings_revision ON idle_findings (revision);
CREATE INDEX idle_findings_parcel_id ON idle_findings (parcel_id);

CREATE TABLE underused_findings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    state TEXT NOT NULL,
    measure TEXT,
    measured_value TEXT,
    threshold TEXT,
    threshold_source TEXT,
    flagged_on DATE,
    confirmed_by TEXT,
    confirmed_on DATE,
    closed_on DATE,
    disposal_year INTEGER,
    remark TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX underused_findings_revision ON underused_findings (revision);
CREATE INDEX underused_findings_parcel_id ON underused_findings (parcel_id);

CREATE TABLE reference_layers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    layer_code TEXT NOT NULL,
    name TEXT NOT NULL,
    layer_kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    description TEXT,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX reference_layers_revision ON reference_layers (revision);
CREATE UNIQUE INDEX reference_layers_layer_code ON reference_layers (layer_code);

CREATE TABLE reference_features (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    layer_id INTEGER NOT NULL REFERENCES reference_layers (id),
    name TEXT,
    facility_kind TEXT,
    width_class INTEGER,
    properties TEXT,
    shape GEOMETRY
);
CREATE INDEX reference_features_revision ON reference_features (revision);
CREATE INDEX reference_features_layer_id ON reference_features (layer_id);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    title TEXT NOT NULL,
    document_kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER,
    file_name TEXT,
    taken_on DATE,
    source TEXT,
    as_of_on DATE,
    provenance TEXT
);
CREATE INDEX documents_revision ON documents (revision);

CREATE TABLE import_batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    entity TEXT NOT NULL,
    layer TEXT,
    driver TEXT,
    encoding TEXT,
    crs TEXT,
    mapping TEXT,
    rows_read INTEGER,
    rows_in INTEGER,
    rows_refused INTEGER,
    imported_at DATETIME,
    imported_by TEXT,
    undone_on DATE
);
CREATE INDEX import_batches_revision ON import_batches (revision);

CREATE UNIQUE INDEX units_floor_unit ON units (floor_id, unit_code);
CREATE UNIQUE INDEX enterprise_years_once ON enterprise_years (enterprise_id, year);
CREATE UNIQUE INDEX plot_parcels_once ON plot_parcels (plot_id, parcel_id);

CREATE TABLE meta (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    value TEXT
);

CREATE TABLE removed_rows (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    revision INTEGER NOT NULL
);
CREATE INDEX removed_rows_revision ON removed_rows (revision);

CREATE TABLE audit_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    at DATETIME NOT NULL,
    revision INTEGER NOT NULL,
    actor TEXT NOT NULL,
    deed TEXT NOT NULL,
    origin TEXT NOT NULL,
    basis_document TEXT NOT NULL,
    basis_on TEXT NOT NULL,
    basis_reason TEXT NOT NULL,
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entries_record ON audit_entries (entity, record_id);
CREATE INDEX audit_entries_actor ON audit_entries (actor);

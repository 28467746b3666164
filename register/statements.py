"""Statements over the views of one audience; `{v}` is their schema, put in by the reader."""

#: Shapes of a record by its code; a plot has those of its parcels.
SHAPES = {
    "plot": "SELECT p.shape FROM {v}.parcels p JOIN {v}.plot_parcels pp ON pp.parcel_id = p.id"
    " JOIN {v}.plots t ON t.id = pp.plot_id WHERE t.plot_code = ?",
    "plant": "SELECT shape FROM {v}.plants WHERE plant_code = ?",
    "parcel": "SELECT shape FROM {v}.parcels WHERE parcel_code = ?",
}
_IN_ASKED = "(SELECT unnest(?::BIGINT[]))"
SHAPES_OF = {
    "plot": "SELECT pp.plot_id, ST_AsWKB(p.shape) FROM {v}.parcels p JOIN {v}.plot_parcels pp ON pp.parcel_id = p.id"
    f" WHERE p.shape IS NOT NULL AND pp.plot_id IN {_IN_ASKED} ORDER BY pp.plot_id, p.id",
    "plant": f"SELECT id, ST_AsWKB(shape) FROM {{v}}.plants WHERE shape IS NOT NULL AND id IN {_IN_ASKED}",
    "parcel": f"SELECT id, ST_AsWKB(shape) FROM {{v}}.parcels WHERE shape IS NOT NULL AND id IN {_IN_ASKED}",
}
BALANCES = "SELECT id, promised, available FROM {v}.supply_balance WHERE id IN (SELECT unnest(?::BIGINT[]))"
PARCEL_COUNTS = "SELECT park_id, count(*) FROM {v}.parcel_list WHERE NOT is_retired GROUP BY ALL"
FACILITIES = """
SELECT f.name, f.facility_kind, ST_AsWKB(f.shape), l.source, l.as_of_on
FROM {v}.reference_features f JOIN {v}.reference_layers l ON l.id = f.layer_id
WHERE l.layer_kind = 'facility' AND f.shape IS NOT NULL ORDER BY f.id"""
FIGURE_PARCELS = """
SELECT l.code, l.park_id, p.registered_area_m2,
       coalesce(TRY_CAST(p.provenance->'registered_area_m2'->>'as_of_on' AS DATE), p.as_of_on) AS as_of_on,
       CAST(l.stage AS VARCHAR) AS stage, coalesce(l.marketing = 'offered', FALSE) AS is_offered,
       l.is_idle, l.is_underused
FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id WHERE l.figure <> 0 ORDER BY l.code"""
FIGURE_UNITS = """
SELECT h.plant_code || '/' || u.unit_code AS code, h.park_id, u.floor_area_m2,
       coalesce(TRY_CAST(u.provenance->'floor_area_m2'->>'as_of_on' AS DATE), u.as_of_on) AS as_of_on, u.occupancy
FROM {v}.units u JOIN {v}.floors f ON f.id = u.floor_id JOIN {v}.plants h ON h.id = f.plant_id
WHERE u.occupancy = 'vacant' ORDER BY code"""
UNIT_COUNTS = """
SELECT h.park_id, count(*) FROM {v}.units u JOIN {v}.floors f ON f.id = u.floor_id
JOIN {v}.plants h ON h.id = f.plant_id GROUP BY ALL"""
FIGURE_FIRMS = """
SELECT e.enterprise_code AS code, e.park_id, y.year, coalesce(y.scale, e.scale) = 'above_scale' AS is_above_scale,
       coalesce(y.is_manufacturing, FALSE) AS is_manufacturing, y.tax_10k_yuan, y.exempt_credit_tax_10k_yuan,
       y.own_land_m2, y.leased_in_floor_m2, y.leased_in_floor_area_ratio, y.leased_out_land_m2
FROM {v}.enterprise_years y JOIN {v}.enterprises e ON e.id = y.enterprise_id ORDER BY code, y.year"""
PARCELS_AROUND = """
SELECT l.id, CAST(l.colour AS VARCHAR), l.short_number, ST_AsWKB(p.shape)
FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id
WHERE l.x0 <= ? AND l.x1 >= ? AND l.y0 <= ? AND l.y1 >= ? AND NOT l.is_retired AND p.shape IS NOT NULL ORDER BY l.id"""
PLANTS_AROUND = """
SELECT l.id, coalesce(l.vacant_m2, 0) > 0, ST_AsWKB(h.shape)
FROM {v}.plant_list l JOIN {v}.plants h ON h.id = l.id
WHERE l.x0 <= ? AND l.x1 >= ? AND l.y0 <= ? AND l.y1 >= ? AND h.shape IS NOT NULL ORDER BY l.id"""
GROUND_AROUND = """
SELECT y.layer_kind, f.name, f.width_class, ST_AsWKB(f.shape)
FROM {v}.reference_features f JOIN {v}.reference_layers y ON y.id = f.layer_id
WHERE y.layer_kind IN ('green', 'water', 'road', 'rail') AND f.shape IS NOT NULL
  AND ST_Intersects(f.shape, ST_MakeEnvelope(?, ?, ?, ?)) ORDER BY f.id"""

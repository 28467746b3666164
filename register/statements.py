"""Statements over the views of one audience; `{v}` is their schema, put in by the reader."""

#: Shapes of a record by its code; a plot has those of its parcels.
SHAPES = {
    "plot": "SELECT p.shape FROM {v}.parcels p JOIN {v}.plot_parcels pp ON pp.parcel_id = p.id"
    " JOIN {v}.plots t ON t.id = pp.plot_id WHERE t.plot_code = ?",
    "plant": "SELECT shape FROM {v}.plants WHERE plant_code = ?",
    "parcel": "SELECT shape FROM {v}.parcels WHERE parcel_code = ?",
}
BALANCES = "SELECT id, promised, available FROM {v}.supply_balance WHERE id IN (SELECT unnest(?::BIGINT[]))"
PARCEL_COUNTS = "SELECT park_id, count(*) FROM {v}.parcel_list WHERE NOT is_retired GROUP BY ALL"
AT_PARCEL = """
SELECT p.parcel_code, t.plot_code, l.marketing FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id
LEFT JOIN {v}.plots t ON t.id = l.plot_id
WHERE l.x0 <= ? AND l.x1 >= ? AND l.y0 <= ? AND l.y1 >= ? AND NOT l.is_retired
  AND ST_Intersects(p.shape, ST_Point(?, ?))
ORDER BY (l.x1 - l.x0) * (l.y1 - l.y0), l.id LIMIT 1"""
AT_PLANT = """
SELECT plant_code FROM {v}.plants
WHERE shape IS NOT NULL AND ST_Intersects(shape, ST_Point(?, ?)) ORDER BY id LIMIT 1"""
NEIGHBOURS = """
WITH mine AS (
    SELECT id, x0 - ? AS x0, y0 - ? AS y0, x1 + ? AS x1, y1 + ? AS y1 FROM {v}.parcel_list WHERE code = ?)
SELECT l.id, l.code, ST_AsGeoJSON(p.shape) AS outline FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id, mine
WHERE l.x0 <= mine.x1 AND l.x1 >= mine.x0 AND l.y0 <= mine.y1 AND l.y1 >= mine.y0 AND l.id <> mine.id
  AND NOT l.is_retired ORDER BY l.id"""
FACILITIES = """
SELECT f.name, f.facility_kind, ST_AsWKB(f.shape), l.source, l.as_of_on
FROM {v}.reference_features f JOIN {v}.reference_layers l ON l.id = f.layer_id
WHERE l.layer_kind = 'facility' AND f.shape IS NOT NULL ORDER BY f.id"""
FIGURE_PARCELS = """
SELECT l.code, l.park_id, p.registered_area_m2, p.as_of_on, CAST(l.stage AS VARCHAR) AS stage,
       coalesce(l.marketing = 'offered', FALSE) AS is_offered, l.is_idle, l.is_underused
FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id WHERE l.figure <> 0 ORDER BY l.code"""
FIGURE_UNITS = """
SELECT h.plant_code || '/' || u.unit_code AS code, h.park_id, u.floor_area_m2, u.as_of_on, u.occupancy
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

"""Records of the field for tests: valid by default, so that a test states only what matters."""

from typing import Any

Row = dict[str, Any]


def a_park(**values: Any) -> Row:
    """A park with a contact."""
    return {
        "id": 1,
        "park_code": "SQ",
        "name": "双桥工业园区",
        "contact_name": "园区招商科",
        "contact_phone": "023-00000000",
        "source": "园区管委会",
        "as_of_on": "2025-09-01",
        **values,
    }


def a_parcel(**values: Any) -> Row:
    """A cleared parcel of 21,247 ㎡, measured to the metre."""
    return {
        "id": 11,
        "parcel_code": "500111001001GB00011",
        "short_number": "D06",
        "park_id": 1,
        "land_use": "100102",
        "stage": "cleared",
        "registered_area_m2": 21247.0,
        "measured_area_m2": 21247.0,
        "measured_zone": "EPSG:4544",
        "source": "不动产权证",
        "as_of_on": "2025-09-18",
        "provenance": {"measured_area_m2": {"source": "图形量算", "as_of_on": "2025-11-12"}},
        **values,
    }


def a_plot(**values: Any) -> Row:
    """An offered plot with its whole listing but the slope, which was not surveyed."""
    return {
        "id": 21,
        "plot_code": "SQ-D06",
        "park_id": 1,
        "marketing": "offered",
        "name": "工业大道地块",
        "summary": "临工业大道，形状规整，可整宗供应。",
        "address": "双桥工业园区工业大道 8 号",
        "road": "工业大道",
        "bounds": "东至龙水路，南至工业大道，西至D05地块，北至D10地块",
        "frontage_m": 145.0,
        "depth_m": 148.0,
        "slope_ratio": None,
        "floor_area_ratio_min": 1.0,
        "floor_area_ratio_max": 1.2,
        "site_coverage_ratio_min": 0.4,
        "green_ratio_max": 0.15,
        "office_land_ratio_max": 0.07,
        "height_limit_m": 24.0,
        "investment_10k_yuan_per_mu_min": 300.0,
        "tax_10k_yuan_per_mu_min": 15.0,
        "energy_limit": "单位增加值能耗 ≤ 0.45",
        "industries": ["36"],
        "supply_modes": ["grant"],
        "supply_terms": [{"mode": "grant", "years": 50, "price": 18.8, "unit": "万元/亩", "note": "标准地挂牌"}],
        "price_10k_yuan_per_mu": 18.8,
        "deliverable_on": "2026-01-15",
        "site_condition": "五通一平",
        "blocking_reason": "通信杆线待迁",
        "contact_name": "园区招商科",
        "contact_phone": "023-00000001",
        "verified_on": "2025-11-12",
        "verified_by": "李某",
        "source": "控规",
        "as_of_on": "2025-06-30",
        "provenance": {"slope_ratio": {"missing": "未测"}},
        **values,
    }


def a_reserved_plot_without_terms() -> Row:
    """What a visitor's reader hands out of a reserved plot: code, park and the word."""
    return {**dict.fromkeys(a_plot()), "id": 22, "plot_code": "SQ-D07", "park_id": 1, "marketing": "reserved"}


def a_plant(**values: Any) -> Row:
    """A plant of one floor."""
    return {
        "id": 31,
        "plant_code": "SQ-D06-1",
        "name": "1号厂房",
        "park_id": 1,
        "parcel_id": 11,
        "address": "双桥工业园区工业大道 8 号",
        "structure": "钢结构",
        "built_year": 2014,
        "floor_count": 1,
        "floor_area_m2": 6480.0,
        "eaves_height_m": 11.5,
        "fire_resistance": "2",
        "transformer_kva": 1000.0,
        "ownership": "产权清晰",
        "summary": "大跨单层厂房。",
        "verified_on": "2025-11-12",
        "source": "竣工图",
        "as_of_on": "2025-11-12",
        "provenance": None,
        **values,
    }


def a_floor(**values: Any) -> Row:
    """A ground floor with two cranes."""
    return {
        "id": 41,
        "plant_id": 31,
        "floor_no": 1,
        "floor_area_m2": 6480.0,
        "storey_height_m": 10.2,
        "clear_height_m": 9.0,
        "load_kg_per_m2": 3000.0,
        "column_grid": "8 m × 24 m",
        "crane_capacity_t": 5.0,
        "crane_count": 2,
        "fire_hazard": "ding",
        "source": "竣工图",
        "as_of_on": "2025-11-12",
        "provenance": None,
        **values,
    }


def a_unit(**values: Any) -> Row:
    """A vacant unit on offer."""
    return {
        "id": 51,
        "floor_id": 41,
        "unit_code": "1F-A",
        "marketing": "offered",
        "occupancy": "vacant",
        "floor_area_m2": 6480.0,
        "lettable_area_m2": 6285.6,
        "smallest_let_m2": 3000.0,
        "rent_yuan_per_m2_month": 12.0,
        "supply_terms": [{"mode": "plant_lease", "years": 5, "price": 12.0, "unit": "元/㎡·月", "note": "可续租"}],
        "deliverable_on": "2026-01-15",
        "source": "现场核实",
        "as_of_on": "2025-11-12",
        "provenance": None,
        **values,
    }


def a_supply(**values: Any) -> Row:
    """Power of 3,200 kVA, of which 780 are promised."""
    return {
        "id": 61,
        "supply_code": "SQ-D06-power",
        "utility": "power",
        "plot_id": 21,
        "capacity": 3200.0,
        "capacity_unit": "kVA",
        "conditions": "10 kV 接入",
        "supplier": "供电所",
        "promised": 780.0,
        "available": 2420.0,
        "source": "供电所",
        "as_of_on": "2025-11-06",
        "provenance": None,
        **values,
    }


def a_price(**values: Any) -> Row:
    """A flat price."""
    return {
        "id": 71,
        "supply_id": 61,
        "amount": 0.6473,
        "unit": "元/kWh",
        "user_class": "工商业",
        "is_tax_included": True,
        "valid_from_on": "2025-01-01",
        "source": "电网公司",
        "as_of_on": "2025-01-01",
        **values,
    }

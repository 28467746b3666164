"""Enterprises, what land they stand on, their yearly figures, and projects that look for land.

A firm's name and its link to land stand on the staff line; its figures on the firm line, which only analysts hold.
"""

from domain.audience import Line
from domain.codes import Industry, OccupationRole, Scale
from domain.columns import Entity, columns_on

_staff = columns_on(Line.STAFF)
_firm = columns_on(Line.FIRM)
_public = columns_on(Line.PUBLIC)

ENTERPRISES = Entity(
    "enterprises",
    (
        _staff.text("enterprise_code", is_required=True),
        _staff.text("name", is_required=True),
        _staff.text("credit_code"),  # 统一社会信用代码 (GB 32100-2015)
        _staff.reference("park_id", "parks"),
        _staff.code("industry", Industry),
        _staff.text("industry_detail"),
        _staff.code("scale", Scale),
        _staff.day("in_production_since_on"),
        _staff.text("former_names"),
        *_staff.sourced(),
    ),
    code="enterprise_code",
    park=("park_id",),
    row_line=Line.STAFF,
)

OCCUPATIONS = Entity(
    "occupations",
    (
        _staff.reference("parcel_id", "parcels", is_required=True),
        _staff.reference("enterprise_id", "enterprises", is_required=True),
        _staff.code("role", OccupationRole, is_required=True),
        _staff.number("land_area_m2", "㎡"),
        _staff.number("floor_area_m2", "㎡"),
        _staff.day("from_on"),
        _staff.day("until_on"),
        *_staff.sourced(),
    ),
    park=("parcel_id",),
    row_line=Line.STAFF,
)

ENTERPRISE_YEARS = Entity(
    "enterprise_years",
    (
        _firm.reference("enterprise_id", "enterprises", is_required=True),
        _firm.integer("year", is_required=True),
        _firm.code("scale", Scale),
        _firm.flag("is_manufacturing"),
        _firm.number("own_land_m2", "㎡"),
        _firm.number("leased_in_floor_m2", "㎡"),
        _firm.number("leased_in_floor_area_ratio", None),
        _firm.number("leased_out_land_m2", "㎡"),
        _firm.number("tax_10k_yuan", "万元", lowest=None),  # 已入库税收
        _firm.number("exempt_credit_tax_10k_yuan", "万元", lowest=None),  # 免抵调库
        _firm.number("value_added_10k_yuan", "万元", lowest=None),
        _firm.number("revenue_10k_yuan", "万元", lowest=None),
        _firm.number("rnd_10k_yuan", "万元"),
        _firm.number("energy_tce", "吨标准煤"),
        _firm.number("emission_t", "吨"),
        _firm.integer("staff_count", "人"),
        _firm.flag("is_vetoed"),
        _firm.flag("is_protected"),
        _firm.flag("is_confirmed"),
        *_firm.sourced(),
    ),
    park=("enterprise_id",),
    row_line=Line.FIRM,
)

CLOSED_YEARS = Entity(
    "closed_years",
    (
        _public.integer("year", is_required=True),
        _public.day("closed_on"),
        _staff.text("closed_by"),
    ),
    code="year",
)

PROJECTS = Entity(
    "projects",
    (
        _staff.text("project_code", is_required=True),
        _staff.text("name", is_required=True),
        _staff.reference("park_id", "parks"),
        _staff.text("sector"),
        _staff.codes("industries", Industry),
        _staff.text("build_kind"),  # 新建, 续建 …
        _staff.text("years"),
        _staff.number("land_demand_mu", "亩"),
        _staff.number("floor_demand_m2", "㎡"),
        _staff.number("investment_10k_yuan", "万元"),
        _staff.number("annual_output_10k_yuan", "万元"),
        _staff.flag("is_demonstration"),
        _staff.text("remark"),
        *_staff.sourced(),
    ),
    code="project_code",
    park=("park_id",),
    row_line=Line.STAFF,
)

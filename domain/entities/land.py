"""District, park, parcel, plot, and the findings on a parcel."""

from domain.audience import Line
from domain.codes import IdleState, Industry, LandUse, Marketing, Stage, SupplyMode, UnderusedState
from domain.columns import Entity, columns_on

_public = columns_on(Line.PUBLIC)
_listing = columns_on(Line.LISTING)
_staff = columns_on(Line.STAFF)
_notice = columns_on(Line.IDLE_NOTICE)

DISTRICTS = Entity(
    "districts",
    (
        _public.text("name", is_required=True),
        _public.text("division_code"),  # 行政区划代码, e.g. 500111 大足区
    ),
    code="name",
)

PARKS = Entity(
    "parks",
    (
        _public.text("park_code", is_required=True),
        _public.text("name", is_required=True),
        _public.reference("district_id", "districts", is_required=True),
        _public.codes("leading_industries", Industry),
        _public.text("profile"),
        _public.text("contact_name"),
        _public.text("contact_phone"),
        *_public.sourced(),
        _public.shape("MULTIPOLYGON"),
    ),
    code="park_code",
)

PARCELS = Entity(
    "parcels",
    (
        _public.text("parcel_code", is_required=True),  # 宗地代码 (19), or a provisional code
        _public.flag("is_code_provisional"),
        _public.text("short_number"),  # what the map prints, e.g. A02
        _public.reference("park_id", "parks"),  # empty: 未定园区
        _public.code("land_use", LandUse),
        _public.code("stage", Stage, is_required=True),
        _staff.day("stage_since_on"),
        _public.number("registered_area_m2", "㎡"),  # the certificate's figure; governs
        _public.number("measured_area_m2", "㎡"),  # from the shape, in `measured_zone`
        _listing.text("measured_zone"),  # e.g. EPSG:4544, or `CM 75W 非国内带`
        _listing.text("survey_crs"),  # CRS that the source declared
        _listing.text("address"),
        _staff.day("retired_on"),  # retired, never deleted
        _staff.text("name"),
        _staff.text("right_holder"),  # 土地使用权人, as the certificate prints it
        _staff.text("occupier"),  # 实际用地企业, as surveyed
        _staff.text("certificate_number"),  # 不动产权证号
        _staff.text("real_estate_unit_code"),  # 不动产单元号 (28)
        _staff.day("granted_on"),
        _staff.integer("term_years", "年"),
        _staff.number("price_paid_10k_yuan", "万元"),
        _staff.text("encumbrance"),  # 抵押、查封
        _staff.text("remark"),
        _listing.text("source"),
        _public.day("as_of_on"),
        _listing.object("provenance"),
        _public.shape("MULTIPOLYGON"),
    ),
    code="parcel_code",
    park=("park_id",),
)

PLOTS = Entity(
    "plots",
    (
        _public.text("plot_code", is_required=True),
        _public.reference("park_id", "parks", is_required=True),
        _public.code("marketing", Marketing, is_required=True),
        _listing.text("name"),
        _listing.text("summary"),  # one or two sentences of an advertisement
        _listing.text("address"),
        _listing.text("road"),  # the road it fronts
        _listing.text("bounds"),  # 四至
        _listing.number("frontage_m", "m"),
        _listing.number("depth_m", "m"),
        _listing.number("slope_ratio", None),
        # planning indicators (工业项目建设用地控制指标: 容积率, 建筑系数, 办公及生活服务设施用地占比, …)
        _listing.number("floor_area_ratio_min", None),
        _listing.number("floor_area_ratio_max", None),
        _listing.number("site_coverage_ratio_min", None),
        _listing.number("site_coverage_ratio_max", None),
        _listing.number("green_ratio_max", None),
        _listing.number("office_land_ratio_max", None),
        _listing.number("height_limit_m", "m"),
        _listing.number("investment_10k_yuan_per_mu_min", "万元/亩"),
        _listing.number("tax_10k_yuan_per_mu_min", "万元/亩"),
        _listing.text("energy_limit"),
        _listing.codes("industries", Industry),  # what the plot admits
        # supply
        _listing.codes("supply_modes", SupplyMode),
        _listing.object("supply_terms"),  # [{"mode": …, "years": …, "price": …, "unit": …, "note": …}]
        _listing.number("price_10k_yuan_per_mu", "万元/亩"),
        _listing.day("deliverable_on"),
        _listing.text("site_condition"),  # 五通一平 …
        _listing.text("blocking_reason"),  # 供地卡点
        _listing.text("contact_name"),
        _listing.text("contact_phone"),
        _listing.day("verified_on"),
        _listing.text("verified_by"),
        _staff.text("reserved_for"),
        _staff.day("reserved_until_on"),
        _staff.text("remark"),
        *_listing.sourced(),
    ),
    code="plot_code",
    park=("park_id",),
    row_line=Line.LISTING,
)

PLOT_PARCELS = Entity(
    "plot_parcels",
    (
        _public.reference("plot_id", "plots", is_required=True),
        _public.reference("parcel_id", "parcels", is_required=True),
    ),
    park=("plot_id",),
    row_line=Line.LISTING,
)

IDLE_FINDINGS = Entity(
    "idle_findings",
    (
        _notice.reference("parcel_id", "parcels", is_required=True),
        _notice.code("state", IdleState, is_required=True),
        _staff.text("clause"),  # 第二条第一款 …
        _notice.text("cause"),  # 企业原因 / 政府原因, in the officer's words
        _staff.day("found_on"),
        _notice.day("idle_from_on"),
        _notice.text("right_holder"),  # as published (第十一条)
        _notice.text("recognition_document"),  # 认定书 number
        _notice.day("recognised_on"),
        _notice.day("published_on"),
        _notice.day("withdrawn_on"),
        _staff.day("closed_on"),
        _staff.text("closed_basis"),
        _staff.integer("disposal_year"),
        _staff.text("remark"),
        *_staff.sourced(),
        _staff.text("notice_document"),  # 闲置土地调查通知书 number (第五条)
        _staff.day("notice_served_on"),
        _staff.reference("contract_id", "contracts"),
        _staff.number("fee_10k_yuan", "万元"),  # 闲置费, as it stood when the land was recognised
    ),
    park=("parcel_id",),
    row_line=Line.IDLE_NOTICE,
)

UNDERUSED_FINDINGS = Entity(
    "underused_findings",
    (
        _staff.reference("parcel_id", "parcels", is_required=True),
        _staff.code("state", UnderusedState, is_required=True),
        _staff.text("measure"),  # which measure flagged it
        _staff.text("measured_value"),
        _staff.text("threshold"),
        _staff.text("threshold_source"),
        _staff.day("flagged_on"),
        _staff.text("confirmed_by"),
        _staff.day("confirmed_on"),
        _staff.day("closed_on"),
        _staff.integer("disposal_year"),
        _staff.text("remark"),
        *_staff.sourced(),
    ),
    park=("parcel_id",),
    row_line=Line.STAFF,
)

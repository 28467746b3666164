"""District, parks and the schematic ground (roads, green, water, railway, facilities) as rows."""

from random import Random

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from data.parcels.rows import Rows
from data.parcels.sample_streets import Ground, smooth
from data.parcels.table import CHEMICAL, SHUANGQIAO, TONGLIANG, YOUTING

_SKETCH = "示意底图（虚构，非测绘成果）"
_LAYERS = {
    "outline": ("园区范围（示意）", "public"),
    "green": ("绿地与林地（示意）", "public"),
    "water": ("水系（示意）", "public"),
    "road": ("道路（示意）", "public"),
    "rail": ("铁路（示意）", "public"),
    "facility": ("基础设施（示意）", "public"),
    "zone": ("安全控制区（示意）", "staff"),
}
_PARKS = {
    SHUANGQIAO: ("SQ", ["36", "35", "39"], "智能网联新能源专用车及零部件、电子信息及光电"),
    YOUTING: ("YT", ["42", "26", "27"], "再生资源、锶盐新材料及生物医药"),
    CHEMICAL: ("HG", ["26", "27"], "化工新材料（示例）；园区范围约3平方公里"),
}


def add_parks(rows: Rows, grounds: list[Ground]) -> dict[str, int]:
    """The district of the sample, its three parks with outline, and the park that holds demand data only."""
    district = rows.add("districts", name="大足区", division_code="500111")
    parks: dict[str, int] = {}
    for ground in grounds:
        code, industries, profile = _PARKS[ground.plan.park]
        parks[ground.plan.park] = rows.add(
            "parks",
            park_code=code,
            name=ground.plan.park,
            district_id=district,
            leading_industries=industries,
            profile=profile,
            contact_name=f"{ground.plan.park}招商服务（示例）",
            contact_phone=f"023-0000{len(parks):02d}00",
            source=_SKETCH,
            shape=_multi(ground.plan.frame.degrees(ground.outline)),
        )
    tongliang = rows.add("districts", name="铜梁区", division_code="500151")
    parks[TONGLIANG] = rows.add(
        "parks",
        park_code="TL",
        name=TONGLIANG,
        district_id=tongliang,
        profile="只有需求侧项目的演示园区",
        source="铜梁区先进制造业“十四五”规划 表2（指导性），演示用",
        provenance={"shape": {"missing": "演示园区，不绘范围"}, "contact_phone": {"missing": "演示园区，无联系人"}},
    )
    return parks


def add_ground(rows: Rows, grounds: list[Ground], rng: Random) -> None:
    """One reference layer per kind, with the features of all parks."""
    layers = {
        kind: rows.add(
            "reference_layers",
            layer_code=f"sample-{kind}",
            name=name,
            layer_kind=kind,
            audience=audience,
            description="随示例数据生成的示意图形，不作定位依据",
            source=_SKETCH,
        )
        for kind, (name, audience) in _LAYERS.items()
    }
    for ground in grounds:
        _add_features(rows, layers, ground)
        for wood in _woods(ground, rng):
            _feature(rows, layers["green"], "", ground, wood, kind="woodland")


def _add_features(rows: Rows, layers: dict[str, int], ground: Ground) -> None:
    _feature(rows, layers["outline"], ground.plan.park, ground, ground.outline)
    for name, shape in ground.green:
        _feature(rows, layers["green"], name, ground, shape, kind="park" if name else "bank")
    for name, shape in ground.water:
        _feature(rows, layers["water"], name, ground, shape)
    for street, line in ground.roads:
        _feature(rows, layers["road"], street.name, ground, line, street.rank, width_m=street.width_m)
    if ground.railway:
        _feature(rows, layers["rail"], ground.railway[0], ground, ground.railway[1])
    for kind, name, point in ground.facilities:
        _feature(rows, layers["facility"], name, ground, point, facility=kind or None)
    if ground.plan.outline_m2:
        _feature(rows, layers["zone"], "化工园区安全控制区（示意）", ground, ground.outline.buffer(300))


def _feature(
    rows: Rows,
    layer: int,
    name: str,
    ground: Ground,
    shape: BaseGeometry,
    width: int | None = None,
    facility: str | None = None,
    **properties: object,
) -> None:
    rows.add(
        "reference_features",
        layer_id=layer,
        name=name or None,
        width_class=width,
        facility_kind=facility,
        properties={"park": ground.plan.park, **properties},
        shape=ground.plan.frame.degrees(shape),
    )


def _woods(ground: Ground, rng: Random) -> list[BaseGeometry]:
    """Wooded hills around the park, so that it does not lie in a void."""
    taken = unary_union([ground.outline, *(shape for _, shape in ground.water)]).buffer(60)
    west, south, east, north = ground.outline.buffer(900).bounds
    woods: list[BaseGeometry] = []
    for _ in range(40):
        x, y, size = rng.uniform(west, east), rng.uniform(south, north), rng.uniform(170, 420)
        ring = [
            (x + size * rng.uniform(0.6, 1.3) * dx, y + size * rng.uniform(0.4, 0.8) * dy)
            for dx, dy in ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))
        ]
        wood = Polygon(smooth(ring, 3, closed=True))
        if not any(wood.distance(other) < 60 for other in (taken, *woods)):
            woods.append(wood)
    return woods


def _multi(shape: BaseGeometry) -> BaseGeometry:
    return MultiPolygon([shape]) if isinstance(shape, Polygon) else shape

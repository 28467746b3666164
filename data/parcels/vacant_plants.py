"""The nine vacant plants of the sample, floor by floor and unit by unit.

The published figure is one total: 贝卡尔特等企业 11.8 万㎡ of vacant plant, over several firms. How it splits here
is invented: 92,000.00 ㎡ in seven plants of 双桥工业园区 and 26,000.00 ㎡ in two of 邮亭工业园区.
"""

from data.parcels.table import SHUANGQIAO, YOUTING
from data.parcels.vacancy import Unit, VacantPlant, floor_of

_HELD = "司法查封，处置程序中（示例）"

VACANT: dict[str, tuple[VacantPlant, ...]] = {
    SHUANGQIAO: (
        VacantPlant(
            "原贝卡尔特厂房（示例拆分）",
            "stopped",
            (
                floor_of(
                    1,
                    21_600.0,
                    11.5,
                    3000.0,
                    Unit("A", 12_000.0, smallest_m2=6_000.0),
                    Unit("B", 9_600.0),
                    crane_capacity_t=16.0,
                    crane_count=4,
                    crane_rail_height_m=8.8,
                    column_grid="9 m × 30 m",
                ),
                floor_of(
                    2,
                    2_400.0,
                    4.5,
                    500.0,
                    Unit("01", 2_400.0, rent_yuan=9.0, group="辅房"),
                    goods_lift_t=2.0,
                    fire_hazard="wu",
                    column_grid="8 m × 8 m",
                    label="辅房二层",
                ),
                floor_of(
                    3,
                    2_000.0,
                    4.2,
                    500.0,
                    Unit("01", 2_000.0, rent_yuan=9.0, group="辅房"),
                    goods_lift_t=2.0,
                    fire_hazard="wu",
                    column_grid="8 m × 8 m",
                    label="辅房三层",
                ),
            ),
            "大跨单层主厂房配三层辅房，适合金属制品、汽车零部件（示例）",
            "产权清晰，可分层、分跨出租（示例）",
        ),
        VacantPlant(
            "二号停产厂房（示例）",
            "stopped",
            (
                floor_of(
                    1,
                    10_000.0,
                    7.9,
                    2000.0,
                    Unit("01", 10_000.0, rent_yuan=11.0),
                    crane_capacity_t=10.0,
                    crane_count=2,
                    crane_rail_height_m=6.0,
                ),
                floor_of(
                    2, 8_000.0, 5.4, None, Unit("01", 8_000.0, rent_yuan=None), goods_lift_t=3.0, fire_hazard="bing"
                ),
            ),
            "两层厂房整栋空置，可整租（示例）",
            "已抵押，租赁须抵押权人知悉（示例）",
        ),
        VacantPlant(
            "三号停产厂房（示例）",
            "stopped",
            (
                floor_of(1, 9_000.0, 9.6, 2000.0, Unit("01", 9_000.0, marketing="unlisted", blocking=_HELD)),
                floor_of(
                    2, 5_000.0, 4.8, 750.0, Unit("01", 5_000.0, marketing="unlisted", blocking=_HELD), goods_lift_t=3.0
                ),
            ),
            "空置，处置期间暂不推介（示例）",
            "已查封（示例）",
        ),
        VacantPlant(
            "部分空置厂房甲（示例）",
            "underused",
            (
                floor_of(
                    1,
                    12_000.0,
                    10.2,
                    2000.0,
                    Unit("A", 6_000.0, smallest_m2=3_000.0),
                    Unit("B", 6_000.0, "in_use", "taken"),
                    crane_capacity_t=5.0,
                    crane_count=2,
                    crane_rail_height_m=7.6,
                ),
                floor_of(
                    2, 6_000.0, 5.1, 750.0, Unit("A", 6_000.0, rent_yuan=10.0), goods_lift_t=3.0, fire_hazard="bing"
                ),
            ),
            "首层西半与二层空置，东半在产（示例）",
            "产权清晰，可分割出租（示例）",
        ),
        VacantPlant(
            "部分空置厂房乙（示例）",
            "underused",
            (
                floor_of(
                    1,
                    9_600.0,
                    9.0,
                    1500.0,
                    Unit("A", 6_000.0, rent_yuan=10.5),
                    Unit(
                        "B",
                        3_000.0,
                        marketing="reserved",
                        staff={"reserved_for": "房宿设备（示例）", "reserved_until_on": "2025-11-28"},
                    ),
                ),
            ),
            "单层厂房，地块整体推介，亦可先租（示例）",
            "随地块整体盘活（示例）",
        ),
        VacantPlant(
            "低效厂房丙（示例）",
            "underused",
            (
                floor_of(
                    1,
                    8_000.0,
                    8.4,
                    1500.0,
                    Unit("01", 8_000.0, marketing="unlisted", blocking="权利人未委托招商（示例）"),
                    fire_hazard=None,
                ),
            ),
            "空置，权利人拟自行盘活（示例）",
            "产权清晰（示例）",
        ),
        VacantPlant(
            "低效厂房丁（示例）",
            "underused",
            (
                floor_of(
                    1,
                    6_000.0,
                    None,
                    None,
                    Unit("01", 4_000.0, "in_use", "taken"),
                    Unit("02", 2_000.0, marketing="unlisted", blocking="与在用部分共用消防分区，待改造（示例）"),
                ),
                floor_of(2, 3_000.0, 4.5, 500.0, Unit("01", 3_000.0, marketing="unlisted"), goods_lift_t=2.0),
            ),
            "部分空置，消防改造后推介（示例）",
            "产权清晰（示例）",
        ),
    ),
    YOUTING: (
        VacantPlant(
            "邮亭停产厂房（示例）",
            "stopped",
            (
                floor_of(
                    1,
                    8_000.0,
                    8.1,
                    2000.0,
                    Unit("01", 8_000.0, rent_yuan=8.5),
                    crane_capacity_t=10.0,
                    crane_count=2,
                    crane_rail_height_m=5.9,
                ),
                floor_of(
                    2, 8_000.0, 5.4, 1000.0, Unit("01", 8_000.0, rent_yuan=7.5), goods_lift_t=5.0, fire_hazard="bing"
                ),
            ),
            "临站前大道两层厂房，适合再生资源精加工（示例）",
            "产权清晰，可整租（示例）",
        ),
        VacantPlant(
            "邮亭低效厂房（示例）",
            "underused",
            (
                floor_of(
                    1,
                    10_000.0,
                    9.3,
                    1500.0,
                    Unit("A", 2_000.0, rent_yuan=8.0),
                    Unit("B", 8_000.0, marketing="unlisted", blocking="资产重组中（示例）"),
                ),
            ),
            "单层厂房，小面积先行推介（示例）",
            "资产重组中，可短租（示例）",
        ),
    ),
}

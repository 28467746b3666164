"""Headings of tables that say where something lies: a shape in words, a longitude, an easting, a corner's number."""

from intake.values import folded

#: What a heading may hold beside our columns. `x` and `y` are either; their values decide which points east.
PLACES = {
    "shape": ("wkt", "geometry", "geom", "the_geom", "wkt_geom", "shape", "shape_wkt", "图形", "几何", "空间范围",
              "坐标串", "界址点坐标", "边界坐标", "坐标范围", "范围坐标", "四至坐标", "拐点坐标", "坐标"),
    "lon": ("经度", "lon", "lng", "long", "longitude", "经度lon", "东经"),
    "lat": ("纬度", "lat", "latitude", "纬度lat", "北纬"),
    "east": ("东坐标", "横坐标", "easting", "east", "横坐标y", "y横坐标", "geoeasting", "geox"),
    "north": ("北坐标", "纵坐标", "northing", "north", "纵坐标x", "x纵坐标", "geonorthing", "geoy"),
    "x": ("x", "x坐标", "坐标x", "xm", "x坐标m", "x米", "xcoord", "xcoordinate", "pointx"),
    "y": ("y", "y坐标", "坐标y", "ym", "y坐标m", "y米", "ycoord", "ycoordinate", "pointy"),
    "corner": ("点号", "界址点号", "拐点号", "拐点编号", "界址点", "顶点", "点序号", "拐点", "拐点序号", "界址点编号",
               "界址点序号", "corner", "vertex", "pointno", "pointid", "point"),
    "ring": ("圈号", "地块圈号", "环号", "ring", "ringno"),
}  # fmt: skip
_BY_WORD = {folded(word): place for place, words in PLACES.items() for word in words}


def place_of(heading: str) -> str | None:
    """What of a place a heading holds, None for everything else."""
    return _BY_WORD.get(folded(heading))

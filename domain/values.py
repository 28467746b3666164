"""Whether a value fits its column. One place decides, whichever door the value came through."""

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import shapely

from domain.columns import Column, ColumnType, Entity
from domain.errors import InvalidValue

TEXT_LIMIT = 4_000


def fitting(entity: Entity, column: Column, value: Any) -> Any:
    """The value as the column keeps it; None stays None (无数据).

    Raises InvalidValue with entity, column and the value where it does not fit.
    """
    if value is None or value == "":
        if column.is_required:
            raise InvalidValue(entity=entity.key, column=column.key, value=value)
        return None
    try:
        return _FITTING[column.holds](column, value)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise InvalidValue(entity=entity.key, column=column.key, value=str(value)[:100]) from error


def _text(_: Column, value: Any) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LIMIT or "\x00" in value:
        raise ValueError(value)
    value.encode()  # lone surrogates cannot be stored
    return value


def _code(column: Column, value: Any) -> str:
    if column.codes is None:
        raise TypeError(column.key)
    return str(column.codes(value))


def _integer(_: Column, value: Any) -> int:
    if isinstance(value, bool) or int(value) != value or abs(value) > 2**53:
        raise ValueError(value)
    return int(value)


def _number(column: Column, value: Any) -> float:
    number = float(value)
    if isinstance(value, (bool, str)) or not math.isfinite(number):
        raise ValueError(value)
    if column.lowest is not None and number < column.lowest:
        raise ValueError(value)
    return number


def _flag(_: Column, value: Any) -> bool:
    if value not in (True, False, 0, 1):
        raise ValueError(value)
    return bool(value)


def _day(_: Column, value: Any) -> str:
    return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()[:10]


def _instant(_: Column, value: Any) -> str:
    datetime.fromisoformat(value)
    return str(value)


def _codes(column: Column, value: Any) -> list[str]:
    return [_code(column, item) for item in value] or None  # type: ignore[return-value]


def _object(_: Column, value: Any) -> Any:
    if not isinstance(value, (dict, list)):
        raise TypeError(value)
    return value or None


def _shape(column: Column, value: Any) -> Any:
    flat = shapely.force_2d(value)
    if flat.is_empty:
        raise ValueError("empty")
    if column.shape == "MULTIPOLYGON":
        if flat.geom_type == "Polygon":
            flat = shapely.MultiPolygon([flat])
        if flat.geom_type != "MultiPolygon":
            raise ValueError(flat.geom_type)
    west, south, east, north = flat.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("not in degrees")
    return flat


_FITTING: dict[ColumnType, Callable[[Column, Any], Any]] = {
    ColumnType.TEXT: _text,
    ColumnType.CODE: _code,
    ColumnType.INTEGER: _integer,
    ColumnType.REFERENCE: _integer,
    ColumnType.NUMBER: _number,
    ColumnType.FLAG: _flag,
    ColumnType.DAY: _day,
    ColumnType.INSTANT: _instant,
    ColumnType.CODES: _codes,
    ColumnType.OBJECT: _object,
    ColumnType.SHAPE: _shape,
}

"""The allowed moves of stage, marketing and occupancy. Each move names its basis; the desk asks here first."""

from enum import StrEnum

from domain.codes import Marketing, Occupancy, Stage

#: Entity → the status fields that a person moves by hand, each with its code list.
STATUS_FIELDS: dict[str, dict[str, type[StrEnum]]] = {
    "parcels": {"stage": Stage},
    "plots": {"marketing": Marketing},
    "units": {"marketing": Marketing, "occupancy": Occupancy},
}

_ORDER = tuple(Stage)

#: 收回 and 注销 bring land back to 净地, if nothing stands on it.
_RETURNABLE = (Stage.SUPPLIED, Stage.BUILDING, Stage.PRODUCING, Stage.STOPPED)

_MARKETING_MOVES = {
    Marketing.UNLISTED: {Marketing.OFFERED},
    Marketing.OFFERED: {Marketing.UNLISTED, Marketing.RESERVED},
    Marketing.RESERVED: {Marketing.OFFERED, Marketing.TAKEN},
    Marketing.TAKEN: {Marketing.UNLISTED},
}


def stage_moves(stage: Stage, *, is_built_on: bool) -> set[Stage]:
    """Where a parcel may go from `stage`: one step forward, 投产 ⇄ 停产, and back to 净地 when nothing stands on it."""
    moves = set()
    if stage not in (Stage.PRODUCING, Stage.STOPPED):
        moves.add(_ORDER[_ORDER.index(stage) + 1])
    if stage is Stage.PRODUCING:
        moves.add(Stage.STOPPED)
    if stage is Stage.STOPPED:
        moves.add(Stage.PRODUCING)
    if stage in _RETURNABLE and not is_built_on:
        moves.add(Stage.CLEARED)
    return moves


def marketing_moves(marketing: Marketing) -> set[Marketing]:
    """Where a plot or unit may go from `marketing`; the clock alone also lets a lapsed reservation go to 推介."""
    return _MARKETING_MOVES[marketing]


def occupancy_moves(occupancy: Occupancy) -> set[Occupancy]:
    """Where a unit may go from `occupancy`: both ways. 部分空置 is derived and never entered."""
    return {Occupancy.VACANT, Occupancy.IN_USE} - {occupancy}


def moves(entity: str, field: str, code: str, *, is_built_on: bool = False) -> list[str]:
    """The codes to which a status field may go, in the order of its code list. `is_built_on` matters to parcels."""
    codes = STATUS_FIELDS[entity][field]
    if codes is Stage:
        allowed: set[str] = {str(s) for s in stage_moves(Stage(code), is_built_on=is_built_on)}
    elif codes is Marketing:
        allowed = {str(m) for m in marketing_moves(Marketing(code))}
    else:
        allowed = {str(o) for o in occupancy_moves(Occupancy(code))}
    return [str(member) for member in codes if str(member) in allowed]

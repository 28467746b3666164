"""The allowed moves of stage and marketing. Each move names its basis; the desk asks here before any change."""

from domain.codes import Marketing, Stage

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

"""The one colour of a parcel on the map: the first that holds, in the order of `MapColour`."""

from domain.codes import MapColour, Marketing, Stage

_BY_STAGE = {
    Stage.BUILDING: MapColour.BUILDING,
    Stage.PRODUCING: MapColour.PRODUCING,
    Stage.STOPPED: MapColour.STOPPED,
    Stage.SUPPLIED: MapColour.SUPPLIED,
    Stage.CLEARED: MapColour.CLEARED,
    Stage.RAW: MapColour.RAW,
}


def parcel_colour(
    stage: Stage, marketing: Marketing | None, *, is_idle: bool = False, is_underused: bool = False
) -> MapColour:
    """Colour from the parcel's stage, the marketing of its plot and its findings.

    A visitor's map passes neither finding; outside an officer's parks only `is_idle` is passed.
    """
    if is_idle:
        return MapColour.IDLE
    if is_underused:
        return MapColour.UNDERUSED
    if marketing is Marketing.OFFERED:
        return MapColour.OFFERED
    if marketing is Marketing.RESERVED:
        return MapColour.RESERVED
    return _BY_STAGE[stage]

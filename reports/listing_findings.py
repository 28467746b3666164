"""Findings on a parcel: the public notice of recognised idle land, and what only staff see."""

from collections.abc import Sequence

from domain.audience import Line
from domain.codes import IdleState
from domain.entities import entity
from reports.listing_parts import Cell, Head, Rows, Section, Table
from reports.listing_reading import Reading
from reports.listing_records import ParcelRecords, Record
from wording import pages
from wording.columns import column_word, entity_word

#: What the portal publishes of recognised idle land (国土资源部令第53号 第十一条: location, holder, idle period).
_NOTICE = ("right_holder", "idle_from_on", "cause", "recognition_document", "recognised_on", "published_on")


def notice_sections(parcels: Sequence[ParcelRecords], language: str) -> tuple[Section, ...]:
    """One section with the published notices, if there are any."""
    notices = [f for p in parcels for f in p.idle_findings if f.get("state") == IdleState.RECOGNISED]
    if not notices:
        return ()
    rows = tuple(row for f in notices for row in Reading("idle_findings", f, language).rows(*_NOTICE))
    return (Section("notice", pages.SECTION_NOTICE(language), (Rows(rows),)),)


def finding_blocks(parcel: ParcelRecords, language: str) -> list[Rows | Table]:
    """Staff only: the findings whole, and the firms on the land."""
    blocks: list[Rows | Table] = []
    for kind, findings in (("idle_findings", parcel.idle_findings), ("underused_findings", parcel.underused_findings)):
        for finding in findings:
            reading = Reading(kind, finding, language)
            if reading.knows_any(Line.STAFF):
                blocks.append(Rows(reading.rows(*_said(kind)), entity_word(kind, language)))
    if parcel.occupations:
        blocks.append(_firms(parcel.occupations, language))
    return blocks


def _said(kind: str) -> list[str]:
    """Every column of a finding but its parcel and its own provenance."""
    return [c.key for c in entity(kind).columns if c.key not in ("parcel_id", "source", "as_of_on", "provenance")]


def _firms(occupations: Sequence[Record], language: str) -> Table:
    heads = (
        Head(entity_word("enterprises", language)),
        Head(column_word("occupations", "role", language)),
        Head(column_word("occupations", "land_area_m2", language), "㎡", is_number=True),
        Head(column_word("occupations", "floor_area_m2", language), "㎡", is_number=True),
        Head(column_word("occupations", "until_on", language)),
    )
    lines = tuple(_firm(Reading("occupations", o, language)) for o in occupations)
    return Table(heads, lines, title=entity_word("occupations", language))


def _firm(occupation: Reading) -> tuple[Cell, ...]:
    firm = occupation.value("firm") or {}
    areas = [occupation.quantity(k).text if occupation.has(k) else "" for k in ("land_area_m2", "floor_area_m2")]
    return (
        Cell(str(firm.get("name") or "")),
        Cell(occupation.text("role")),
        *(Cell(area) for area in areas),
        Cell(occupation.text("until_on") or "—"),
    )

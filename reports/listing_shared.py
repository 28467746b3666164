"""Sections that plots, plants and parcels share: terms of supply, surroundings, files, contact, what staff see."""

from collections.abc import Iterable, Sequence

from domain.audience import Line
from domain.codes import DocumentKind, FacilityKind, SupplyMode
from domain.columns import ColumnType
from domain.entities import entity
from reports.listing_parts import Block, Cell, File, Files, Head, Note, Pairs, Row, Rows, Section, Table
from reports.listing_reading import Origin, Reading, joint_origin, origin_of, row_of
from reports.listing_records import Record
from wording import Word, pages
from wording.codes import code_word
from wording.columns import unit_word
from wording.numbers import NO_DATA, Quantity, distance, file_size, number
from wording.values import clauses, dotted


def noted_origin(origin: Origin, language: str) -> str:
    """Source and date as one line under a table."""
    return dotted((origin.source or pages.NO_SOURCE(language), origin.as_of))


def sourced_parcel(parcel: Record, language: str) -> Record:
    """A parcel that is mere context to its reader says that its source is not public, not that it has none."""
    reading = Reading("parcels", parcel, language)
    if reading.knows_any(Line.LISTING) or reading.knows_any(Line.STAFF):
        return parcel
    return {**parcel, "source": pages.SOURCE_NOT_PUBLIC(language)}


def terms_table(records: Sequence[tuple[str, Record]], language: str) -> Table | None:
    """Supply terms as a table: mode, years, price, conditions. `records` are (name of the row's unit, row)."""
    lines = [
        _term(name, term, language)
        for name, record in records
        for term in record.get("supply_terms") or []
        if isinstance(term, dict)
    ]
    if not lines:
        return None
    is_named = any(name for name, _ in records)
    heads = (
        *([Head(pages.HEAD_UNIT(language))] if is_named else []),
        Head(pages.HEAD_MODE(language)),
        Head(pages.HEAD_TERM(language)),
        Head(pages.HEAD_PRICE(language), is_number=True),
        Head(pages.HEAD_CONDITIONS(language)),
    )
    origin = joint_origin(origin_of(r, "supply_terms") for _, r in records if r.get("supply_terms"))
    return Table(heads, tuple(tuple(x if is_named else x[1:]) for x in lines), note=noted_origin(origin, language))


def _term(name: str, term: Record, language: str) -> list[Cell]:
    years, price = term.get("years"), term.get("price")
    return [
        Cell(name),
        Cell(code_word(SupplyMode, str(term.get("mode") or ""), language) or NO_DATA(language)),
        Cell(pages.YEARS(language, n=_figure(years)) if years is not None else ""),
        Cell(_figure(price), unit_word(term.get("unit"), language)) if price is not None else Cell(),
        Cell(str(term.get("note") or "")),
    ]


def _figure(value: object) -> str:
    """A number as numbers read; anything else (基准地价的一定比例) as it was typed."""
    return number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def nearby_section(facilities: Sequence[Record], note: Word, language: str) -> Section:
    """Straight-line distances to the nearest facility of each kind."""
    title = pages.SECTION_NEARBY(language)
    if not facilities:
        return Section("nearby", title, (Rows((_absent("nearby", title, pages.NO_FACILITIES, language),)),))
    rows = tuple(_facility(f, language) for f in sorted(facilities, key=lambda f: float(f["distance_m"])))
    origin = joint_origin(origin_of(f, "distance_m") for f in facilities)
    text = clauses((note(language), noted_origin(origin, language)), language)
    return Section("nearby", title, (Pairs(rows, text),))


def _facility(facility: Record, language: str) -> Row:
    kind = str(facility.get("facility_kind") or "")
    return Row(
        f"near_{kind}",
        code_word(FacilityKind, kind, language) if kind else str(facility.get("name") or NO_DATA(language)),
        (distance(facility["distance_m"]),),
        note=str(facility.get("name") or "") if kind else "",
    )


def documents_section(documents: Sequence[Record], language: str) -> Section:
    """Photos first; what is missing is said."""
    photos = [d for d in documents if d.get("document_kind") == DocumentKind.PHOTO]
    others = [d for d in documents if d.get("document_kind") != DocumentKind.PHOTO]
    absent = pages.NO_DOCUMENTS if not documents else None if photos else pages.NO_PHOTOS
    files = tuple(_file(d, language) for d in [*photos, *others])
    block = Files(files, absent(language) if absent else "")
    return Section("documents", pages.SECTION_DOCUMENTS(language), (block,))


def _file(document: Record, language: str) -> File:
    kind, size, taken = (document.get(k) for k in ("document_kind", "size_bytes", "taken_on"))
    words = [
        code_word(DocumentKind, str(kind), language) if kind else "",
        file_size(int(size)) if size is not None else "",
        pages.PHOTO_TAKEN(language, day=taken) if kind == DocumentKind.PHOTO and taken else str(taken or ""),
        str(document.get("source") or ""),
    ]
    title = str(document.get("title") or NO_DATA(language))
    return File(title, dotted(words), str(document.get("sha256") or ""), kind == DocumentKind.PHOTO)


def contact_section(record: Reading, park: Record | None, language: str) -> Section:
    """Who answers: the record's own contact, else the park's."""
    readings = [record] + ([Reading("parks", park, language)] if park else [])
    known = next((r for r in readings if r.has("contact_name") or r.has("contact_phone")), None)
    if known is None:
        rows: tuple[Row, ...] = (_absent("contact_name", record.word("contact_name"), pages.NO_CONTACT, language),)
    else:
        rows = known.rows("contact_name", "contact_phone")
    return Section("contact", pages.SECTION_CONTACT(language), (Rows(rows),))


def _absent(key: str, name: str, reason: Word, language: str) -> Row:
    return Row(key, name, missing=reason(language))


_SHOWN_ELSEWHERE = ("source", "as_of_on", "stage_since_on", "retired_on")


def staff_rows(readings: Iterable[Reading]) -> tuple[Row, ...]:
    """The staff columns of records, from the declarations, as far as any were handed out."""
    rows: list[Row] = []
    for reading in readings:
        if reading.knows_any(Line.STAFF):
            columns = [c for c in entity(reading.entity).columns if c.line is Line.STAFF]
            keys = [c.key for c in columns if c.holds not in (ColumnType.REFERENCE, ColumnType.OBJECT)]
            rows += [reading.row(k) for k in keys if k not in _SHOWN_ELSEWHERE]
    return tuple(rows)


def staff_section(blocks: Sequence[Block], language: str) -> tuple[Section, ...]:
    """What only staff see, if there is any."""
    if not blocks:
        return ()
    note = Note(pages.STAFF_NOTE(language))
    return (Section("staff", pages.SECTION_STAFF(language), (*blocks, note), is_staff=True),)


def text_row(key: str, name: str, text: str, origins: Iterable[Origin], language: str, note: str = "") -> Row:
    """A row with one text."""
    return row_of(key, name, (Quantity(text),) if text else (), origins, language, note)

"""The listing of a selected record, compressed for the panel of the map."""

from dataclasses import replace

from app_pages.parts.html import anchor, h, href_of, joined, tag
from app_pages.parts.sheet import areas_html, chip, quantity, utility_html
from reports.listing_parts import Cell, Head, Listing, Opens, Row, Rows, Section, Table, Utilities
from wording import Language, pages
from wording.numbers import NO_DATA
from wording.values import dotted

#: What the panel shows of the planning indicators, with shorter names where it has no room.
_PLAN = ("floor_area_ratio", "site_coverage_ratio", "green_ratio", "height_limit_m", "frontage", "control_values")
_BUILDING = ("built_year", "eaves_height_m", "fire_resistance", "transformer_kva", "structure", "floor_count")
_LAND = ("land_use", "stage", "stage_since_on", "measured_area_m2", "plot", "retired_on")
_SUPPLY = ("price_10k_yuan_per_mu", "deliverable_on", "blocking_reason")


def nth_html(kind: str, nth: int, total: int, language: str = Language.ZH) -> str:
    """第 n / N 宗."""
    word = pages.NTH_PLANT if kind == "plant" else pages.NTH_PARCEL
    return tag("span", h(word(language, n=nth, total=total)), "nth")


def selected_html(listing: Listing, language: str = Language.ZH) -> str:
    """The panel's sheet of a plot, plant or parcel."""
    parts = [
        _head(listing, language),
        tag("div", h(listing.notice), "part notice") if listing.notice else "",
        _part(pages.SECTION_PLAN_SHORT(language), listing, _PLAN, language) if listing.section("plan") else "",
        _part(pages.SECTION_BUILDING(language), listing, _BUILDING, language) if listing.kind == "plant" else "",
        _part(pages.SECTION_LAND(language), listing, _LAND, language) if listing.kind == "parcel" else "",
        *(_lines(section, language) for key in ("notice",) if (section := listing.section(key))),
        *(_spaces(section, language) for key in ("units", "plant") if (section := listing.section(key))),
        *(_utilities(section, language) for key in ("utilities",) if (section := listing.section(key))),
        *(_terms(section, listing, language) for key in ("supply",) if (section := listing.section(key))),
        *(_lines(section, language) for key in ("contact", "staff") if (section := listing.section(key))),
    ]
    return tag("div", joined(parts), "selected")


def foot_html(listing: Listing, language: str = Language.ZH) -> str:
    """The one deed of the panel: open the whole listing. A parcel of a plot opens that; others have no page."""
    opens = Opens(listing.kind, listing.code) if listing.kind != "parcel" else _plot_of(listing)
    return anchor(href_of(opens), pages.OPEN_LISTING(language), "act") if opens else ""


def _plot_of(listing: Listing) -> Opens | None:
    row = listing.row("plot")
    return row.opens if row else None


def _head(listing: Listing, language: str) -> str:
    title = tag("h2", h(listing.name or listing.code) if listing.kind == "parcel" else _linked_code(listing))
    code = tag("div", h(listing.code), "source") if listing.kind == "parcel" and listing.name else ""
    named = tag("div", h(listing.name), "named") if listing.kind != "parcel" and listing.name else ""
    chips = joined(chip(code_, word) for code_, word in listing.chips)
    place = tag("div", h(listing.place), "place")
    return tag("div", title + chips + named + code + place + areas_html(listing, language), "part head")


def _linked_code(listing: Listing) -> str:
    """The code leads to the whole listing; a panel that scrolls also needs something to come to by keyboard."""
    return anchor(href_of(Opens(listing.kind, listing.code)), listing.code, "code")


def _part(title: str, listing: Listing, keys: tuple[str, ...], language: str) -> str:
    rows = [row for key in keys if (row := listing.row(key))]
    pairs = joined(_pair(row, language) for row in rows)
    sources = dict.fromkeys(dotted((row.source, row.as_of)) for row in rows if row.is_known)
    return tag("div", tag("h3", h(title)) + tag("div", pairs, "pairs") + _source(list(sources)), "part")


def _source(sources: list[str]) -> str:
    """One line where all values share their source; the listing has the source of each."""
    return tag("div", h(sources[0]), "source") if len(sources) == 1 else ""


def _pair(row: Row, language: str) -> str:
    if not row.is_known:
        value = f'<span class="missing" title="{h(row.missing)}">{h(NO_DATA(language))}</span>'
    else:
        value = tag("span", joined(tag("span", quantity(q), "value") for q in row.values[:2]))
    wide = " wide-pair" if len(row.values) > 1 or row.key == "frontage" else ""
    return tag("div", tag("span", h(row.name)) + value, f"pair{wide}")


def _lines(section: Section, language: str) -> str:
    rows = [row for block in section.blocks if isinstance(block, Rows) for row in block.rows if row.is_known]
    lines = joined(tag("div", tag("span", h(r.name)) + tag("span", _values(r)), "line") for r in rows)
    tables = joined(_table(block, language) for block in section.blocks if isinstance(block, Table))
    return tag("div", tag("h3", h(section.title)) + lines + tables, "part") if lines or tables else ""


def _values(row: Row) -> str:
    note = tag("span", h(row.note), "aside") if row.note else ""
    return joined(tag("span", quantity(q), "value") for q in row.values) + note


def _spaces(section: Section, language: str) -> str:
    tables = joined(_table(block, language) for block in section.blocks if isinstance(block, Table))
    return tag("div", tag("h3", h(section.title)) + tables, "part") if tables else ""


def _table(table: Table, language: str) -> str:
    """Each line of a table as two lines of text: what it is with its area and state, then its other figures."""
    return joined(_space(line, table, language) for line in table.lines)


def _space(line: tuple[Cell, ...], table: Table, language: str) -> str:
    cells = [(head, c) for head, c in zip(table.heads, line, strict=True) if c.text and c.text != "—" and not c.chip]
    first_figure = next((i for i, (head, _) in enumerate(cells) if head.is_number), len(cells))
    name = dotted(c.text for _, c in cells[:first_figure])
    area = joined(quantity_of(head, c) for head, c in cells[first_figure : first_figure + 1])
    state = joined(chip(c.chip, c.text) for c in line if c.chip)
    more = dotted(f"{head.word} {c.text} {c.unit or head.unit}".strip() for head, c in cells[first_figure + 1 :])
    first = tag("div", tag("span", h(name)) + tag("span", area + state), "between")
    return tag("div", first + (tag("div", h(more), "source") if more else ""), "space")


def quantity_of(head: Head, cell: Cell) -> str:
    """A cell's figure with the unit of its column."""
    return tag("span", h(cell.text) + tag("span", h(cell.unit or head.unit), "unit"), "value")


def _utilities(section: Section, language: str) -> str:
    blocks = [block for block in section.blocks if isinstance(block, Utilities)]
    supplies = joined(utility_html(replace(u, of_park=""), language) for block in blocks for u in block.supplies)
    return tag("div", tag("h3", h(pages.SECTION_UTILITIES_SHORT(language))) + supplies, "part")


def _terms(section: Section, listing: Listing, language: str) -> str:
    rows = [row for key in _SUPPLY if (row := listing.row(key))]
    pairs = joined(tag("div", _pair(row, language), "pairs one") for row in rows)
    tables = joined(_table(block, language) for block in section.blocks if isinstance(block, Table))
    return tag("div", tag("h3", h(section.title)) + tables + pairs, "part")

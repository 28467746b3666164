"""A listing as the HTML of a document: head, sections with a column of titles, every value with source and date."""

from base64 import b64encode

from app_pages.parts.html import anchor, h, href_of, joined, tag
from reports.listing_parts import (
    Block,
    Cell,
    File,
    Files,
    Head,
    Listing,
    Note,
    Pairs,
    Row,
    Rows,
    Section,
    Table,
    Utilities,
    Utility,
)
from wording import Language, pages
from wording.numbers import NO_DATA, Quantity
from wording.values import dotted


def head_html(listing: Listing, language: str = Language.ZH) -> str:
    """Breadcrumb, name, status, area and what was verified."""
    crumbs = f"{anchor('/', pages.MAP(language))} / {h(pages.LISTING(language))}"
    title = joined([h(listing.code), tag("span", h(listing.name), "named") if listing.name else ""])
    parts = [
        tag("div", crumbs, "crumbs noprint"),
        tag("h1", title),
        chips_html(listing),
        areas_html(listing, language),
        tag("p", h(listing.summary), "lead") if listing.summary else "",
        tag("p", h(listing.notice), "notice") if listing.notice else "",
        tag("div", joined(_fact(*fact) for fact in listing.facts), "meta"),
    ]
    return tag("div", joined(parts), "doc doc-head")


def body_html(listing: Listing, foot: tuple[str, ...] = (), language: str = Language.ZH) -> str:
    """All sections, then the line at the document's foot."""
    sections = joined(_section(s, language) for s in listing.sections)
    last = tag("div", joined(tag("span", h(text)) for text in foot), "foot") if foot else ""
    return tag("div", sections + last, "doc")


def map_html(svg: str, alt: str, caption: str) -> str:
    """The site map with its caption. It comes as a picture in the page: Streamlit takes drawings out of HTML."""
    data = b64encode(svg.encode()).decode()
    picture = f'<img src="data:image/svg+xml;base64,{data}" alt="{h(alt)}">' if svg else ""
    return tag("figure", picture + tag("figcaption", h(caption), "caption"), "doc-map")


def nothing_html(sentence: str, language: str = Language.ZH) -> str:
    """Why there is nothing to read, and the way back."""
    crumbs = f"{anchor('/', pages.MAP(language))} / {h(pages.LISTING(language))}"
    return tag("div", tag("div", crumbs, "crumbs") + tag("p", h(sentence), "lead") + _back(language), "doc")


def chips_html(listing: Listing) -> str:
    """Status words in their colours."""
    return tag("div", joined(chip(code, word) for code, word in listing.chips), "chips") if listing.chips else ""


def chip(code: str, word: str) -> str:
    """One status word."""
    return tag("span", h(word), f"chip chip-{code}")


def areas_html(listing: Listing, language: str) -> str:
    """The first figure large, the others beside it."""
    if not listing.areas:
        return tag("div", h(NO_DATA(language)), "big missing") + tag("div", h(listing.area_note), "source")
    first, *others = listing.areas
    also = joined(tag("span", quantity(q), "also") for q in others)
    return tag("div", quantity(first) + also, "big") + tag("div", h(listing.area_note), "source")


def quantity(value: Quantity) -> str:
    """A figure with its unit small and grey."""
    return h(value.text) + (tag("span", h(value.unit), "unit") if value.unit else "")


def origin(source: str, as_of: str) -> str:
    """Source and date as one line."""
    return h(dotted((source, as_of)))


def _back(language: str) -> str:
    return tag("p", anchor("/", pages.BACK_TO_MAP(language)))


def _fact(name: str, value: str) -> str:
    return tag("div", f"{tag('span', h(name))} {h(value)}")


def _section(section: Section, language: str) -> str:
    blocks = joined(tag("div", _titled(b) + _block(b, language), "block") for b in section.blocks)
    kind = (
        f' class="staff" data-section="{h(section.key)}"' if section.is_staff else f' data-section="{h(section.key)}"'
    )
    return f"<section{kind}>{tag('h2', h(section.title))}{tag('div', blocks)}</section>"


def _titled(block: Block) -> str:
    title = getattr(block, "title", "")
    return tag("h3", h(title)) if title else ""


def _block(block: Block, language: str) -> str:
    match block:
        case Rows():
            return tag("dl", joined(_row(r, language) for r in block.rows), "facts")
        case Table():
            return _table(block, language)
        case Utilities():
            supplies = joined(utility_html(u, language) for u in block.supplies)
            return supplies + tag("div", h(block.note), "source")
        case Pairs():
            return tag("div", joined(_pair(r) for r in block.rows), "near") + tag("div", h(block.note), "source")
        case Files():
            return _files(block)
        case Note():
            return tag("div", h(block.text), "source")


def _row(row: Row, language: str) -> str:
    if not row.is_known:
        value = tag("dd", h(NO_DATA(language)), "missing")
        return tag("div", tag("dt", h(row.name)) + value + tag("dd", h(row.missing), "source"))
    texts = joined(tag("span", quantity(q), "value") for q in row.values)
    if row.opens:
        texts = f'<a href="{h(href_of(row.opens))}" target="_self">{texts}</a>'
    note = tag("span", h(row.note), "aside") if row.note else ""
    return tag(
        "div", tag("dt", h(row.name)) + tag("dd", texts + note) + tag("dd", origin(row.source, row.as_of), "source")
    )


def _pair(row: Row) -> str:
    name = h(row.name) + (tag("small", h(row.note), "aside") if row.note else "")
    return tag("div", tag("span", name) + tag("span", joined(quantity(q) for q in row.values)))


# --- tables


def _table(table: Table, language: str) -> str:
    heads = tag("tr", joined(_head(head) for head in table.heads))
    lines = joined(_line(line, table.heads, language) for line in table.lines)
    total = f"<tfoot>{_total(table.total, table.heads)}</tfoot>" if table.total else ""
    note = tag("div", h(table.note), "source") if table.note else ""
    inside = f'<table class="plain"><thead>{heads}</thead><tbody>{lines}</tbody>{total}</table>'
    return tag("div", inside, "wide") + note


def _head(head: Head) -> str:
    unit = tag("span", h(head.unit), "unit") if head.unit else ""
    return f'<th scope="col"{_number(head)}>{h(head.word)}{unit}</th>'


def _line(cells: tuple[Cell, ...], heads: tuple[Head, ...], language: str) -> str:
    return tag("tr", joined(_cell(cell, head, language) for cell, head in zip(cells, heads, strict=True)))


def _cell(cell: Cell, head: Head, language: str) -> str:
    """On a narrow window a line becomes a card, and `data-head` names its values there."""
    named = f' data-head="{h(f"{head.word} {head.unit}".strip())}"'
    if not cell.text:
        return f"<td{_number(head, 'missing')}{named}>{h(NO_DATA(language))}</td>"
    text = chip(cell.chip, cell.text) if cell.chip else h(cell.text)
    if cell.opens:
        text = anchor(href_of(cell.opens), cell.text)
    unit = tag("span", h(cell.unit), "unit") if cell.unit else ""
    return f"<td{_number(head)}{named}><span>{text}{unit}</span></td>"


def _total(cells: tuple[Cell, ...], heads: tuple[Head, ...]) -> str:
    filled = (*cells, *(Cell() for _ in range(len(heads) - len(cells))))
    return tag("tr", joined(f"<td{_number(head)}>{h(c.text)}</td>" for c, head in zip(filled, heads, strict=True)))


def _number(head: Head, more: str = "") -> str:
    classes = " ".join(c for c in ("num" if head.is_number else "", more) if c)
    return f' class="{classes}"' if classes else ""


# --- utilities and files


def utility_html(utility: Utility, language: str = Language.ZH) -> str:
    """One utility: what is left, a bar of what is promised, how it is reached, what it costs."""
    return tag("div", tag("span", h(utility.name)) + tag("div", _supply(utility, language)), "supply")


def _supply(utility: Utility, language: str) -> str:
    prices = joined(_said(price.text, origin(price.source, price.as_of)) for price in utility.prices)
    if utility.available is None:
        return f"{tag('span', h(NO_DATA(language)), 'missing')} {tag('span', h(utility.missing), 'source')}{prices}"
    available = pages.PARK_AVAILABLE if utility.is_of_park else pages.AVAILABLE
    figure = f"{h(available(language))} <b>{h(utility.available.text)}</b>"
    figure += tag("span", h(utility.available.unit), "unit")
    sums = tag("span", h(dotted((utility.total, utility.promised, utility.of_park))), "sums")
    own = _said(utility.conditions, origin(utility.source, utility.as_of))
    return tag("div", tag("span", figure) + sums, "between") + _gauge(utility.promised_share) + own + prices


def _said(text: str, source: str) -> str:
    return tag("div", tag("span", h(text), "said") + tag("span", source, "source"), "between")


def _gauge(share: float | None) -> str:
    return f'<div class="gauge"><i style="width:{share * 100:.1f}%"></i></div>' if share is not None else ""


def _files(block: Files) -> str:
    absent = tag("div", h(block.absent), "missing") if block.absent else ""
    return tag("div", joined(_file(f) for f in block.files) + absent, "files")


def _file(file: File) -> str:
    line = tag("small", h(file.line), "source")
    if not file.sha256:
        return tag("div", h(file.title) + line)
    address = f"/documents/{h(file.sha256)}"
    photo = f'<img src="{address}" alt="{h(file.title)}" loading="lazy">' if file.is_photo else ""
    return tag("div", f'{photo}<a href="{address}" target="_blank" rel="noopener">{h(file.title)}</a>{line}')

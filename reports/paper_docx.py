"""A paper set as DOCX. Tables are written as XML in one piece: cell by cell python-docx takes minutes for a batch."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from reports.paper import Block, Facts, Head, Heading, PageBreak, Paper, Picture, Signatures, Table, Text
from reports.paper_pdf import png_of

FACE = "Microsoft YaHei"
INK, MUTE, TEAL, HAIR = "1F2A33", "5B6770", "0B6E75", "D9DFE1"
#: Width between the margins in twentieths of a point, and of the three columns of named values.
TEXT_WIDTH = 9411
FACT_WIDTHS = (1950, 4461, 3000)
_EMU_PER_MM = 36_000
_TABLE_NS = nsdecls("w")


def docx_of(paper: Paper) -> bytes:
    """The paper as DOCX bytes."""
    document = _blank(paper)
    body = document.element.body
    end = body[-1]  # the section's own settings stay last
    for element in _elements(document, paper):
        end.addprevious(element)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _blank(paper: Paper) -> Docx:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    normal = document.styles["Normal"].element
    normal.get_or_add_rPr().append(
        parse_xml(f'<w:rFonts {_TABLE_NS} w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}"/>')
    )
    normal.get_or_add_rPr().append(parse_xml(f'<w:lang {_TABLE_NS} w:val="zh-CN" w:eastAsia="zh-CN"/>'))
    document.core_properties.title = _clean(paper.title)
    document.core_properties.author = ""
    section.header.paragraphs[0]._p.append(_run(paper.running, 15, MUTE))
    foot = section.footer.paragraphs[0]._p
    foot.append(_run(paper.foot + "　", 15, MUTE))
    if paper.is_numbered:
        foot.append(_field("PAGE"))
    return document


def _elements(document: Docx, paper: Paper) -> Iterable[Any]:
    if paper.title:
        yield from _headed(paper.title, paper.subtitle)
    for block in paper.blocks:
        yield from _block(document, block)


def _block(document: Docx, block: Block) -> Iterable[Any]:
    match block:
        case Heading(text, 1):
            yield from _headed(text, "")
        case Heading(text):
            yield _paragraph(text, 23, INK, is_bold=True, above=240)
        case Text(text, "lead"):
            yield _paragraph(text, 25, TEAL, is_bold=True, above=120, below=160)
        case Text(text, kind):
            yield _paragraph(text, 16 if kind == "note" else 19, MUTE if kind == "note" else INK)
        case Facts():
            yield from _facts(block)
        case Table():
            yield from _table(block)
        case Picture():
            yield _picture(document, block)
            yield _paragraph(block.caption, 15, MUTE, below=160)
        case Signatures(lines):
            yield from _signatures(lines)
        case PageBreak():
            yield parse_xml(f'<w:p {_TABLE_NS}><w:r><w:br w:type="page"/></w:r></w:p>')


def _headed(title: str, subtitle: str) -> Iterable[Any]:
    yield _paragraph(title, 38, INK, is_bold=True, below=40, is_title=True)
    yield _paragraph(subtitle, 20, MUTE, below=120, is_ruled=True)


def _facts(block: Facts) -> Iterable[Any]:
    if block.title:
        yield _paragraph(block.title, 21, INK, is_bold=True, above=200)
    rows = [
        _row([
            _cell(_text(r.name, 19, MUTE), FACT_WIDTHS[0]),
            _cell(_text(r.value, 19, MUTE if r.is_missing else INK) + _text(_gap(r.unit), 16, MUTE), FACT_WIDTHS[1]),
            _cell(_text(r.note, 16, MUTE), FACT_WIDTHS[2], is_right=True),
        ])
        for r in block.rows
    ]  # fmt: skip
    yield _grid(FACT_WIDTHS, rows)


def _table(block: Table) -> Iterable[Any]:
    if block.title:
        yield _paragraph(block.title, 21, INK, is_bold=True, above=200)
    whole = sum(h.share for h in block.heads)
    widths = [round(TEXT_WIDTH * h.share / whole) for h in block.heads]
    rows = [_line(block.heads, widths, [(h.word, _gap(h.unit)) for h in block.heads], MUTE, is_head=True)]
    rows += [_line(block.heads, widths, [(c, "") for c in row], INK) for row in block.rows]
    if block.total:
        rows.append(_line(block.heads, widths, [(c, "") for c in block.total], INK, is_bold=True))
    yield _grid(widths, rows)


def _line(
    heads: Sequence[Head],
    widths: Sequence[int],
    cells: Sequence[tuple[str, str]],
    colour: str,
    *,
    is_head: bool = False,
    is_bold: bool = False,
) -> str:
    parts = [
        _cell(_text(text, 17, colour, is_bold=is_bold) + _text(unit, 14, MUTE), width, is_right=head.is_number)
        for head, width, (text, unit) in zip(heads, widths, cells, strict=True)
    ]
    return _row(parts, is_head=is_head)


def _signatures(lines: Sequence[str]) -> Iterable[Any]:
    yield _paragraph("", 19, INK, above=300)
    width = TEXT_WIDTH // len(lines)
    blank = "<w:p/><w:p/>"
    cells = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{_text(x, 19, MUTE)}</w:p>{blank}</w:tc>'
        for x in lines
    ]
    yield _grid([width] * len(lines), [_row(cells)])


def _grid(widths: Sequence[int], rows: Sequence[str]) -> Any:
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{HAIR}"'
    return parse_xml(
        f'<w:tbl {_TABLE_NS}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/>'
        '<w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(runs: str, width: int, *, is_right: bool = False) -> str:
    side = '<w:jc w:val="right"/>' if is_right else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="50" w:after="50"/>{side}</w:pPr>{runs}</w:p></w:tc>'
    )


def _text(text: str, half_points: int, colour: str, *, is_bold: bool = False) -> str:
    bold = "<w:b/>" if is_bold else ""
    return (
        f'<w:r><w:rPr>{bold}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_clean(text))}</w:t></w:r>'
    )


def _run(text: str, half_points: int, colour: str) -> Any:
    return parse_xml(_text(text, half_points, colour).replace("<w:r>", f"<w:r {_TABLE_NS}>", 1))


def _paragraph(
    text: str,
    half_points: int,
    colour: str,
    *,
    is_bold: bool = False,
    above: int = 0,
    below: int = 80,
    is_title: bool = False,
    is_ruled: bool = False,
) -> Any:
    keep = "<w:keepNext/>" if is_bold else ""
    style = '<w:outlineLvl w:val="0"/>' if is_title else ""
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="4" w:color="{INK}"/></w:pBdr>' if is_ruled else ""
    return parse_xml(
        f'<w:p {_TABLE_NS}><w:pPr>{keep}{rule}<w:spacing w:before="{above}" w:after="{below}"/>{style}</w:pPr>'
        f"{_text(text, half_points, colour, is_bold=is_bold)}</w:p>"
    )


def _field(name: str) -> Any:
    return parse_xml(
        f'<w:fldSimple {_TABLE_NS} w:instr="{name}"><w:r><w:rPr><w:sz w:val="15"/></w:rPr></w:r></w:fldSimple>'
    )


def _picture(document: Docx, block: Picture) -> Any:
    """The drawing as vectors, with a picture in dots behind it for readers that know none."""
    png = png_of(block.svg, block.width_mm, block.height_mm)
    run = document.add_paragraph().add_run()
    shape = run.add_picture(BytesIO(png), width=round(block.width_mm * _EMU_PER_MM))
    package = document.part.package
    count = sum(1 for p in package.iter_parts() if str(p.partname).endswith(".svg")) + 1
    part = Part(PackURI(f"/word/media/drawing{count}.svg"), "image/svg+xml", block.svg.encode(), package)
    vectors = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    [blip] = shape._inline.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    blip.append(parse_xml(
        f'<a:extLst {nsdecls("a")} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        f'r:embed="{vectors}"/></a:ext></a:extLst>'
    ))  # fmt: skip
    shape._inline.docPr.set("descr", _clean(block.alt))
    element = run._r.getparent()
    element.getparent().remove(element)
    return element


def _gap(unit: str) -> str:
    return f" {unit}" if unit else ""


def _clean(text: str) -> str:
    """Without characters that XML cannot carry."""
    return "".join(c for c in text if c >= " " or c in "\t\n")

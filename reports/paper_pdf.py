"""A paper set as PDF by typst: fonts embedded and subset, nothing fetched."""

import json
import threading
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from reports.paper import Block, Paper

HERE = Path(__file__).parent
TEMPLATE = HERE / "paper.typ"
FONTS = HERE / "fonts"
_one_at_a_time = threading.Lock()


def pdf_of(paper: Paper) -> bytes:
    """The paper as PDF bytes. Raises FileNotFoundError where the fonts were not set up (`make`)."""
    return _compiled(_inputs(paper), "pdf")


def png_of(svg: str, width_mm: float, height_mm: float) -> bytes:
    """A drawing in dots, 200 to the inch, for readers that know no vectors."""
    page = {"svg": svg, "width_mm": width_mm, "height_mm": height_mm}
    return _compiled({"picture": json.dumps(page)}, "png", HERE / "picture.typ")


def _compiled(inputs: dict[str, str], kind: Literal["pdf", "png"], template: Path = TEMPLATE) -> bytes:
    with _one_at_a_time:  # the compiler keeps the inputs of its last run
        made = _compiler(template).compile(sys_inputs=inputs, format=kind, ppi=200)
    if not isinstance(made, bytes):  # several pages where one was meant
        raise TypeError(f"{template.name} made {type(made).__name__}")
    return made


@cache
def _compiler(template: Path) -> typst.Compiler:
    """One compiler for the process: with it a page takes a quarter of the time."""
    if not any(FONTS.glob("*.ttf")):
        raise FileNotFoundError(FONTS)
    fonts = typst.Fonts(font_paths=[str(FONTS)], include_system_fonts=False)
    return typst.Compiler(str(template), font_paths=fonts)


def _inputs(paper: Paper) -> dict[str, str]:
    plain = {**asdict(paper), "blocks": [_plain(b) for b in paper.blocks]}
    return {"paper": json.dumps(plain, ensure_ascii=False)}


def _plain(block: Block) -> dict[str, Any]:
    return {**asdict(block), "is": type(block).__name__}

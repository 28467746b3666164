"""The schemes of `data/policy/schemes/`, one TOML file each. What is wrong with one is refused with its line."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

from domain.errors import SchemeInvalid, UnknownScheme
from domain.scheme import Scheme
from domain.scheme_reading import Path as KeyPath
from domain.scheme_reading import scheme_from

SCHEMES = Path(__file__).resolve().parent.parent / "data" / "policy" / "schemes"

_TABLE = re.compile(r"^\s*\[\s*([\w.\-]+)\s*\]")
_ROW = re.compile(r"^\s*\[\[\s*([\w.\-]+)\s*\]\]")
_KEY = re.compile(r"^\s*([\w\-]+)\s*=")
_WHERE = re.compile(r"at line (\d+)")


def scheme_ids(folder: Path = SCHEMES) -> list[str]:
    """The ids of all schemes, sorted."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def read_scheme(name: str, folder: Path = SCHEMES) -> Scheme:
    """The scheme of that id, or in that file where the name is the path of one.

    Raises UnknownScheme with the ids that exist, SchemeInvalid with the line.
    """
    return scheme_of(scheme_text(name, folder), Path(name).name if name.endswith(".toml") else f"{name}.toml")


def scheme_text(name: str, folder: Path = SCHEMES) -> str:
    """The file of a scheme as it stands. Raises UnknownScheme, SchemeInvalid where it is no text."""
    known = scheme_ids(folder)
    path = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    if not path.is_file() or not (name.endswith(".toml") or name in known):
        raise UnknownScheme(scheme=name, schemes=known)
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise SchemeInvalid(file=path.name, line=None, key="", reason="not_toml") from fault


def scheme_of(text: str, file: str) -> Scheme:
    """The scheme in the text of a TOML file. Raises SchemeInvalid with the line."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        found = _WHERE.search(str(fault))
        line = int(found.group(1)) if found else len(text.splitlines())
        raise SchemeInvalid(file=file, line=line, key="", reason="not_toml") from fault
    lines = key_lines(text)
    return scheme_from(content, file, lambda path: _line(lines, path))


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of each table and key; what stands inside a value has the line of its key."""
    lines: dict[KeyPath, int] = {}
    counts: dict[str, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.splitlines(), 1):
        if row := _ROW.match(line):
            name = row.group(1)
            counts[name] = counts.get(name, -1) + 1
            table = (name, counts[name])
        elif plain := _TABLE.match(line):
            table = tuple(plain.group(1).split("."))
        elif key := _KEY.match(line):
            lines.setdefault((*table, key.group(1)), number)
            continue
        else:
            continue
        lines.setdefault(table, number)
        lines.setdefault(table[:1], number)
    return lines


def _line(lines: dict[KeyPath, int], path: KeyPath) -> int | None:
    """The line of a path, else of the nearest table around it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None

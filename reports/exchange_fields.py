"""What a column is called in a file: its heading, or where ten bytes must do, a name that still says the same."""

from collections.abc import Iterator, Sequence

from domain.columns import Column, ColumnType
from intake.mapping import PARK, mapped, synonyms
from reports.exchange_source import Extract

#: A shapefile's limits.
NAME_BYTES, TEXT_BYTES = 10, 254
#: The character in place of one that the chosen encoding does not know.
UNKNOWN_CHARACTER = "〓"


def field_names(extract: Extract, *, encoding: str = "", is_short: bool = False) -> dict[str, str]:
    """{column: field name}; short ones fit a shapefile in this encoding and are all different."""
    if not is_short:
        return {c.key: extract.heading(c) for c in extract.columns}
    names: dict[str, str] = {}
    for column in extract.columns:
        taken = {name.lower() for name in names.values()}
        names[column.key] = next(n for n in _short_names(extract, column, encoding) if n.lower() not in taken)
    return names


def _short_names(extract: Extract, column: Column, encoding: str) -> Iterator[str]:
    """Names of ten bytes, the best first: a word that says the column when it is read again, else a cut key."""
    word = PARK if column.key == "park_id" else column.key
    known: Sequence[str] = synonyms().get(extract.entity.key, {}).get(word, ())
    plain = extract.heading(column).split("（")[0]
    suffixes = ("m2", "_m2", "㎡") if column.unit == "㎡" else ("万元", "_万元") if column.unit == "万元" else ("",)
    for name in (plain, *known, column.key):
        for suffix in suffixes:
            short = (name.upper() if name.isascii() else name) + suffix
            if " " not in short and _fits(short, encoding) and _says(short, extract, word):
                yield short
    cut = column.key[:NAME_BYTES]
    yield cut
    for number in range(1, 100):
        yield f"{cut[: NAME_BYTES - 2]}{number:02}"


def _fits(name: str, encoding: str) -> bool:
    try:
        return len(name.encode(encoding)) <= NAME_BYTES
    except UnicodeEncodeError:
        return False


def _says(name: str, extract: Extract, key: str) -> bool:
    """Whether an import would read this name as this very column."""
    return [f.key for f in mapped([name], extract.entity).fields] == [key]


def mapping_toml(names: dict[str, str]) -> str:
    """{field name: column} as an import's `--mapping` reads it."""
    lines = [f'"{name}" = "{PARK if key == "park_id" else key}"' for key, name in names.items()]
    return "\n".join(lines) + "\n"


def fitted_texts(values: list[str | None], encoding: str, limit: int | None) -> tuple[list[str | None], int]:
    """Texts that the encoding can write and that fit so many bytes, and how many had to give."""
    fitted = [None if v is None else _fitted(v, encoding, limit) for v in values]
    return fitted, sum(a != b for a, b in zip(values, fitted, strict=True))


def _fitted(text: str, encoding: str, limit: int | None) -> str:
    kept = "".join(c if _can_write(c, encoding) else UNKNOWN_CHARACTER for c in text)
    if limit is None:
        return kept
    return kept.encode(encoding)[:limit].decode(encoding, "ignore")


def _can_write(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_text(column: Column) -> bool:
    """Whether the column's cells are text."""
    return column.holds not in (ColumnType.NUMBER, ColumnType.INTEGER)

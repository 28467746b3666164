"""The legend as plain data: what the map's own control and a printed sheet show."""

from collections.abc import Mapping, Sequence

from wording.styles import LEGEND_ORDER, swatch_uri


def legend(
    title: str,
    words: Mapping[str, str],
    counts: Mapping[str, int],
    *,
    codes: Sequence[str] = (*LEGEND_ORDER, "vacant"),
) -> dict[str, object]:
    """Rows of code, word, count and swatch, in the order of the legend.

    Args:
        title: 图例与图层.
        words: word of each colour code and of `vacant`.
        counts: parcels of each colour code, plants for `vacant`; a code without any is left out.
        codes: the codes that this audience may see.
    """
    rows = [
        {"code": code, "word": words[code], "count": f"{counts[code]:,}", "swatch": swatch_uri(code)}
        for code in (*LEGEND_ORDER, "vacant")
        if code in codes and counts.get(code)
    ]
    return {"title": title, "rows": rows}

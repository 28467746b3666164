"""A panel as the CSV that `cli.py score` reads: figures as they were typed, missing ones empty."""

import csv
import io
from collections.abc import Sequence

from analytics.firm_years import FIGURES, FirmYear, panel_row
from domain.indicators import LAND_FIGURES
from reports.scores import plain

COLUMNS = ("firm_id", "firm_name", "pool", "industry", *LAND_FIGURES, *FIGURES, "is_vetoed", "is_protected")


def panel_csv(firms: Sequence[FirmYear]) -> bytes:
    """UTF-8 with LF, one row a firm by id."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    for firm in sorted(firms, key=lambda f: f.firm_id):
        row = {**panel_row(firm), "industry": firm.industry}
        writer.writerow([_cell(row[key]) for key in COLUMNS])
    return page.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return plain(value) if isinstance(value, str) else str(value)

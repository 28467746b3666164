"""Readers of formats that GDAL does not read as offices write them; each runs in the worker and fills a `Content`.

A new one is a file beside these and a row in `READERS`.
"""

from collections.abc import Callable
from pathlib import Path

from intake.content import Content, Request
from intake.readers.csv_table import read_csv
from intake.readers.kml import read_kml
from intake.readers.surveyors import read_surveyors
from intake.readers.workbook import read_workbook

READERS: dict[str, Callable[[Path, Request, Content], None]] = {
    "txt": read_surveyors,
    "kml": read_kml,
    "csv": read_csv,
    "xlsx": read_workbook,
    "xls": read_workbook,
}

"""Every store that must keep the promises. A further store joins by one line here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from register.geopackage import GeoPackageRegister
from register.store import Register

MAKERS: dict[str, Callable[[Path], Register]] = {
    "geopackage": lambda folder: GeoPackageRegister.create(folder / "record.gpkg"),
}


@pytest.fixture(params=MAKERS)
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    store = MAKERS[request.param](tmp_path)
    yield store
    store.close()

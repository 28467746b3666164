"""Filter, first page and all facets: `python -m bench lists RECORD.gpkg`."""

from pathlib import Path

from bench.measure import load, medians, memory
from domain.audience import EVERYBODY, Audience, Role, audience_of
from domain.criteria import Criteria
from register.geopackage import GeoPackageRegister
from register.snapshot import Snapshot

PEOPLE = {
    "visitor": EVERYBODY,
    "officer of two parks": audience_of({Role.OFFICER}, ("P1", "P2")),
    "reviewer": audience_of({Role.REVIEWER}),
}
#: Filters that differ each time, as a cache would otherwise answer.
FILTERS = [
    {"stage": [stage], "area_mu": [area]}
    for stage in ("raw", "cleared", "supplied", "building", "producing")
    for area in ("-10", "10-20", "20-50")
] + [{"park": ["P1"]}, {"land_use": ["100102"], "park": ["P2", "P3"]}, {"colour": ["offered"]}, {}]
REPEATS = 3


def main(record: str) -> None:
    """Each audience with the same filters, interleaved."""
    path = Path(record)
    snapshot = Snapshot(GeoPackageRegister(path), path)
    snapshot.refresh()
    snapshot.stop_background()
    print(f"{load()}; {memory()}")
    for name, audience in PEOPLE.items():
        print(f"{name:22}", medians([lambda c=c, a=audience: _ask(snapshot, a, c) for c in _criteria()]))
    everything = Criteria("parcel")
    reader = snapshot.reader(PEOPLE["reviewer"])
    searches = [Criteria.of("parcel", {}, word) for word in ("公司77", "号0000123", "工业大道55")]
    print(f"{'reviewer, page only':22}", medians([lambda c=c: reader.page(c) for c in _criteria()]))
    print(f"{'reviewer, facets only':22}", medians([lambda c=c: reader.facets(c) for c in _criteria()]))
    print(f"{'search, page':22}", medians([lambda c=c: reader.page(c) for c in searches * REPEATS]))
    print(f"{'page 1000 by area':22}", medians([lambda: reader.page(everything, "-area", 1000)] * REPEATS))
    print(f"{'place in the list':22}", medians([lambda: reader.position_of(everything, "-area", "x")] * REPEATS))
    snapshot.close()


def _criteria() -> list[Criteria]:
    return [Criteria.of("parcel", chosen) for _ in range(REPEATS) for chosen in FILTERS]


def _ask(snapshot: Snapshot, audience: Audience, criteria: Criteria) -> None:
    """What a page does on each rerun."""
    snapshot.refresh()
    reader = snapshot.reader(audience)
    reader.page(criteria)
    reader.facets(criteria)

"""Make the sample inventory anew: `python -m data.parcels.make_sample` writes `data/parcels/sample.gpkg`.

Everything comes from one seed, so two runs give the same rows.
"""

import shutil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from data.parcels.estate import Estate
from data.parcels.plans import PLANS
from data.parcels.rows import Rows
from data.parcels.sample_findings import add_findings
from data.parcels.sample_firms import add_firms
from data.parcels.sample_ground import add_ground, add_parks
from data.parcels.sample_land import add_parcels
from data.parcels.sample_parcels import cut_parcels, register_areas
from data.parcels.sample_plants import add_plants
from data.parcels.sample_plots import add_plots
from data.parcels.sample_projects import add_projects
from data.parcels.sample_sketches import add_sketches
from data.parcels.sample_streets import lay_out
from data.parcels.sample_utilities import add_utilities
from data.parcels.sample_watch import add_watch
from data.parcels.table import strata
from domain.audit import Trace
from domain.entities import ALL
from register.geopackage import GeoPackageRegister

SEED = 20251120
META = {
    "is_sample": "1",
    "today_on": "2025-11-20",
    "public_site": "1",
    # The published fact is a total over several firms; the sample's single areas are its own.
    "vacant_plant_note": "公开数字：贝卡尔特等企业闲置厂房合计 11.8 万㎡；本示例中的单个面积均为示例拆分。",
}


def make_estate(seed: int = SEED) -> Estate:
    """The whole sample in memory."""
    grounds, lots = {}, {}
    for plan in PLANS:
        cells, rng = strata(plan.park), Random(f"{seed}-{plan.prefix}")
        ground = lay_out(plan, sum(c.mu for c in cells.values()) * 2000 / 3)
        grounds[plan.park], lots[plan.park] = ground, cut_parcels(ground, cells, rng)
        register_areas(lots[plan.park], rng)
    rows, rng = Rows(), Random(seed)
    estate = Estate(rows, rng, grounds, add_parks(rows, list(grounds.values())), lots)
    add_parcels(estate)
    add_plants(estate)
    plots = add_plots(estate)
    add_utilities(estate, plots)
    add_firms(estate)
    add_findings(estate)
    add_watch(estate)
    add_projects(estate)
    add_ground(rows, list(grounds.values()), rng)
    estate.files = add_sketches(estate)
    return estate


def write_sample(path: Path, estate: Estate) -> None:
    """Write the sample as a record of its own, in one transaction, and lay it at `path` as one whole file.

    The documents' bytes go into the folder beside it, each named by its SHA-256.
    """
    with TemporaryDirectory() as folder:
        register = GeoPackageRegister.create(Path(folder) / "sample.gpkg", META)
        with register.transaction(Trace("sample", "make_sample", origin="data.parcels.make_sample")) as writer:
            ids: dict[str, list[int]] = {}
            for entity in ALL:
                given = ids.setdefault(entity.key, [])
                for row in estate.rows.referred(entity.key, ids):
                    if entity.key == "documents":
                        row["record_id"] = ids[row["entity"]][row["record_id"] - 1]
                    given.append(writer.insert(entity.key, row))
        path.unlink(missing_ok=True)
        register.copy_to(path)
        register.close()
    folder_of_files = path.with_suffix(".files")
    shutil.rmtree(folder_of_files, ignore_errors=True)
    folder_of_files.mkdir()
    for name, content in estate.files.items():
        (folder_of_files / name).write_bytes(content)


if __name__ == "__main__":
    write_sample(Path(__file__).with_name("sample.gpkg"), make_estate())

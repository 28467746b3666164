"""The sample's records: valid codes, fictional names, honest gaps, reservations, and the same rows in every run."""

from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from data.parcels.make_sample import make_estate
from data.parcels.names import check_character
from domain.entities import ALL
from tests.sample.conftest import SAMPLE, Sample

TODAY = "2025-11-20"


def test_the_check_character_of_gb_32100_on_published_codes() -> None:
    assert check_character("91350100M000100Y4") == "3"
    assert check_character("91512081MA62K0260") == "E"


def test_every_credit_code_is_valid_and_no_two_firms_share_one(sample: Sample) -> None:
    codes = [e["credit_code"] for e in sample.rows("enterprises") if e["credit_code"]]
    assert all(len(c) == 18 and check_character(c[:17]) == c[17] for c in codes)
    assert len(set(codes)) == len(codes)


def test_parcel_codes_have_nineteen_characters_from_500111_and_are_unique(sample: Sample) -> None:
    codes = [p["parcel_code"] for p in sample.rows("parcels")]
    settled = [p["parcel_code"] for p in sample.rows("parcels") if not p["is_code_provisional"]]
    assert all(len(c) == 19 and c.startswith("500111") and c[12:14] == "GB" for c in settled)
    assert (len(settled), len(set(codes))) == (220, 223)


def test_real_estate_units_have_twenty_eight_characters_and_begin_with_their_parcel(sample: Sample) -> None:
    for parcel in sample.rows("parcels"):
        code = parcel["real_estate_unit_code"]
        assert code is None or (len(code) == 28 and code.startswith(parcel["parcel_code"]))


def test_plot_codes_carry_the_park_and_the_number_on_the_map(sample: Sample) -> None:
    parcels = {p["id"]: p for p in sample.rows("parcels")}
    for plot in sample.rows("plots"):
        numbers = {
            parcels[r["parcel_id"]]["short_number"] for r in sample.rows("plot_parcels") if r["plot_id"] == plot["id"]
        }
        prefix, number = plot["plot_code"].split("-")
        assert prefix in ("SQ", "YT", "HG")
        assert number in numbers


def test_eighteen_parcels_make_the_offered_and_cleared_plots_and_some_plots_list_two(sample: Sample) -> None:
    sizes = Counter(Counter(r["plot_id"] for r in sample.rows("plot_parcels")).values())
    assert sizes[2] >= 2
    assert len(sample.offered_parcel_ids()) == 19  # 18 cleared, one with buildings
    assert Counter(p["marketing"] for p in sample.rows("plots"))["reserved"] == 9


def test_every_reservation_says_for_whom_and_until_when_and_one_ends_within_a_week(sample: Sample) -> None:
    reserved = [p for p in sample.rows("plots") if p["marketing"] == "reserved"]
    assert all(p["reserved_for"] and p["reserved_until_on"] >= TODAY for p in reserved)
    soonest = min(date.fromisoformat(p["reserved_until_on"]) for p in reserved)
    assert (soonest - date.fromisoformat(TODAY)).days <= 7


def test_only_one_real_firm_is_named_and_its_plant_is_labelled_as_an_invented_split(sample: Sample) -> None:
    named = [p for p in sample.rows("plants") if "贝卡尔特" in (p["name"] or "")]
    assert [p["name"] for p in named] == ["原贝卡尔特厂房（示例拆分）"]
    floors = [f for f in sample.rows("floors") if f["plant_id"] == named[0]["id"]]
    units = [u for u in sample.rows("units") if u["floor_id"] in {f["id"] for f in floors}]
    assert len(units) == 4
    assert all("示例" in r["source"] for r in (*named, *floors, *units))


def test_every_firm_holder_occupier_and_reserver_is_marked_as_an_example(sample: Sample) -> None:
    for entity, key in (
        ("enterprises", "name"),
        ("parcels", "right_holder"),
        ("parcels", "occupier"),
        ("plots", "reserved_for"),
        ("units", "reserved_for"),
        ("reservations", "reserved_for"),
        ("idle_findings", "right_holder"),
        ("plants", "right_holder"),
    ):
        for row in sample.rows(entity):
            assert row[key] is None or row[key].endswith("（示例）"), (entity, row[key])


def test_recognised_findings_have_document_number_and_day_and_suspected_ones_have_not(sample: Sample) -> None:
    states = Counter(f["state"] for f in sample.rows("idle_findings"))
    assert (states["recognised"], states["suspected"], states["closed"]) == (20, 3, 1)
    for finding in sample.rows("idle_findings"):
        is_found = bool(finding["recognition_document"] and finding["recognised_on"])
        assert is_found == (finding["state"] != "suspected")
        assert finding["published_on"] is None or finding["published_on"] >= finding["recognised_on"]
    published = [f for f in sample.rows("idle_findings") if f["published_on"] and f["state"] == "recognised"]
    assert any(f["withdrawn_on"] for f in published)
    assert any(not f["withdrawn_on"] for f in published)
    assert len(published) < 20


def test_underused_findings_name_their_measure_and_threshold(sample: Sample) -> None:
    states = Counter(f["state"] for f in sample.rows("underused_findings"))
    assert (states["confirmed"], states["closed"]) == (29, 1)
    assert states["flagged"] >= 5
    assert all(f["measure"] and f["threshold"] and f["threshold_source"] for f in sample.rows("underused_findings"))


def test_a_plant_is_partly_vacant_and_some_units_are_let_only_together(sample: Sample) -> None:
    occupancy: dict[int, set[str]] = {}
    groups: Counter[str] = Counter()
    for unit in sample.rows("units"):
        occupancy.setdefault(sample.plant_of(unit)["id"], set()).add(unit["occupancy"])
        groups[unit["let_group"] or ""] += 1
    assert {"in_use", "vacant"} in occupancy.values()
    assert groups["辅房"] == 2


def test_occupations_know_right_holders_tenants_and_a_sub_tenant(sample: Sample) -> None:
    roles = Counter(o["role"] for o in sample.rows("occupations"))
    assert roles["right_holder"] == 118
    assert roles["tenant"] == 4
    assert roles["sub_tenant"] >= 1


MUST_SAY_WHY = {
    "parcels": ("registered_area_m2",),
    "plots": ("price_10k_yuan_per_mu",),
    "plants": ("eaves_height_m", "fire_resistance"),
    "floors": ("load_kg_per_m2", "crane_capacity_t", "goods_lift_t", "fire_hazard"),
    "utility_supplies": ("capacity",),
    "projects": ("annual_output_10k_yuan",),
    "enterprise_years": ("emission_t", "rnd_10k_yuan"),
}


@pytest.mark.parametrize("entity", MUST_SAY_WHY)
def test_a_missing_value_is_empty_and_says_why(sample: Sample, entity: str) -> None:
    for key in MUST_SAY_WHY[entity]:
        without = [r for r in sample.rows(entity) if r[key] is None]
        assert without, f"{entity}.{key} has no gap to show"
        assert all("missing" in r["provenance"].get(key, {}) for r in without), key


#: What people bring forth at work: imports, rankings and what firms object to. The sample has none of it yet.
FROM_WORK = {"import_batches", "heading_mappings", "rankings", "ranking_grades", "objections"}


def test_every_entity_but_those_from_work_has_three_records_or_is_the_district(sample: Sample) -> None:
    few = {e.key for e in ALL if len(sample.rows(e.key)) < 3}
    assert few <= {"districts", "closed_years"} | FROM_WORK


def test_the_files_of_documents_lie_beside_the_sample_under_their_hash(sample: Sample) -> None:
    folder = SAMPLE.with_suffix(".files")
    names = {d["sha256"] for d in sample.rows("documents")}
    assert names == {p.name for p in folder.iterdir()}
    assert all(sha256((folder / n).read_bytes()).hexdigest() == n for n in names)
    for document in sample.rows("documents"):
        assert sample.by_id(document["entity"], document["record_id"])


def test_a_second_run_of_the_script_gives_the_committed_rows(sample: Sample) -> None:
    made = make_estate().rows.by_entity
    for entity in ALL:
        told = [_told(r) for r in made[entity.key]]
        kept = [{k: r[k] for k in row} for r, row in zip(sample.rows(entity.key), told, strict=True)]
        assert kept == told, entity.key


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """What a row says, without the references that a store numbers anew and without empty cells."""
    return {k: v for k, v in row.items() if not k.endswith("_id") and v not in (None, {}, [])}


def test_the_sample_is_small_enough_to_commit() -> None:
    assert Path(SAMPLE).stat().st_size < 5_000_000

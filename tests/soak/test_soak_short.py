"""The long runs of `make soak`, a few seconds of each."""

from pathlib import Path

from bench.soak_fuzz import mutated_files
from bench.soak_kills import killed_imports, killed_writers
from bench.soak_load import contended_parcel, mixed_work, restored_backups
from bench.soak_saves import broken_trails, killed_officers, saving_officers


def test_a_killed_writer_loses_nothing_it_acknowledged_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    outcome = killed_writers(tmp_path, kills=8)
    assert outcome.faults == []
    assert outcome.figures["acknowledged commits"] > 0


def test_many_hands_on_one_parcel_lose_no_count(tmp_path: Path) -> None:
    outcome = contended_parcel(tmp_path, processes=8, times=5)
    assert (outcome.faults, outcome.figures["written"]) == ([], 40)


def test_what_is_acknowledged_while_others_read_and_back_up_is_stored(tmp_path: Path) -> None:
    outcome = mixed_work(tmp_path, seconds=3)
    assert outcome.faults == []
    assert all(outcome.figures[what] > 0 for what in ("commits", "GDAL reads", "backups"))


def test_a_killed_import_is_whole_or_not_there_and_its_repeat_adds_nothing_twice(tmp_path: Path) -> None:
    assert killed_imports(tmp_path, kills=2, rows=300).faults == []


def test_a_backup_made_under_load_restores_to_one_moment_of_the_record(tmp_path: Path) -> None:
    outcome = restored_backups(tmp_path, seconds=2)
    assert outcome.faults == []
    assert outcome.figures["backups restored"] > 0


def test_twenty_officers_saving_at_once_lose_no_save_and_leave_the_whole_trail(tmp_path: Path) -> None:
    outcome = saving_officers(tmp_path, officers=20, saves=100, parcels=10)
    assert outcome.faults == []
    assert outcome.figures["saves"] == 100


def test_every_harm_to_the_trail_is_found(tmp_path: Path) -> None:
    outcome = broken_trails(tmp_path, trials=40)
    assert (outcome.faults, outcome.figures["found"]) == ([], 40)


def test_every_mutated_file_is_read_or_refused_in_words(tmp_path: Path) -> None:
    outcome = mutated_files(tmp_path, seconds=20)
    assert outcome.faults == []
    assert outcome.figures["files"] > 0


def test_an_officer_cut_off_amid_his_work_loses_no_save_and_leaves_none_half(tmp_path: Path) -> None:
    outcome = killed_officers(tmp_path, kills=10)
    assert outcome.faults == []
    assert outcome.figures["acknowledged saves"] > 0

"""The cache of tiles: bounded in bytes, and one tile is made once however many ask for it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from register.tile_cache import TileCache


def test_tiles_are_kept_up_to_a_budget_of_bytes_and_the_least_used_goes_first() -> None:
    cache, made = TileCache(budget_bytes=4_500), []

    def ask(name: str) -> bytes:
        return cache.get((name,), lambda: made.append(name) or b"x" * 1_000)  # type: ignore[func-returns-value]

    for name in ("a", "b", "c"):  # 1,500 bytes each with its place
        ask(name)
    ask("a")
    ask("d")  # b was not asked for the longest time
    assert made == ["a", "b", "c", "d"]
    for name in ("a", "c", "d", "b"):
        ask(name)
    assert made == ["a", "b", "c", "d", "b"]


def test_a_tile_larger_than_the_budget_is_handed_out_and_not_kept() -> None:
    cache = TileCache(budget_bytes=1_000)
    assert cache.get(("large",), lambda: b"x" * 2_000) == b"x" * 2_000
    assert cache.get(("large",), lambda: b"again") == b"again"


def test_eight_who_ask_for_the_same_tile_have_it_made_once() -> None:
    cache, made, asked = TileCache(), [], threading.Barrier(8)

    def make() -> bytes:
        made.append(1)
        threading.Event().wait(0.05)
        return b"tile"

    def ask(_: int) -> bytes:
        asked.wait()
        return cache.get(("same",), make)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [b"tile"] * 8
    assert len(made) == 1


def test_a_tile_that_could_not_be_made_is_tried_again() -> None:
    cache = TileCache()

    def fails() -> bytes:
        raise OSError("no disk")

    with pytest.raises(OSError, match="no disk"):
        cache.get(("a",), fails)
    assert cache.get(("a",), lambda: b"tile") == b"tile"

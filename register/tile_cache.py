"""The bytes of tiles lately made."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

#: Bytes of all tiles together, and what a tile's place in the cache weighs beside its bytes.
_BUDGET_BYTES = 100_000_000
_PLACE_BYTES = 500

Key = tuple[Any, ...]


class TileEdition(NamedTuple):
    """What the tiles are drawn from. Until they are final, tiles of one revision may yet be drawn better."""

    revision: int
    bands_count: int  # how often prepared shapes came in
    is_final: bool


class TileCache:
    """The bytes of tiles lately made, least used out first. Who asks for a tile in the making waits for it."""

    def __init__(self, budget_bytes: int = _BUDGET_BYTES) -> None:
        self._budget_bytes, self._held_bytes = budget_bytes, 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._making: dict[Key, _Turn] = {}

    def get(self, key: Key, make: Callable[[], bytes]) -> bytes:
        """The bytes of this key, made if need be, by one thread at a time."""
        found = self._look_up(key)
        if found is not None:
            return found
        with self._turn(key):
            found = self._look_up(key)
            if found is None:
                found = make()
                self._keep(key, found)
            return found

    def _look_up(self, key: Key) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    @contextmanager
    def _turn(self, key: Key) -> Iterator[None]:
        """One thread after the other makes a key; if one fails, the next one tries."""
        with self._lock:
            turn = self._making.setdefault(key, _Turn())
            turn.waiting_count += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._lock:
                turn.waiting_count -= 1
                if not turn.waiting_count:
                    del self._making[key]

    def _keep(self, key: Key, made: bytes) -> None:
        with self._lock:
            self._kept[key] = made
            self._held_bytes += len(made) + _PLACE_BYTES
            while self._held_bytes > self._budget_bytes:
                _, dropped = self._kept.popitem(last=False)
                self._held_bytes -= len(dropped) + _PLACE_BYTES


class _Turn:
    """Threads that want the same tile."""

    def __init__(self) -> None:
        self.lock, self.waiting_count = threading.Lock(), 0

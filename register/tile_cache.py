"""The bytes of tiles lately made."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

_TILES_KEPT = 2_000


class TileCache:
    """The bytes of tiles lately made, least used out first."""

    def __init__(self, most: int = _TILES_KEPT) -> None:
        self._most, self._lock = most, threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()

    def get(self, key: tuple[Any, ...], make: Callable[[], bytes]) -> bytes:
        """The bytes of this key, made if need be."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

"""How much one person may send in an hour: uploads lie in the memory of the server until their page is closed."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

WINDOW_S = 3600.0
LIMIT_BYTES = 1024**3


@dataclass
class UploadQuota:
    """Bytes announced by each person within the last hour."""

    limit_bytes: int = LIMIT_BYTES
    clock: Callable[[], float] = monotonic
    _sent: dict[str, deque[tuple[float, int]]] = field(default_factory=dict)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def admits(self, name: str, size_bytes: int) -> bool:
        """Count an upload if it fits."""
        now = self.clock()
        with self._counting:
            sent = self._sent.setdefault(name, deque())
            while sent and now - sent[0][0] >= WINDOW_S:
                sent.popleft()
            if sum(size for _, size in sent) + size_bytes > self.limit_bytes:
                return False
            sent.append((now, size_bytes))
            return True

"""Measuring: wall time and the process's own CPU time, so that a busy machine can be told from slow code."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def timed(deed: Callable[[], Any]) -> tuple[float, float]:
    """(wall, CPU) milliseconds of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    deed()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def medians(deeds: list[Callable[[], Any]]) -> str:
    """Median and 95th percentile of the wall, median of the CPU time, in milliseconds."""
    walls, cpus = zip(*(timed(deed) for deed in deeds), strict=True)
    p95 = sorted(walls)[min(len(walls) - 1, int(len(walls) * 0.95))]
    return f"wall p50 {statistics.median(walls):7.1f}  p95 {p95:7.1f}  CPU p50 {statistics.median(cpus):7.1f} ms"


def memory() -> str:
    """Resident memory of this process now and at its peak, in MB."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    now, peak = (int(fields[key].split()[0]) // 1024 for key in ("VmRSS", "VmHWM"))
    return f"resident {now} MB, peak {peak} MB"


def load() -> str:
    """How busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"

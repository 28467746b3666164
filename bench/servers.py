"""Servers under measurement: started, awaited until they answer and until they have nothing left to do."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
ANSWERS_WITHIN_S = 60.0
QUIET_CPU_S, QUIET_FOR_S = 0.1, 2.0


@dataclass
class Server:
    """A running server. `started_at` is the instant (Unix seconds) just before its process began."""

    url: str
    started_at: float
    process: "subprocess.Popen[bytes]"

    def cpu_s(self) -> float:
        """CPU time of the process so far, its children that ended included."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")

    def await_quiet(self, within_s: float = 120) -> None:
        """Wait until background work (shapes for each zoom) is over."""
        deadline, before = time.monotonic() + within_s, self.cpu_s()
        while time.monotonic() < deadline:
            time.sleep(QUIET_FOR_S)
            now = self.cpu_s()
            if now - before < QUIET_CPU_S:
                return
            before = now


@contextlib.contextmanager
def serving(command: list[str], port: int, health: str) -> Iterator[Server]:
    """`python COMMAND` on a port until the block ends; given over as soon as `health` answers."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MUTU_")} | {"PYTHONPATH": str(ROOT)}
    started_at = time.time()
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server = Server(f"http://localhost:{port}", started_at, process)
    try:
        _await_answer(server, health)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_answer(server: Server, health: str) -> None:
    deadline = time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"{server.url} ended with {server.process.returncode}")
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(server.url + health).status_code == 200:
                return
        time.sleep(0.05)
    raise TimeoutError(server.url)

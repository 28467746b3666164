"""Whole pages in Chromium, from the first request to the drawn map, and from a click to the new numbers.

    python -m bench pages [ROUNDS] [FOLDER]

The product as an operator starts it, over records of 1,000, 10,000 and 100,000 parcels, beside an empty map and beside
plain `folium.GeoJson`, all of them one after another in each round; then the first page of a new process on the
sample, and a filter. The browser's cache is empty at each visit, as its context is new.
"""

import shutil
import statistics
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from bench import grid, make_million
from bench.measure import load
from bench.servers import ROOT, Server, serving
from register.geopackage import GeoPackageRegister
from register.snapshot import Snapshot
from tests.browser.harness.serving import chromium, free_port

SIZES = (1_000, 10_000, 100_000)
INLINE_SIZES = (1_000, 10_000)
WINDOW = {"width": 1366, "height": 768}
DRAWN_WITHIN_MS = 120_000
CLICKS = 10
SAMPLE = ROOT / "data" / "parcels" / "sample.gpkg"

#: Clicks the nth chip and tells how many milliseconds later the numbers of the result bar are others.
CLICK_CHIP = """(nth) => new Promise((resolve, reject) => {
  const chips = document.querySelectorAll("[class*=st-key-facet_] button");
  const numbers = () => document.querySelector(".st-key-resultbar [data-testid=stMarkdown]")?.textContent;
  const before = numbers(), begun = performance.now();
  const look = () => {
    const now = numbers();
    if (now && now !== before) resolve({ ms: performance.now() - begun, before, now });
    else if (performance.now() - begun > 10000) reject(new Error(`still ${now}`));
    else requestAnimationFrame(look);
  };
  chips[nth].click();
  look();
})"""


def main(rounds: str = "3", folder: str = "") -> None:
    """Print one line for each page with the median of all rounds."""
    print(f"{load()}; {rounds} rounds")
    with ExitStack() as stack:
        place = Path(folder or stack.enter_context(tempfile.TemporaryDirectory()))
        browser = stack.enter_context(chromium())
        _pages(browser, place, int(rounds))
        _first_pages(browser, place, int(rounds))
        _filters(browser, place)
    print(load())


def _pages(browser: Browser, folder: Path, rounds: int) -> None:
    with ExitStack() as stack:
        addresses = {f"{n:,} parcels": _product(stack, _record(folder, n)).url for n in SIZES}
        plain = stack.enter_context(_plain()).url
        addresses["empty map"] = f"{plain}/?parcels=0"
        addresses |= {f"{n:,} as folium.GeoJson": f"{plain}/?parcels={n}" for n in INLINE_SIZES}
        first = {name: _visit(browser, url) for name, url in addresses.items()}
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in addresses}
        for _ in range(rounds):
            for name, url in addresses.items():
                found[name].append(_visit(browser, url))
    empty = _median_s(found["empty map"])
    for name, visits in found.items():
        last, median = visits[-1], _median_s(visits)
        times = ", ".join(f"{v['ms'] / 1000:.2f}" for v in visits)
        print(
            f"{name:25} {median:6.2f} s ({median - empty:+.2f}; {times}; first {first[name]['ms'] / 1000:.2f})"
            f"  {last['bytes'] / 1e6:.2f} MB over {last['requests']} requests, {last['tiles']} tiles,"
            f" {last['parcels']:,} parcels at zoom {last['zoom']}, {last['pixels']:,} px"
        )


def _record(folder: Path, count: int) -> Path:
    """A record of the invented town with its shapes prepared for each zoom, made once."""
    path = folder / f"town-{count}.gpkg"
    if not path.exists():
        make_million.write(grid.parcels(count), path, count)
        snapshot = Snapshot(GeoPackageRegister(path), path)
        snapshot.refresh()
        snapshot.wait_for_bands()
        snapshot.close()
    return path


def _product(stack: ExitStack, record: Path) -> Server:
    server = stack.enter_context(_serve(record))
    server.await_quiet()
    return server


def _serve(record: Path) -> Any:
    port = free_port()
    return serving(["cli.py", "serve", "--port", str(port), "--record", str(record)], port, "/livez")


def _plain() -> Any:
    port = free_port()
    command = ["-m", "streamlit", "run", "bench/plain_maps/app.py", "--server.port", str(port)]
    return serving(command, port, "/_stcore/health")


def _visit(browser: Browser, url: str) -> dict[str, Any]:
    """One visit with an empty cache: `ms` from the navigation to the drawn map, and what crossed the wire."""
    context = browser.new_context(viewport=WINDOW, locale="zh-CN")
    page = context.new_page()
    asked, frames = list[str](), list[int]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(len(frame))))
    drawn = _drawn(page, url)
    tile_count, byte_count = sum("/tiles/" in u for u in asked), _bytes(page) + sum(frames)
    drawn |= {"requests": len(asked), "tiles": tile_count, "bytes": byte_count}
    context.close()
    return drawn


def _drawn(page: Page, url: str) -> dict[str, Any]:
    page.add_init_script(path=ROOT / "bench" / "drawn.js")
    page.goto(url, wait_until="commit")
    found: dict[str, Any] = page.wait_for_function("() => window.mutuDrawn", timeout=DRAWN_WITHIN_MS).json_value()
    if "parcels=" not in url and not found["pixels"]:
        raise AssertionError(f"{url}: no coloured pixel in any tile")
    return found


def _bytes(page: Page) -> int:
    """Bytes of all responses as the browser counts them; what comes by socket is no response."""
    sizes = "() => performance.getEntriesByType('resource').reduce((n, e) => n + e.transferSize, 0)"
    return sum(int(frame.evaluate(sizes)) for frame in page.frames)


def _median_s(visits: Iterable[dict[str, Any]]) -> float:
    return statistics.median(v["ms"] for v in visits) / 1000


def _sample(folder: Path) -> Path:
    """A fresh copy of the sample: nothing prepared by an earlier run lies beside it."""
    place = Path(tempfile.mkdtemp(dir=folder))
    shutil.copytree(SAMPLE.with_suffix(".files"), place / "sample.files")
    return Path(shutil.copy(SAMPLE, place / "sample.gpkg"))


def _first_pages(browser: Browser, folder: Path, rounds: int) -> None:
    """From the start of the process to the drawn map."""
    whole, answering = [], []
    for _ in range(rounds):
        with _serve(_sample(folder)) as server:
            context = browser.new_context(viewport=WINDOW, locale="zh-CN")
            drawn = _drawn(context.new_page(), server.url)
            context.close()
            whole.append(drawn["at"] / 1000 - server.started_at)
            answering.append(whole[-1] - drawn["ms"] / 1000)
    times = ", ".join(f"{s:.2f}" for s in whole)
    print(f"sample, process start to drawn map {statistics.median(whole):.2f} s ({times};"
          f" of it until the page is asked for {statistics.median(answering):.2f})")  # fmt: skip


def _filters(browser: Browser, folder: Path) -> None:
    """From a click on a filter to the new numbers, each chip on and off again."""
    with _serve(_sample(folder)) as server:
        for query in ("", "?kind=parcel"):
            context = browser.new_context(viewport=WINDOW, locale="zh-CN")
            page = context.new_page()
            _drawn(page, f"{server.url}/{query}")
            page.evaluate(CLICK_CHIP, 0)
            page.wait_for_timeout(1500)
            times = []
            for _ in range(CLICKS):
                times.append(page.evaluate(CLICK_CHIP, 0)["ms"])
                page.wait_for_timeout(1500)
            context.close()
            said = ", ".join(f"{ms:.0f}" for ms in sorted(times))
            print(f"filter {query or 'plots':14} {statistics.median(times):.0f} ms to the new numbers ({said})")

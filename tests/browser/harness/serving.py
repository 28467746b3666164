"""Starts the harness on a free port and opens pages in Debian's Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
SHOTS = ROOT / "tests" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def harness_server() -> Iterator[str]:
    """Address of a running harness; it is stopped afterwards."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "tests/browser/harness/app.py",
        "--server.port",
        str(port),
    ]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


def map_frame(page: Page) -> Frame:
    """The map's frame, once its parcels are all drawn."""
    page.wait_for_selector("iframe")
    for _ in range(100):
        frame = next((f for f in page.frames if "streamlit_folium" in f.url), None)
        if frame and frame.evaluate("() => !!(window.map && map.parcels)"):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the map did not come up")
    settle(page, frame)
    return frame


def settle(page: Page, frame: Frame) -> None:
    """Waits until no parcel tile is on its way and the overlay has been drawn."""
    still = "() => !map._animatingZoom && Object.values(map.parcels._tiles).every(t => t.el.dataset.state)"
    frame.wait_for_function(still, timeout=20_000)
    page.wait_for_timeout(400)


def point_of(page: Page, frame: Frame, lat: float, lon: float) -> tuple[float, float]:
    """Where a place lies in the window."""
    x, y = frame.evaluate(
        "([lat, lon]) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }", [lat, lon]
    )
    box = page.locator("iframe").first.bounding_box()
    assert box
    return box["x"] + x, box["y"] + y


def colour_at(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """The colour that stands on the screen."""
    import io

    from PIL import Image

    shot = page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    r, g, b = Image.open(io.BytesIO(shot)).convert("RGB").getpixel((0, 0))
    return r, g, b

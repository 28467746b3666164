"""The map's scripts as one file: a frame fetches its scripts one after another, and each one is a round trip."""

from functools import cache
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "app_pages" / "static"
#: In the order in which they need one another.
PARTS = (
    "vendor/leaflet/leaflet.js",
    "vendor/pbf/pbf.js",
    "vector-tiles.js",
    "map-overlay.js",
    "parcel-tiles.js",
    "ground-tiles.js",
    "map-controls.js",
)


@cache
def map_script() -> bytes:
    """All parts one after another, as they stood when the process first asked."""
    return b"\n;\n".join((STATIC / part).read_bytes() for part in PARTS)


@cache
def map_script_url() -> str:
    """Its address, which changes with its text, so that a browser may keep it for good."""
    return f"/map.js?v={sha256(map_script()).hexdigest()[:16]}"

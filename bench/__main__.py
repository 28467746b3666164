"""`python -m bench NAME [ARGUMENTS]`: one benchmark; each prints the figures that docs/benchmarks.md keeps."""

import importlib
import sys

NAMES = ("startup", "lists", "tiles", "pages", "scoring")

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"python -m bench {{{'|'.join(NAMES)}}} RECORD.gpkg   (python -m bench.make_million makes one)")
    importlib.import_module(f"bench.{sys.argv[1]}").main(*sys.argv[2:])

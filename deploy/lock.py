"""Write requirements.txt and requirements-dev.txt: every package that a clean environment gets, pinned."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def locked(requirements: Path) -> str:
    """Install `requirements` into a fresh environment and return its `pip freeze`."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = str(Path(folder) / "bin" / "pip")
        subprocess.run([pip, "install", "-q", "-r", str(requirements)], check=True)
        frozen = subprocess.run([pip, "freeze"], check=True, capture_output=True, text=True).stdout
    return f"# Made by deploy/lock.py from {requirements.name}; do not edit.\n{frozen}"


def main() -> None:
    for name in ("requirements", "requirements-dev"):
        (ROOT / f"{name}.txt").write_text(locked(ROOT / f"{name}.in"), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Copy the front-end files that the pages use from node_modules into app_pages/static/vendor."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "app_pages" / "static" / "vendor"

# package → the files that a page loads (paths inside the package)
FILES = {
    "leaflet": ["dist/leaflet.js", "dist/leaflet.css", "dist/images"],
    "jquery": ["dist/jquery.min.js"],
    "pbf": ["dist/pbf.js"],
    "leaflet-measure": ["dist/leaflet-measure.cn.js", "dist/leaflet-measure.css", "dist/assets"],
}


def main() -> None:
    """Lay the vendor folder anew, so that it holds exactly the files listed above."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, files in FILES.items():
        for name in files:
            source = ROOT / "node_modules" / package / name
            target = VENDOR / package / Path(name).name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copyfile(source, target)
    print(f"front-end assets: {sum(1 for p in VENDOR.rglob('*') if p.is_file())} files")


if __name__ == "__main__":
    main()

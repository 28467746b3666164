"""Copy what pages load and papers are set in out of node_modules: app_pages/static/vendor and reports/fonts."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "app_pages" / "static" / "vendor"
FONTS = ROOT / "reports" / "fonts"

# package → the files that a page loads (paths inside the package)
FILES = {
    "leaflet": ["dist/leaflet.js", "dist/leaflet.css", "dist/images"],
    "jquery": ["dist/jquery.min.js"],
    "pbf": ["dist/pbf.js"],
    "leaflet-measure": ["dist/leaflet-measure.cn.js", "dist/leaflet-measure.css", "dist/assets"],
}
# The face of every paper (SIL Open Font License; its text lies beside the faces).
FONT_PACKAGE = "@expo-google-fonts/noto-sans-sc"
FACES = ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf", "LICENSE_FONT"]


def main() -> None:
    """Lay both folders anew, so that they hold exactly the files listed above."""
    lay_vendor()
    lay_fonts()


def lay_vendor() -> None:
    """The files that pages load."""
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


def lay_fonts() -> None:
    """The faces that papers are set in."""
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    for face in FACES:
        shutil.copyfile(ROOT / "node_modules" / FONT_PACKAGE / face, FONTS / Path(face).name)
    print(f"faces of papers: {len(FACES) - 1}")


if __name__ == "__main__":
    main()

"""What the worker may not do: take more than its share, reach a network, or open anything but the sniffed format."""

import ctypes
import os
import resource
from pathlib import Path

MEMORY_BYTES = 2 * 1024**3
_MAX_OPEN_FILES = 64
_MAX_WRITTEN_BYTES = 4 * 1024**3
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
#: Where no namespace is permitted, every request of GDAL goes to a port that nobody listens on.
_GDAL_OFFLINE = {
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_DRIVER_PATH": "disable",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "GDAL_ENABLE_WMS_CACHE": "NO",
    "PROJ_NETWORK": "OFF",
}


def limit(seconds: int) -> None:
    """Bound memory, processor time, open files and written bytes; leave no core file."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, _MAX_OPEN_FILES),
        (resource.RLIMIT_FSIZE, _MAX_WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def cut_network() -> bool:
    """Leave the network for good; whether the system permitted it. GDAL is kept offline in either case."""
    os.environ.update(_GDAL_OFFLINE)
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWNET) == 0)


def keep_only_driver(driver: str) -> None:
    """Take every other driver out of the GDAL that is loaded, and keep them out of one that is loaded later.

    Raises RuntimeError where no GDAL is loaded or the driver is not in it.
    """
    others: set[str] = set()
    kept = False
    for gdal in _loaded_gdals():
        for index in reversed(range(gdal.GDALGetDriverCount())):
            handle = gdal.GDALGetDriver(index)
            name = gdal.GDALGetDriverShortName(handle).decode()
            kept |= name == driver
            if name != driver:
                others.add(name)
                gdal.GDALDeregisterDriver(handle)
    if not kept:
        raise RuntimeError(f"GDAL has no driver {driver}")
    os.environ["GDAL_SKIP"] = ",".join(sorted(others))


def _loaded_gdals() -> list[ctypes.CDLL]:
    lines = Path("/proc/self/maps").read_text().splitlines()
    paths = sorted({line.split()[-1] for line in lines if "/libgdal" in line})
    return [_declared(ctypes.CDLL(path)) for path in paths]


def _declared(gdal: ctypes.CDLL) -> ctypes.CDLL:
    gdal.GDALGetDriver.restype = ctypes.c_void_p
    gdal.GDALGetDriverShortName.restype = ctypes.c_char_p
    gdal.GDALGetDriverShortName.argtypes = [ctypes.c_void_p]
    gdal.GDALDeregisterDriver.argtypes = [ctypes.c_void_p]
    return gdal

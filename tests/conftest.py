"""What all tests share: which suites this machine can run, said plainly."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Site, copy_of_sample, serving

collect_ignore_glob = ["browser/harness/*"]  # pages that a test serves, no tests

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
VENDOR = ROOT / "app_pages" / "static" / "vendor"

#: marker → (present here, what is missing)
SUITES = {
    "browser": (bool(CHROMIUM) and VENDOR.exists(), "Chromium (Debian: apt-get install chromium fonts-noto-cjk)"),
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for name, (is_present, missing) in SUITES.items():
        if is_present:
            continue
        for item in items:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"suite `{name}` needs {missing}"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("MUTU_NO_SKIPS") == "1" and skipped and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, (is_present, missing) in SUITES.items():
        if not is_present:
            terminalreporter.write_line(f"SKIPPED SUITE {name}: needs {missing}", yellow=True)
    if os.environ.get("MUTU_NO_SKIPS") == "1" and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("MUTU_NO_SKIPS=1: a skipped test fails the run", red=True)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app on a copy of the sample, one for the whole run: whoever changes the record serves his own."""
    with serving(copy_of_sample(tmp_path_factory.mktemp("site"))) as running:
        yield running

"""Documents are shown in place only where nothing in them can run."""

from pathlib import Path

import pytest

from routes.documents import _answer


@pytest.mark.parametrize(
    ("media_type", "policy", "disposition"),
    [
        ("image/svg+xml", "default-src 'none'; sandbox", "attachment"),
        ("text/html", "default-src 'none'; sandbox", "attachment"),
        ("image/png", "default-src 'none'; sandbox", "inline"),
        ("application/pdf", "default-src 'none'", "inline"),  # Chromium shows no PDF in a sandbox
    ],
)
def test_only_a_pdf_is_outside_the_sandbox(tmp_path: Path, media_type: str, policy: str, disposition: str) -> None:
    answer = _answer(tmp_path / "a", media_type, "a", is_public=False)
    assert answer.headers["content-security-policy"] == policy
    assert answer.headers["content-disposition"].startswith(disposition)
    assert answer.headers["cache-control"].startswith("private")

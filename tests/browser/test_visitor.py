"""A visitor walks the public site: map, figures, finding, reading, on a desk and on a phone."""

import pytest

pytestmark = pytest.mark.browser


def test_the_map_is_drawn(visit):
    page = visit()
    from tests.browser.harness.serving import map_frame

    frame = map_frame(page)


def test_phone(visit):
    from tests.browser.harness.serving import map_frame

    page = visit(size=(390, 844))
    map_frame(page)


@pytest.mark.parametrize("role", ["officer", "analyst"])
def test_staff(visit, role):
    from tests.browser.harness.serving import map_frame

    page = visit(role)
    map_frame(page)

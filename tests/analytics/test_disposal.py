"""The board's sums, by hand: 10,000㎡ are 15亩."""

from decimal import Decimal

from analytics.disposal import CaseFacts, board
from domain.codes import DisposalState as State


def test_mu_by_route_and_state_and_what_is_disposed_of() -> None:
    """20,000㎡ = 30亩 and 10,000㎡ = 15亩 on one route, 6,000㎡ = 9亩 without one."""
    found = board([
        CaseFacts("P1", 20000, "recovery_by_agreement", State.CLOSED, 2025),
        CaseFacts("P2", 10000, "recovery_by_agreement", State.PLANNED, 2025),
        CaseFacts("P5", 6000, None, State.SURVEYED, 2025),
        CaseFacts("P9", 6000, None, State.CLOSED, 2024),
    ], 2025)  # fmt: skip
    assert found.by_route["recovery_by_agreement"].area_mu == 45
    assert found.cells[None, State.SURVEYED].parcels == ("P5",)
    assert (found.disposed.area_mu, found.disposed.parcels) == (30, ("P1",))
    assert found.total.area_mu == 54
    assert found.total.area_mu == sum(c.area_mu for c in found.by_state.values())


def test_parcel_with_two_cases_counts_once_where_it_is_furthest() -> None:
    found = board([CaseFacts("P1", 2000, "a", State.SURVEYED), CaseFacts("P1", 2000, "b", State.REVIEWED)])
    assert (found.total.area_mu, list(found.by_route)) == (3, ["b"])


def test_parcel_without_area_is_counted_as_missing_and_not_as_nothing() -> None:
    found = board([CaseFacts("P4", None, None, State.FILED), CaseFacts("P1", 2000, None, State.FILED)])
    assert (found.total.area_mu, found.total.missing_count, found.total.parcels) == (Decimal(3), 1, ("P4", "P1"))


def test_board_without_cases_is_empty() -> None:
    assert (board([]).total.area_mu, board([]).total.parcels) == (0, ())

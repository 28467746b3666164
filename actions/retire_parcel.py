"""A parcel leaves the record without leaving the trail: it is retired on a document, and can be restored."""

from actions.desk import (
    Desk,
    park_code_of,
    require_basis,
    require_park,
    require_role,
    require_seen,
    stored,
)
from domain.audience import Role
from domain.audit import Basis
from domain.codes import Marketing
from domain.errors import RetireRefused
from register.store import Register, Row

RETIRE, RESTORE = "retire_parcel", "restore_parcel"


def retire_parcel(desk: Desk, record_id: int, seen_version: int, basis: Basis) -> int:
    """Retire a parcel as of the document's day; returns its new version.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, RetireRefused (it is retired already, or a plot on
    offer or reserved holds it), BasisMissing, BasisNotYet.
    """
    return _set(desk, RETIRE, record_id, seen_version, basis, basis.on)


def restore_parcel(desk: Desk, record_id: int, seen_version: int, basis: Basis) -> int:
    """Bring a retired parcel back; returns its new version. Raises what `retire_parcel` raises."""
    return _set(desk, RESTORE, record_id, seen_version, basis, None)


def _set(desk: Desk, deed: str, record_id: int, seen_version: int, basis: Basis, retired_on: str | None) -> int:
    with desk.deed(deed, basis) as (person, writer):
        require_role(person, deed, Role.OFFICER, Role.ADMINISTRATOR)
        row = stored(desk.register, "parcels", record_id)
        require_park(person, park_code_of(desk.register, "parcels", row), deed)
        require_seen("parcels", row, seen_version, {"retired_on": retired_on})
        is_retired = row["retired_on"] is not None
        if is_retired is (deed == RETIRE) or (deed == RETIRE and _is_marketed(desk.register, row)):
            raise RetireRefused(code=row["parcel_code"])
        require_basis(basis, desk.today)
        return writer.update("parcels", record_id, seen_version, {"retired_on": retired_on})


def _is_marketed(register: Register, parcel: Row) -> bool:
    """Whether a plot that is on offer or reserved holds the parcel."""
    plots = [register.get("plots", link["plot_id"]) for link in register.find("plot_parcels", parcel_id=parcel["id"])]
    return any(plot and plot["marketing"] in (Marketing.OFFERED, Marketing.RESERVED) for plot in plots)

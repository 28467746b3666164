"""Open an office's site to visitors, or close it: then whoever has not signed in sees the sign-in page only."""

from domain.audience import Person, Role
from domain.audit import Trace
from domain.errors import NotPermitted
from register.store import Register


def open_site(register: Register, person: Person, trace: Trace, *, is_open: bool) -> None:
    """Say whether visitors may look in. Raises NotPermitted for whoever is no administrator."""
    if Role.ADMINISTRATOR not in person.roles:
        raise NotPermitted(deed=trace.deed)
    with register.transaction(trace) as writer:
        writer.set_meta("public_site", "1" if is_open else "0")

"""What a person says about a file when handing it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.codes import Stage
from intake.content import Request


@dataclass(frozen=True)
class IntakeOptions:
    """Each left empty is read from the file, or asked for by an issue; none is guessed without one.

    `park` is a code or a name; `crs` overrides what the file declares; `as_of_on` is an ISO day.
    `mapping` is what a person said of headings, {heading: column}; an empty column leaves the heading out.
    With `accept_repairs` every proposed repair is made.
    """

    layer: str | None = None
    crs: str | None = None
    park: str | None = None
    stage: Stage | None = None
    source: str | None = None
    as_of_on: str | None = None
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    accept_repairs: bool = False

    def request(self, entity: str = "parcels") -> Request:
        """What of this the worker must know."""
        return Request(self.layer, self.encoding, dict(self.mapping), self.accept_repairs, entity)

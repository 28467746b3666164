"""Who sees what, as data. Everything is refused unless a line here grants it.

Every column, layer, page, route, export and command names its line. A person's roles are a set, not a ladder;
what a person may see is the union of what the roles grant and of what everybody may see.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256


class Role(StrEnum):
    """What a person may be. A visitor is everybody who has not signed in."""

    VISITOR = "visitor"
    INVESTOR = "investor"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class Line(StrEnum):
    """The lines of the table of visibility; each column and each thing to fetch names one."""

    PUBLIC = "public"  # outline, land use, stage, area of a parcel; the word 预留; the district's headline figures
    LISTING = "listing"  # what an offered plot or plant unit is advertised with
    STAFF = "staff"  # right holder, occupier, contract, price paid, encumbrance, underused, suspected, case, enquiry
    IDLE_NOTICE = (
        "idle_notice"  # a recognised idle finding (国土资源部令第53号 第十一条: location, holder, idle period)
    )
    GRADE = "grade"  # grade A–D of a firm
    FIRM = "firm"  # a firm's tax, energy, emission, revenue, staff, R&D, score, rank, reliability
    ACCOUNTS = "accounts"  # users, roles, settings
    TRAIL = "trail"  # who changed what


class Scope(StrEnum):
    """On which rows a line is granted."""

    ALL = "all"
    OWN_PARKS = "own_parks"
    PUBLISHED = "published"  # rows that are offered, or inside their window of publication
    OWN_DEEDS = "own_deeds"


@dataclass(frozen=True)
class Grant:
    """One role may see one line on some rows, for a reason that can be read out."""

    role: Role
    line: Line
    scope: Scope
    reason: str


def _everybody(line: Line, scope: Scope, reason: str) -> list[Grant]:
    return [Grant(Role.VISITOR, line, scope, reason)]


#: A visitor's grants hold for everybody.
GRANTS: tuple[Grant, ...] = (
    *_everybody(Line.PUBLIC, Scope.ALL, "the district as context: outline, land use, stage and area of every parcel"),
    *_everybody(Line.LISTING, Scope.PUBLISHED, "what is on offer is advertised to everybody"),
    *_everybody(Line.IDLE_NOTICE, Scope.PUBLISHED, "recognised idle land is published until disposed of (Art. 11)"),
    *_everybody(Line.GRADE, Scope.PUBLISHED, "grades appear only in a released list, if policy publishes them"),
    Grant(Role.OFFICER, Line.LISTING, Scope.OWN_PARKS, "an officer prepares the listings of his parks"),
    Grant(Role.OFFICER, Line.STAFF, Scope.OWN_PARKS, "an officer keeps the records of his parks"),
    Grant(Role.OFFICER, Line.IDLE_NOTICE, Scope.ALL, "recognised idle findings are known to all staff"),
    Grant(Role.OFFICER, Line.GRADE, Scope.OWN_PARKS, "an officer deals with the firms of his parks"),
    Grant(Role.OFFICER, Line.TRAIL, Scope.OWN_PARKS, "an officer answers for the records of his parks"),
    Grant(Role.REVIEWER, Line.LISTING, Scope.ALL, "a reviewer checks every park"),
    Grant(Role.REVIEWER, Line.STAFF, Scope.ALL, "a reviewer checks every park"),
    Grant(Role.REVIEWER, Line.IDLE_NOTICE, Scope.ALL, "a reviewer confirms findings"),
    Grant(Role.REVIEWER, Line.GRADE, Scope.ALL, "a reviewer releases the list of grades"),
    Grant(Role.REVIEWER, Line.TRAIL, Scope.ALL, "a reviewer checks who changed what"),
    Grant(Role.ANALYST, Line.LISTING, Scope.ALL, "an analyst compares all land"),
    Grant(Role.ANALYST, Line.STAFF, Scope.ALL, "an analyst matches firms to land (reading only)"),
    Grant(Role.ANALYST, Line.IDLE_NOTICE, Scope.ALL, "an analyst compares all land"),
    Grant(Role.ANALYST, Line.GRADE, Scope.ALL, "an analyst makes the ranking"),
    Grant(Role.ANALYST, Line.FIRM, Scope.ALL, "only an analyst works with firm figures (税收征收管理法 第八条)"),
    Grant(Role.ANALYST, Line.TRAIL, Scope.OWN_DEEDS, "an analyst sees his own deeds"),
    Grant(Role.ADMINISTRATOR, Line.LISTING, Scope.ALL, "an administrator helps every park"),
    Grant(Role.ADMINISTRATOR, Line.STAFF, Scope.ALL, "an administrator helps every park"),
    Grant(Role.ADMINISTRATOR, Line.IDLE_NOTICE, Scope.ALL, "an administrator helps every park"),
    Grant(Role.ADMINISTRATOR, Line.GRADE, Scope.ALL, "an administrator helps every park"),
    Grant(Role.ADMINISTRATOR, Line.ACCOUNTS, Scope.ALL, "an administrator keeps users, roles and settings"),
    Grant(Role.ADMINISTRATOR, Line.TRAIL, Scope.ALL, "an administrator answers for the system"),
)


@dataclass(frozen=True)
class Audience:
    """What a person may see: sorted grants (`line:scope`) and park codes. The key of caches, views and tiles."""

    grants: tuple[str, ...]
    parks: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Sixteen hex digits that stand for this audience in a tile path and in cache keys."""
        return sha256(repr((self.grants, self.parks)).encode()).hexdigest()[:16]

    def holds(self, line: Line, scope: Scope) -> bool:
        """Whether this very grant was given."""
        return f"{line}:{scope}" in self.grants

    def sees_all(self, line: Line) -> bool:
        """Whether the line is granted on every row."""
        return self.holds(line, Scope.ALL)

    def sees(self, line: Line, park: str | None) -> bool:
        """Whether the line is granted on rows of this park (code), leaving published rows aside."""
        return self.sees_all(line) or (self.holds(line, Scope.OWN_PARKS) and park in self.parks)

    @property
    def is_staff(self) -> bool:
        """Whether any staff line is granted, be it for some parks only."""
        return self.sees_all(Line.STAFF) or self.holds(Line.STAFF, Scope.OWN_PARKS)


@dataclass(frozen=True)
class Person:
    """Somebody before the screen. `key` names the session row that is asked again on every request."""

    name: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    parks: tuple[str, ...] = ()
    key: str = ""

    @property
    def is_visitor(self) -> bool:
        """Nobody has signed in."""
        return not self.roles - {Role.VISITOR}

    @cached_property
    def audience(self) -> Audience:
        """What this person may see."""
        return audience_of(self.roles, self.parks)


VISITOR = Person()


def audience_of(roles: frozenset[Role] | set[Role], parks: tuple[str, ...] = ()) -> Audience:
    """The union of what the roles grant and of what everybody may see; a whole line swallows its parts."""
    given = {(g.line, g.scope) for g in GRANTS if g.role in roles or g.role is Role.VISITOR}
    whole = {line for line, scope in given if scope is Scope.ALL}
    kept = {(line, scope) for line, scope in given if scope is Scope.ALL or line not in whole}
    bound_to_parks = any(scope is Scope.OWN_PARKS for _, scope in kept)
    return Audience(
        tuple(sorted(f"{line}:{scope}" for line, scope in kept)),
        tuple(sorted(set(parks))) if bound_to_parks else (),
    )


#: The operator at the terminal acts as administrator and analyst; the trace says `cli` and the system user.
OPERATOR_ROLES = frozenset({Role.ADMINISTRATOR, Role.ANALYST})
EVERYBODY = audience_of(frozenset())

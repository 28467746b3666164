"""What lies beside a record `X.gpkg`: accounts, the bytes of documents, backups, prepared shapes."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

#: A SQLite database and what it keeps beside itself while it is open.
_COMPANIONS = ("", "-wal", "-shm")


@dataclass(frozen=True)
class RecordPaths:
    """The files that belong together."""

    record: Path

    @property
    def access(self) -> Path:
        """Users and sessions."""
        return self.record.with_suffix(".access.sqlite")

    @property
    def files(self) -> Path:
        """Bytes of documents and imported originals, each named by its SHA-256."""
        return self.record.with_suffix(".files")

    @property
    def backups(self) -> Path:
        """One folder a backup, named by its instant in UTC."""
        return self.record.with_suffix(".backups")

    @property
    def bands(self) -> Path:
        """Shapes prepared for each zoom; made anew where they are missing."""
        return self.record.with_suffix(".bands")

    def renamed(self, stem: str) -> "RecordPaths":
        """The same family under another name, in the same folder."""
        return RecordPaths(self.record.with_name(f"{stem}.gpkg"))

    def free(self, stem: str) -> "RecordPaths":
        """The same family under a name that nothing bears yet: `stem`, `stem-2`, …"""
        names = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
        return next(family for family in map(self.renamed, names) if not family.members())

    def members(self) -> list[Path]:
        """All that must move together; SQLite's companions among them."""
        companions = [Path(f"{base}{end}") for base in (self.record, self.access) for end in _COMPANIONS]
        return [p for p in (*companions, self.files, self.backups, self.bands) if p.exists()]

    def move_to(self, other: "RecordPaths", *, but: Path | None = None) -> None:
        """Rename the family, all `but` one; where one cannot be renamed, those before it get their names back."""
        stem, new_stem = (family.record.with_suffix("").name for family in (self, other))
        moved: list[tuple[Path, Path]] = []
        try:
            for member in self.members():
                if member != but:
                    target = member.with_name(new_stem + member.name[len(stem) :])
                    moved.append((member.rename(target), member))
        except OSError:
            for target, member in reversed(moved):
                target.rename(member)
            raise

    def remove(self) -> None:
        """Take away a record that was begun in vain; what lay beside it before, such as backups, stays."""
        for end in _COMPANIONS:
            Path(f"{self.record}{end}").unlink(missing_ok=True)

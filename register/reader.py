"""The reader that pages and routes are given: everything they may ask, through the views of one audience."""

from typing import Any

from domain.criteria import Criteria
from domain.entities import entity as declared
from register import tiles
from register.answers import Record
from register.queries import Where
from register.reader_places import PlaceReader


class Reader(PlaceReader):
    """What one audience can read on one day. Cheap to make; a request makes a new one after `Snapshot.refresh()`."""

    def find(self, entity: str, /, **equal: Any) -> list[Record]:
        """The records of an entity that this audience sees and whose columns equal these values, by id."""
        for key in equal.keys() - {"id"}:
            declared(entity).by_key[key]  # an undeclared column is a fault of ours, and never reaches SQL
        where = " AND ".join(f"{key} = ?" for key in equal) or "TRUE"
        return self.rows(entity, where, tuple(equal.values()))

    def tile(self, criteria: Criteria, z: int, x: int, y: int) -> bytes:
        """A vector tile of parcels and plants; empty where there is nothing. What the filter leaves out is faded."""
        key = ("tile", self._schema, criteria.token(), z, x, y, self.tile_edition[:2])
        return self._cache.get(key, lambda: self._tile(tiles.Tile(z, x, y), criteria))

    def ground_tile(self, z: int, x: int, y: int) -> bytes:
        """A vector tile of the ground: outlines, green, water, roads, names."""
        key = ("ground", self._schema, z, x, y, self.revision)
        return self._cache.get(key, lambda: self._joined(tiles.ground_layers(tiles.Tile(z, x, y))))

    def _tile(self, tile: tiles.Tile, criteria: Criteria) -> bytes:
        if not tile.is_valid:
            return b""
        return self._parcels(tile, self._matched(criteria)) + self._joined(tiles.plant_layers(tile))

    def _parcels(self, tile: tiles.Tile, matched: Where) -> bytes:
        """Parcels and their labels: where labels are, in one statement, unless the tile is crowded or not ready."""
        if tiles.is_detailed(tile.z):
            shapes, bands, *layers = self.all(tiles.detailed_sql(tile, matched.sql), matched.params)[0]
            if bands == shapes <= tiles.MOST_SHAPES:
                return b"".join(bytes(layer) for layer in layers if layer)
        else:
            shapes, bands = self.all(tiles.count_sql(tile))[0]
        return self._joined(tiles.parcel_layers(tile, matched, shapes, bands))

    def _joined(self, layers: list[Where]) -> bytes:
        """Layers one behind the other are one tile."""
        made = [self.all(layer.sql, layer.params)[0][0] for layer in layers]
        return b"".join(bytes(layer) for layer in made if layer)

    def _matched(self, criteria: Criteria) -> Where:
        """Whether a parcel's row belongs to what the criteria find, be they about parcels, plots or plants."""
        if criteria.is_empty:
            return Where()
        where = self.conditions(criteria).all()
        if criteria.kind == "parcel":
            return where
        found = {
            "plot": "SELECT parcel_id FROM {v}.plot_parcels WHERE plot_id IN (SELECT id FROM {v}.plot_list WHERE %s)",
            "plant": "SELECT parcel_id FROM {v}.plant_list WHERE %s",
        }[criteria.kind]
        return Where(f"id IN ({found % where.sql})", where.params)

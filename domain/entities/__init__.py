"""Every kind of record, declared once. The order is the order in which a whole record is written: parents first."""

from domain.columns import Column, Entity
from domain.entities.firms import CLOSED_YEARS, ENTERPRISE_YEARS, ENTERPRISES, OCCUPATIONS, PROJECTS
from domain.entities.land import (
    DISTRICTS,
    IDLE_FINDINGS,
    PARCELS,
    PARKS,
    PLOT_PARCELS,
    PLOTS,
    UNDERUSED_FINDINGS,
)
from domain.entities.ranking import OBJECTIONS, RANKING_GRADES, RANKINGS
from domain.entities.space import FLOORS, PLANTS, UNITS
from domain.entities.supply import RESERVATIONS, UTILITY_PRICES, UTILITY_SUPPLIES
from domain.entities.upkeep import DOCUMENTS, HEADING_MAPPINGS, IMPORT_BATCHES, REFERENCE_FEATURES, REFERENCE_LAYERS
from domain.entities.watch import COMMITMENTS, CONTRACTS, DISPOSAL_CASES, PROBLEMS

ALL: tuple[Entity, ...] = (
    DISTRICTS,
    PARKS,
    PARCELS,
    PLOTS,
    PLOT_PARCELS,
    PLANTS,
    FLOORS,
    UNITS,
    UTILITY_SUPPLIES,
    UTILITY_PRICES,
    RESERVATIONS,
    ENTERPRISES,
    OCCUPATIONS,
    ENTERPRISE_YEARS,
    CLOSED_YEARS,
    RANKINGS,
    RANKING_GRADES,
    OBJECTIONS,
    PROJECTS,
    CONTRACTS,
    COMMITMENTS,
    IDLE_FINDINGS,
    UNDERUSED_FINDINGS,
    DISPOSAL_CASES,
    PROBLEMS,
    REFERENCE_LAYERS,
    REFERENCE_FEATURES,
    DOCUMENTS,
    IMPORT_BATCHES,
    HEADING_MAPPINGS,
)

ENTITIES: dict[str, Entity] = {entity.key: entity for entity in ALL}


def entity(key: str) -> Entity:
    """The declaration of an entity by its plural name."""
    return ENTITIES[key]


def column(entity_key: str, key: str) -> Column:
    """The declaration of one column."""
    return ENTITIES[entity_key].by_key[key]

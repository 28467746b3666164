"""What is wrong with a row, as data. `wording` makes the sentence at the door."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error refuses the row; a warning lets it in and says what to look at."""

    ERROR = "error"
    WARNING = "warning"


class IssueKind(StrEnum):
    """What can be wrong with a file or a row."""

    # the whole file
    FILE_MISSING = "file_missing"
    FORMAT_UNKNOWN = "format_unknown"
    FILE_DAMAGED = "file_damaged"
    FILE_UNSAFE = "file_unsafe"
    FILE_PART_MISSING = "file_part_missing"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TAKES_TOO_LONG = "file_takes_too_long"
    LAYER_EMPTY = "layer_empty"
    LAYER_NOT_NAMED = "layer_not_named"
    LAYER_UNKNOWN = "layer_unknown"
    CRS_MISSING = "crs_missing"
    CRS_UNKNOWN = "crs_unknown"
    CRS_NOT_CONVERTIBLE = "crs_not_convertible"
    CRS_OVERRIDDEN = "crs_overridden"
    ENCODING_GUESSED = "encoding_guessed"
    ENCODING_OVERRIDDEN = "encoding_overridden"
    ENCODING_UNKNOWN = "encoding_unknown"
    ZONE_FROM_COORDINATES = "zone_from_coordinates"
    AXES_READ_SWAPPED = "axes_read_swapped"
    LINES_UNREAD = "lines_unread"
    ENTITIES_LEFT_OUT = "entities_left_out"
    SECOND_TABLE_LEFT_OUT = "second_table_left_out"
    MAPPING_UNREADABLE = "mapping_unreadable"
    MAPPING_COLUMN_UNKNOWN = "mapping_column_unknown"
    MAPPING_HEADING_MISSING = "mapping_heading_missing"
    NO_GEOMETRY_AT_ALL = "no_geometry_at_all"
    ALREADY_IMPORTED = "already_imported"
    PARK_UNKNOWN = "park_unknown"
    PARK_UNDETERMINED = "park_undetermined"
    HEADING_UNUSED = "heading_unused"
    COLUMNS_MISSING = "columns_missing"
    UNIT_MISSING = "unit_missing"
    UNIT_FOUND = "unit_found"
    RECORD_IS_SAMPLE = "record_is_sample"
    # one row
    GEOMETRY_MISSING = "geometry_missing"
    GEOMETRY_INVALID = "geometry_invalid"
    GEOMETRY_NOT_AREA = "geometry_not_area"
    GEOMETRY_TOO_COMPLEX = "geometry_too_complex"
    GEOMETRY_OFF_EARTH = "geometry_off_earth"
    RING_MENDED = "ring_mended"
    RING_OUTSIDE = "ring_outside"
    CORNERS_DIFFER = "corners_differ"
    AXES_SWAPPED = "axes_swapped"
    ZONE_MISSING = "zone_missing"
    CRS_FALSE = "crs_false"
    SLIVER = "sliver"
    AREA_IMPLAUSIBLE = "area_implausible"
    OVERLAP = "overlap"
    OUTSIDE_DISTRICT = "outside_district"
    CODE_MISSING = "code_missing"
    CODE_SCIENTIFIC = "code_scientific"
    PARK_MISSING = "park_missing"
    PARCEL_UNKNOWN = "parcel_unknown"
    REAL_ESTATE_UNIT_MALFORMED = "real_estate_unit_malformed"
    REAL_ESTATE_UNIT_DIFFERS = "real_estate_unit_differs"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    NUMBER_AS_TEXT = "number_as_text"
    FULL_WIDTH_DIGITS = "full_width_digits"
    CODE_MALFORMED = "code_malformed"
    CODE_DUPLICATE = "code_duplicate"
    SHAPE_DUPLICATE = "shape_duplicate"
    VALUE_NOT_A_NUMBER = "value_not_a_number"
    VALUE_NOT_A_DATE = "value_not_a_date"
    VALUE_NOT_IN_LIST = "value_not_in_list"
    VALUE_OUT_OF_RANGE = "value_out_of_range"
    VALUE_MISSING = "value_missing"
    CASE_INCOMPLETE = "case_incomplete"
    CASE_REPEATED = "case_repeated"
    DAYS_OUT_OF_ORDER = "days_out_of_order"
    AREA_DIFFERS = "area_differs"
    CREDIT_CODE_MALFORMED = "credit_code_malformed"
    BASIS_MISSING = "basis_missing"
    RECORD_CHANGED = "record_changed"
    # a panel of firms
    HEADING_MISSING = "heading_missing"
    ROW_TOO_LONG = "row_too_long"
    FIRM_ID_MISSING = "firm_id_missing"
    FIRM_DUPLICATE = "firm_duplicate"
    FAR_MISSING = "far_missing"
    LAND_NOT_POSITIVE = "land_not_positive"
    TAX_NEGATIVE = "tax_negative"
    FIRM_UNRATED = "firm_unrated"
    FIRM_WITHOUT_POOL = "firm_without_pool"
    POOL_NOT_COVERED = "pool_not_covered"
    RATIO_UNDEFINED = "ratio_undefined"
    FIRMS_TIED = "firms_tied"


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong, addressed: row (1 = the first record, None = the whole file), field, value."""

    kind: IssueKind
    severity: Severity = Severity.ERROR
    row: int | None = None
    field: str | None = None
    value: str | None = None
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def refuses(self) -> bool:
        """Whether the row stays out."""
        return self.severity is Severity.ERROR

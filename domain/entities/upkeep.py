"""Reference layers, documents and import batches: what is kept beside the land itself."""

from domain.audience import Line
from domain.codes import DocumentKind, FacilityKind, LayerKind, RowAudience
from domain.columns import Entity, columns_on

_public = columns_on(Line.PUBLIC)
_staff = columns_on(Line.STAFF)

REFERENCE_LAYERS = Entity(
    "reference_layers",
    (
        _public.text("layer_code", is_required=True),
        _public.text("name", is_required=True),
        _public.code("layer_kind", LayerKind, is_required=True),
        _public.code("audience", RowAudience, is_required=True),  # a staff layer is not in a visitor's ground
        _public.text("description"),
        *_public.sourced(),
    ),
    code="layer_code",
)

REFERENCE_FEATURES = Entity(
    "reference_features",
    (
        _public.reference("layer_id", "reference_layers", is_required=True),
        _public.text("name"),
        _public.code("facility_kind", FacilityKind),
        _public.integer("width_class"),  # roads: 1 main, 2 distributor, 3 access
        _public.object("properties"),
        _public.shape("GEOMETRY"),
    ),
)

DOCUMENTS = Entity(
    "documents",
    (
        _public.text("title", is_required=True),
        _public.code("document_kind", DocumentKind, is_required=True),
        _public.code("audience", RowAudience, is_required=True),
        _public.text("entity", is_required=True),  # plots, plants, parcels …
        _public.integer("record_id", is_required=True),
        _public.text("sha256", is_required=True),  # names the file beside the record
        _public.text("media_type", is_required=True),
        _public.integer("size_bytes", "B"),
        _public.text("file_name"),
        _public.day("taken_on"),
        *_public.sourced(),
    ),
    row_line=Line.LISTING,
)

IMPORT_BATCHES = Entity(
    "import_batches",
    (
        _staff.text("file_name", is_required=True),
        _staff.text("sha256", is_required=True),
        _staff.text("entity", is_required=True),
        _staff.text("layer"),
        _staff.text("driver"),
        _staff.text("encoding"),
        _staff.text("crs"),
        _staff.object("mapping"),
        _staff.integer("rows_read"),
        _staff.integer("rows_in"),
        _staff.integer("rows_refused"),
        _staff.instant("imported_at"),
        _staff.text("imported_by"),
        _staff.day("undone_on"),
        _staff.object("options"),  # park, stage, encoding … as asked for
        _staff.integer("rows_kept"),  # of an undone batch: rows that stayed, since somebody had worked on them
    ),
    row_line=Line.STAFF,
)

HEADING_MAPPINGS = Entity(
    "heading_mappings",
    (
        _staff.text("headings_sha256", is_required=True),  # of the file's headings; next month's has the same
        _staff.text("entity", is_required=True),
        _staff.object("mapping"),  # {heading: column}
        _staff.text("remembered_by"),
        _staff.instant("remembered_at"),
    ),
    row_line=Line.STAFF,
)

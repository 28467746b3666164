"""The 要素清单 of one plot: `/plot?code=SQ-A02`."""

from app_pages.parts.document import show_document

show_document("plot")

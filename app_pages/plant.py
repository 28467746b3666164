"""The 要素清单 of one plant: `/plant?code=SQ-A01-1`."""

from app_pages.parts.document import show_document

show_document("plant")

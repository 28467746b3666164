"""A small invented town and a page around it, to try the drawing parts without the record."""

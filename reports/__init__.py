"""Results become documents: what a listing says is decided here, once, for page, print sheet and brochure."""

"""The desk: one file per deed. The only room that changes a record, and it always leaves a trace."""

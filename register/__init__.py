"""Our own records: the promise every store keeps, the embedded store, the trail, and the fast reading copy."""

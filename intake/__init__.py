"""Strangers' files in: a disposable worker opens them; they are mapped, checked, compared. Out come rows and issues."""

"""Strangers' files in: opened by a disposable worker, mapped, checked and compared; what comes out is rows and issues."""

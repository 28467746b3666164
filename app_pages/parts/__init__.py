"""Shared pieces of pages."""

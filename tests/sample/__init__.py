"""Tests of the sample inventory."""

"""The sample inventory and the seeded script that makes it."""

"""The store and everything that fills it."""

"""One small module per kind of value that people type."""

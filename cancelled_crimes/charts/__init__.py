"""The charts: one visual language, drawn from the processed tables, the same bytes for the same numbers."""

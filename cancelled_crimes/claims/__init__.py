"""Claims: what articles print, set against the tables, with a verdict that says what decided it."""

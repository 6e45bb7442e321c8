"""Cancelled crimes: from printed figures to a story appendix that an editor can trace number by number."""

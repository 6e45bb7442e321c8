"""Cancelled crimes: from printed figures to a story appendix that an editor can trace number by number."""

import csv

# A finding may name every source of a large table in one cell, which the csv module's own limit would refuse.
csv.field_size_limit(2**24)

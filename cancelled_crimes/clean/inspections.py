"""inspections.csv: the inspections as transcribed, each with the raw row that it comes from."""

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from cancelled_crimes.data.reading import RawTables


def inspections_table(raw: "RawTables") -> pd.DataFrame:
    """One row an inspection: the raw columns (rates and their margins in per cent) and `raw_row`."""
    return raw.inspections.reset_index(drop=True)

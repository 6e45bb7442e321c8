"""Helpers of the tests about cleaning: raw tables with made-up figures in them."""

from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from cancelled_crimes.clean.figures import figures_table
from cancelled_crimes.clean.findings import findings_table
from cancelled_crimes.clean.reconcile import cancellations_table
from cancelled_crimes.clean.victims import victims_table
from cancelled_crimes.data.reading import read_raw
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import Settings, load_settings

BBC, OTHER = "BBC analysis", "own reporting"
SOURCES = [
    ("paper-a", "newspaper", BBC, ""),
    ("paper-b", "newspaper", BBC, ""),
    ("paper-b-print", "newspaper", BBC, "paper-b"),
    ("paper-c", "newspaper", OTHER, ""),
    ("report", "inspectorate", "HMICFRS", ""),
]


@cache
def settings() -> Settings:
    return load_settings(find_project().settings_file)


@cache
def raw() -> Any:
    """The real raw tables."""
    return read_raw(find_project(), settings())


def tables(source: Any) -> dict[str, pd.DataFrame]:
    """All cleaned tables of raw tables."""
    figures = figures_table(source, settings())
    cancellations = cancellations_table(figures, source, settings())
    victims = victims_table(figures, source, settings())
    findings = findings_table(figures, cancellations, victims, source, settings())
    return {"figures": figures, "cancellations": cancellations, "victims": victims, "findings": findings}


@cache
def real() -> dict[str, pd.DataFrame]:
    """The cleaned tables of the real raw tables."""
    return tables(raw())


def made_up(*figures: tuple[str, str] | tuple[str, str, dict[str, Any]], force: str = "Essex") -> Any:
    """Raw tables that hold nothing but figures for one cell: (source, printed[, other columns])."""
    rows = []
    for line, figure in enumerate(figures, start=2):
        row = {
            "force": force, "inspection_year": 2019, "carried_from_year": None, "measure": "wrongly cancelled",
            "offence": "rape", "printed": figure[1], "source_id": figure[0], "note": "",
            "raw_row": f"published_figures:{line}",
        }  # fmt: skip
        rows.append({**row, **(figure[2] if len(figure) > 2 else {})})
    columns = list(raw().published_figures.columns)
    published = pd.DataFrame(rows, columns=columns)
    years = {c: published[c].astype("Int64") for c in ("inspection_year", "carried_from_year")}
    sources = pd.DataFrame(
        [
            {
                "source_id": i,
                "publisher": i.title(),
                "copy_at": "",
                "kind": k,
                "origin": o,
                "same_article_as": s,
                "raw_row": f"sources:{n}",
            }
            for n, (i, k, o, s) in enumerate(SOURCES, start=2)
        ]
    )
    names = ("added_figures", "national_claims", "story_claims", "other_printed", "answered")
    empty = {t: getattr(raw(), t).iloc[:0] for t in names}
    return replace(raw(), published_figures=published.assign(**years), sources=sources, **empty)


def cell(*figures: Any, force: str = "Essex", offence: str = "rape") -> dict[str, Any]:
    """The row of cancellations.csv that made-up figures lead to."""
    table = cancellations_table(
        figures_table(made_up(*figures, force=force), settings()), made_up(*figures), settings()
    )
    row = table[(table["force"] == force) & (table["offence"] == offence)].iloc[0]
    return {k: None if pd.isna(v) else v for k, v in row.items()}

"""What is wrong with the data: findings.csv, found by general rules over the tables, none of which names a force."""

from typing import TYPE_CHECKING

import pandas as pd

from cancelled_crimes.clean.findings import claims, figures, inspections, sources, totals
from cancelled_crimes.clean.findings.case import Case, Finding, open_case
from cancelled_crimes.clean.rows import Row, table_of
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import join

if TYPE_CHECKING:
    from cancelled_crimes.data.reading import RawTables

COLUMNS = ["finding_id", "rule", "severity", "force", "offence", "what", "done", "todo", "raw_rows"]
RULES = (*figures.RULES, *totals.RULES, *inspections.RULES, *sources.RULES, *claims.RULES)
_SEVERITIES = ("high", "medium", "low")

__all__ = ["RULES", "Case", "Finding", "findings_table"]


def findings_table(
    figures: pd.DataFrame, cancellations: pd.DataFrame, victims: pd.DataFrame, raw: "RawTables", settings: Settings
) -> pd.DataFrame:
    """One row a finding, the gravest first: what the sources print, what was done, what a reporter should do.

    `severity` is "high" (two printed things cannot both be true), "medium" (a figure is easily misread or misused) or
    "low" (a slip, or something to bear in mind); `force` may be a group or the place as a whole; `offence` lists the
    offences concerned, "" where it is about something else.
    """
    case = open_case(figures, cancellations, victims, raw, settings)
    found = [finding for rule in RULES for finding in rule(case)]
    order = {force: n for n, force in enumerate(settings.units)}
    found.sort(key=lambda f: (_SEVERITIES.index(f.severity), order.get(f.force, len(order))))
    return table_of(_numbered(found), COLUMNS)


def _numbered(found: list[Finding]) -> list[Row]:
    """The rows of findings, each with an id of its own made from its rule, force and subject."""
    seen: dict[str, int] = {}
    rows = []
    for finding in found:
        name = slug(f"{finding.rule} {finding.force} {finding.offence} {finding.subject}")
        seen[name] = seen.get(name, 0) + 1
        rows.append(
            {
                "finding_id": name if seen[name] == 1 else f"{name}-{seen[name]}",
                **{c: getattr(finding, c) for c in ("rule", "severity", "force", "offence", "what", "done", "todo")},
                "raw_rows": join(list(finding.raw_rows)),
            }
        )
    return rows

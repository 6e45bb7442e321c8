"""The sections of a page, in their order; each is a function from the page's context to an HTML fragment."""

from collections.abc import Callable

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.sections import (
    advice,
    certainty,
    charts,
    claims,
    coverage,
    ending,
    glance,
    inspections,
    missing,
    neighbours,
    opening,
    pooled,
    problems,
    replies,
    said,
)

Section = Callable[[Context], str]

ALL: dict[str, Section] = {
    "finding": opening.finding,
    "at_a_glance": glance.at_a_glance,
    "group_totals": glance.group_totals,
    "neighbours": neighbours.neighbours,
    "coverage": coverage.coverage,
    "pooled": pooled.pooled,
    "editions": coverage.editions,
    "may_say": advice.may_say,
    "charts": charts.charts,
    "how_sure": certainty.how_sure,
    "inspections": inspections.inspections,
    "said": said.said,
    "claims": claims.claims,
    "missing": missing.missing,
    "replies": replies.replies,
    "problems": problems.problems,
    "method": ending.method,
    "corrections": ending.corrections,
    "changes": ending.changes,
    "build": ending.build,
}
NATIONAL_ONLY = ("coverage", "pooled", "editions", "changes")
LOCAL_ONLY = ("at_a_glance", "group_totals", "neighbours", "inspections")


def on_page(context: Context) -> list[str]:
    """The names of the sections that a page shows; the others are dropped when it is exported."""
    left_out = LOCAL_ONLY if context.national else NATIONAL_ONLY
    return [name for name in ALL if name not in left_out]

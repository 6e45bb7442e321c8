"""An inspection in words: its judgment, its recording rate with the inspectorate's own interval, its report.

Recording rates come from a separate and larger audit of reported crimes; they are not about cancelled records.
"""

import datetime as dt
from typing import Any

import pandas as pd

from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import records
from cancelled_crimes.words.prose import BOUND, CLAIM, RECORDING_RATE, Number, Prose, as_sentence, joined, listed, prose
from cancelled_crimes.words.topics import the

RATES = (
    ("recording_rate_pct", "recording_rate_ci_pct", "the crimes reported to it"),
    ("violence_recording_rate_pct", "violence_ci_pct", "the violence reported to it"),
    ("sexual_recording_rate_pct", "sexual_ci_pct", "the sexual offences reported to it"),
)
JUDGMENTS = (
    ("overall_judgment", "overall"),
    ("recording_effectiveness_judgment", "for the effectiveness of its recording"),
    ("systems_judgment", "for its systems"),
    ("leadership_judgment", "for leadership and culture"),
)

Inspection = dict[str, Any]


def inspections_of(inspections: pd.DataFrame, force: str) -> list[Inspection]:
    """The inspections of a force, oldest first, as dictionaries of the columns of inspections.csv."""
    mine = inspections[inspections["force"] == force].sort_values("inspection_year", kind="stable")
    return records(mine)


def fact_of(i: Inspection) -> str:
    """The key of an inspection's line in the fact-check sheet: "inspections/essex/2019"."""
    return f"inspections/{slug(i['force'])}/{i['inspection_year']}"


def inspection_paragraph(i: Inspection, settings: Settings) -> Prose:
    """All that is in hand of one inspection besides its cancelled records."""
    rates = [recording_rate(i, settings, part) for part in range(len(RATES))]
    return joined([judgment(i, settings), *rates, unrecorded(i, settings)])


def recording_rate(i: Inspection, settings: Settings, part: int = 0) -> Prose:
    """The recording rate (`part` 0 all crimes, 1 violence, 2 sexual offences); () where none is printed.

    The inspectorate's own interval stands beside it where it is printed, in percentage points.
    """
    rate, margin, what = RATES[part]
    if pd.isna(i[rate]):
        return ()
    fact = fact_of(i)
    known = pd.notna(i[margin])
    return as_sentence(
        prose(
            "in the inspection of {year}, {who} estimated that {force} recorded {rate} of {what}{interval}",
            year=Number(str(i["inspection_year"]), fact),
            who=settings.words.inspectorate,
            force=the(i["force"]),
            rate=Number(f"{i[rate]:g}%", fact, RECORDING_RATE),
            what=what,
            interval=prose(
                ", give or take {margin} percentage points (the inspectorate’s own {level} interval)",
                margin=Number(f"{i[margin]:g}", fact, RECORDING_RATE),
                level=Number("95%", fact, BOUND),
            )
            if known
            else " (no interval seen)",
        )
    )


def unrecorded(i: Inspection, settings: Settings) -> Prose:
    """The crimes a year that went unrecorded, by the inspectorate's estimate ("over 13,700"); () if not printed."""
    if pd.isna(i["unrecorded_crimes_per_year"]):
        return ()
    many = f"{i['unrecorded_bound']} {int(i['unrecorded_crimes_per_year']):,}".strip()
    return as_sentence(
        prose(
            "it put the reported crimes that went unrecorded at {many} a year",
            many=Number(many, fact_of(i)),
        )
    )


def judgment(i: Inspection, settings: Settings) -> Prose:
    """The judgments in the inspectorate's own words, quoted; () where none is in hand."""
    given = [
        prose("{grade} {on}", grade=Number(f"“{i[column]}”", fact_of(i), CLAIM), on=on)
        for column, on in JUDGMENTS
        if i[column]
    ]
    if not given:
        return ()
    return as_sentence(
        prose(
            "{who} judged {force} {grades} in the inspection of {year}",
            who=settings.words.inspectorate,
            force=the(i["force"]),
            grades=listed(given),
            year=Number(str(i["inspection_year"]), fact_of(i)),
        )
    )


def report(i: Inspection) -> Prose:
    """The report's title and date: where a reporter finds what is missing."""
    day = f" (published {_in_words(i['published_date'])})" if i["published_date"] else ""
    return (f"{i['inspection_title']}{day}",)


def not_about_cancellations() -> Prose:
    """What must stand beside any recording rate."""
    return (
        "A recording rate comes from a separate and larger audit of reports to the police; "
        "it says nothing of how records were cancelled.",
    )


def _in_words(day: str) -> str:
    """ "2019-10-08" -> "8 October 2019"."""
    date = dt.date.fromisoformat(day)
    return f"{date.day} {date:%B %Y}"

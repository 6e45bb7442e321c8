"""An inspection in words: its judgment, its recording rate with the inspectorate's own interval, its report.

Recording rates come from a separate and larger audit of reported crimes; they are not about cancelled records. A grade
on which sources disagree is told as disputed, with what each of them printed.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cancelled_crimes.clean.disputed import Grade, Printed
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import records, split
from cancelled_crimes.words.prose import (
    BOUND,
    CLAIM,
    RECORDING_RATE,
    Number,
    Prose,
    as_sentence,
    joined,
    listed,
    prose,
)
from cancelled_crimes.words.topics import the

# The name of each rate in its columns (`<name>_pct`, `_bound`, `_printed_by`), its margin, what it is a share of.
RATES = (
    ("recording_rate", "recording_rate_ci_pct", "the crimes reported to it"),
    ("violence_recording_rate", "violence_ci_pct", "the violence reported to it"),
    ("sexual_recording_rate", "sexual_ci_pct", "the sexual offences reported to it"),
)
JUDGMENTS = (
    ("overall_judgment", "overall"),
    ("recording_effectiveness_judgment", "for the effectiveness of its recording"),
    ("systems_judgment", "for its systems"),
    ("leadership_judgment", "for leadership and culture"),
)

_ON = {
    "overall_judgment": "the overall grade",
    "recording_effectiveness_judgment": "the grade for the effectiveness of its recording",
    "systems_judgment": "the grade for its systems",
    "leadership_judgment": "the grade for leadership and culture",
}

Inspection = dict[str, Any]
Disputes = Mapping[Grade, tuple[Printed, ...]]


def inspections_of(inspections: pd.DataFrame, force: str) -> list[Inspection]:
    """The inspections of a force, oldest first, as dictionaries of the columns of inspections.csv."""
    mine = inspections[inspections["force"] == force].sort_values("inspection_year", kind="stable")
    return records(mine)


def fact_of(i: Inspection) -> str:
    """The key of an inspection's line in the fact-check sheet: "inspections/essex/2019"."""
    return f"inspections/{slug(i['force'])}/{i['inspection_year']}"


def inspection_paragraph(i: Inspection, settings: Settings, disputes: Disputes) -> Prose:
    """All that is known of one inspection besides its cancelled records; `disputes` as `disputed_grades` has them."""
    rates = [recording_rate(i, settings, part) for part in range(len(RATES))]
    return joined([judgment(i, settings, disputes), *rates, unrecorded(i, settings)])


def recording_rate(i: Inspection, settings: Settings, part: int = 0) -> Prose:
    """The recording rate (`part` 0 all crimes, 1 violence, 2 sexual offences); () where none is printed.

    The words printed before it travel with it ("around 89%"), and so does who printed it, where that was not the
    report. The inspectorate's own interval stands beside it where it is printed, in percentage points.
    """
    rate, margin, what = RATES[part]
    if pd.isna(i[f"{rate}_pct"]):
        return ()
    fact = fact_of(i)
    interval = prose(
        ", give or take {margin} percentage points (the inspectorate’s own {level} interval)",
        margin=Number(f"{i[margin]:g}", fact, RECORDING_RATE),
        level=Number("95%", fact, BOUND),
    )
    return as_sentence(
        prose(
            "in the inspection of {year}, {who} estimated that {force} recorded {rate} of {what}{by}{interval}",
            year=Number(str(i["inspection_year"]), fact),
            who=settings.words.inspectorate,
            force=the(i["force"]),
            rate=Number(printed_rate(i, part), fact, RECORDING_RATE),
            what=what,
            interval=interval if pd.notna(i[margin]) else "; we found no interval for it",
            by=_as_printed_by(i[f"{rate}_printed_by"], fact),
        )
    )


def printed_rate(i: Inspection, part: int = 0) -> str:
    """A rate with the word that was printed before it: "91.3%", "more than 98.2%"."""
    rate = RATES[part][0]
    return f"{i[f'{rate}_bound']} {i[f'{rate}_pct']:g}%".strip()


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


def judgment(i: Inspection, settings: Settings, disputes: Disputes) -> Prose:
    """The judgments in the inspectorate's own words, quoted, and those on which sources disagree; () where none is."""
    key = (i["force"], int(i["inspection_year"]))
    open_grades = {column: values for (*of, column), values in disputes.items() if tuple(of) == key}
    given = [
        prose("{grade} {on}", grade=_grade(i[column], i), on=on)
        for column, on in JUDGMENTS
        if i[column] and column not in open_grades
    ]
    settled = prose(
        "{who} judged {force} {grades} in the inspection of {year}{by}",
        who=settings.words.inspectorate,
        force=the(i["force"]),
        grades=listed(given),
        year=Number(str(i["inspection_year"]), fact_of(i)),
        by=_as_printed_by(i["judgments_printed_by"], fact_of(i)),
    )
    disagreed = [_disputed(i, column, open_grades[column]) for column in _ON if column in open_grades]
    return joined([as_sentence(settled) if given else (), *disagreed])


def _disputed(i: Inspection, column: str, values: tuple[Printed, ...]) -> Prose:
    """A grade on which sources disagree: what each printed, and that none is relied on."""
    fact = fact_of(i)
    said = [prose("{grade} ({who})", grade=_grade(v, i), who=_named(who_printed(w), fact)) for v, w in values]
    return as_sentence(
        prose(
            "sources disagree on {what} in the inspection of {year}: {said}; none is relied on here",
            what=_ON[column],
            year=Number(str(i["inspection_year"]), fact),
            said=listed(said),
        )
    )


def _grade(value: str, i: Inspection) -> Number:
    return Number(f"“{value}”", fact_of(i), CLAIM)


def who_printed(where: str) -> str:
    """Who printed a value, and when, without what is remarked on it: "Suffolk News, 23 October 2020"."""
    return re.sub(r"\d{4}-\d{2}-\d{2}", lambda day: _in_words(day[0]), where.partition(":")[0])


def _as_printed_by(who: str, fact: str) -> Prose:
    """ ", as printed by Bedford Today"; () for what stands in the report itself."""
    return prose(", as printed by {who}", who=listed([_named(name, fact) for name in split(who)])) if who else ()


def _named(who: str, fact: str) -> Number | str:
    """A name or date, as a number of the fact where it holds a digit."""
    return Number(who, fact, CLAIM) if re.search(r"\d", who) else who


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

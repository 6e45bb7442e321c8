"""Does the finding survive? And can two forces be told apart? The checks of the statistics, in words."""

import pandas as pd

from cancelled_crimes.slugs import slug
from cancelled_crimes.stats.comparison import Difference
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import numeral, rounded
from cancelled_crimes.words.prose import BOUND, Number, Prose, as_sentence, joined, listed, prose
from cancelled_crimes.words.topics import the


def one_record(f: Finding) -> Prose:
    """What one record more or fewer would do: "four of 20 (20%) or six of 20 (30%)"; in tier C without shares."""
    if not f.has_counts or f.wrong is None or f.reviewed is None or f.reviewed < 2:
        return ()
    near = [n for n in (f.wrong - 1, f.wrong + 1) if 0 <= n <= f.reviewed]
    ways = {2: "fewer or more", 1: "fewer" if near[0] < f.wrong else "more"}[len(near)]
    shares = {n: f" ({rounded(n, f.reviewed)})" if f.tier in ("A", "B") else "" for n in near}
    options = [Number(f"{numeral(n)} of {numeral(f.reviewed)}{shares[n]}", f.fact) for n in near]
    template = "with one {ways} {failure}, the count would be {options}"
    return as_sentence(prose(template, ways=ways, failure=f.topic.failure, options=listed(options, "or")))


def survives(f: Finding, checks: pd.DataFrame) -> Prose:
    """How many of the checks of stats.sensitivity leave the verdict and the tier as they are, and which do not."""
    tried = checks[checks["check"] != "published"]
    if tried.empty:
        return ()
    changed = tried.loc[~tried["survives"].astype(bool), "what"].tolist()
    fact = f"sensitivity/{slug(f.force)}/{slug(f.offence)}"
    many = Number(numeral(len(tried)), fact)
    if not changed:
        all_of = "the one change" if len(tried) == 1 else "both changes" if len(tried) == 2 else ""
        told = Number(all_of, fact) if all_of else prose("all {many} changes", many=many)
        return as_sentence(prose("the finding survives {told} tried that could alter it", told=told))
    kept = len(tried) - len(changed)
    return as_sentence(
        prose(
            "the finding survives {kept} of {many} changes tried that could alter it; it changes {changed}",
            kept=Number(numeral(kept), fact),
            many=many,
            changed=listed(changed),
        )
    )


def answered(found: list[tuple[Finding, int]], says: str) -> Prose:
    """What a force's reply says of some of the records found wrong, and no more than that.

    `found` are findings of the force with the number of records that the reply speaks of; `says` goes on from "five of
    the nine cancelled rape records".
    """
    told = [_of_those_found(f, records) for f, records in found if f.has_counts and f.wrong and records > 0]
    if not told:
        return ()
    return as_sentence(
        prose("{force} says that {records} {says}", force=the(found[0][0].force), records=listed(told), says=says)
    )


def _of_those_found(f: Finding, records: int) -> Prose:
    wrong = f.wrong or 0
    counts = "the one" if wrong == 1 else f"{numeral(records)} of the {numeral(wrong)}"
    return prose("{counts} {noun}", counts=Number(counts, _answer(f)), noun=f.topic.noun(wrong))


def _answer(f: Finding) -> str:
    """The key of the line of what the reply says of a finding, in the fact-check sheet."""
    return f"answered/{slug(f.force)}/{slug(f.offence)}"


def without_answered(f: Finding, records: int) -> Prose:
    """What the count would be without the records that the reply speaks of: a what-if, and called one."""
    if not f.has_counts or f.wrong is None or not f.reviewed or records <= 0:
        return ()
    left = max(f.wrong - records, 0)
    return as_sentence(
        prose(
            "had {those} not been found wrong, the count would be {left}: a what-if, not the {unit}’s claim",
            those="that one" if records == 1 else "those",
            left=Number(f"{numeral(left)} of {numeral(f.reviewed)}", _answer(f)),
            unit=f.settings.words.unit,
        )
    )


def two_forces(a: Finding, b: Finding, d: Difference) -> Prose:
    """Two forces beside each other, counts first, with the interval of the difference: the verdict goes by it."""
    key = f"comparison/{slug(a.force)}/{slug(a.offence)}"
    counts = prose(
        "{a}: {a_counts}; {b}: {b_counts}",
        a=the(a.force),
        a_counts=Number(f"{numeral(a.wrong or 0)} of {numeral(a.reviewed or 0)}", a.fact),
        b=the(b.force),
        b_counts=Number(f"{numeral(b.wrong or 0)} of {numeral(b.reviewed or 0)}", b.fact),
    )
    differ = "taken by themselves, these two samples differ"
    verdict = differ if d.told else "these two cannot be told apart"
    low, high = (_points(x) for x in (d.low, d.high))
    span = prose(
        "the difference lies between {bounds} percentage points ({level} interval)",
        bounds=Number(f"{low} and {high}", key, BOUND),
        level=Number(f"{a.settings.statistics.confidence:.0%}", "settings/confidence", BOUND),
    )
    return joined([as_sentence(counts), as_sentence(verdict), as_sentence(span)])


def _points(share: float) -> str:
    """A difference of shares in percentage points, whole unless that would hide on which side of none it lies."""
    whole = f"{100 * share:+.0f}"
    text = f"{100 * share:+.1f}" if float(whole) == 0 else whole
    return ("0" if float(text) == 0 else text).replace("-", "−")

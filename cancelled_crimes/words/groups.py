"""Totals that were printed for several forces together, as findings that the same sentences put in words."""

from cancelled_crimes.clean.groups import GroupTotal
from cancelled_crimes.settings import Settings
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import numeral
from cancelled_crimes.words.prose import Number, Prose, as_sentence, prose
from cancelled_crimes.words.topics import VICTIMS


def group_finding(total: GroupTotal, settings: Settings) -> Finding:
    """The total as a finding, without interval or verdict: it is a sum of samples of several forces."""
    found = total.outcome
    return Finding(
        force=total.group,
        offence=VICTIMS if total.measure == VICTIMS else total.offence,
        status=found.status,
        settings=settings,
        wrong=found.wrong,
        reviewed=found.reviewed,
        wrong_low=found.wrong_low,
        wrong_high=found.wrong_high,
        share_low=found.share_low,
        share_high=found.share_high,
        smallest_sample=found.smallest_sample,
        tier_reasons=("a total of several samples",),
        printed=total.printed,
        sources=total.sources,
        raw_rows=total.raw_rows,
        disputed=total.disputed,
        members=total.members,
    )


def apart(f: Finding, force: str) -> Prose:
    """What a member's page must add: the total is not the force's own figure."""
    units = f.settings.words.units
    template = "this total is printed for {n} {units} together; how much of it belongs to {force} it does not say"
    return as_sentence(prose(template, n=Number(numeral(len(f.members)), f.fact), units=units, force=force))

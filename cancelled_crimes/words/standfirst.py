"""The finding of a whole page: its headline and its standfirst, for every kind of force and for the national page."""

from dataclasses import dataclass

from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.certainty import worked_out
from cancelled_crimes.words.facts import Finding, all_findings, page_of
from cancelled_crimes.words.inspected import inspected
from cancelled_crimes.words.numbers import numeral
from cancelled_crimes.words.pooled import Pool, pools
from cancelled_crimes.words.prose import Number, Prose, as_sentence, joined, listed, prose
from cancelled_crimes.words.sentences import headline, sentence
from cancelled_crimes.words.topics import VICTIMS, the


@dataclass(frozen=True)
class PageFinding:
    """What a page found: a headline without a full stop, and the standfirst under it."""

    headline: Prose
    standfirst: Prose


def page_finding(tables: Tables, force: str, settings: Settings) -> PageFinding:
    """The finding of a force's page, or of the national page when `force` is empty."""
    if not force:
        return _national(tables, settings)
    found, victims = page_of(tables, force, settings)
    return PageFinding(_headline(found, victims), _standfirst(found, victims))


def _headline(found: list[Finding], victims: Finding) -> Prose:
    """One sample, that with the highest lower bound; without counts a share, then the rest, then that nothing is.

    Separate samples are never added up, and a share alone decides nothing: a small sample makes a high one easily.
    """
    counted = [f for f in found if f.has_counts]
    if counted:
        leading = max(counted, key=lambda f: f.low or 0)
        rest = [f for f in found if f.some_wrong and not f.has_counts]
        quiet = not leading.some_wrong and bool(rest)
        shares = all(f.status == "share only" for f in rest)
        others = "only shares are printed" if shares else "figures are incomplete"
        return joined([headline(leading), f"; for other offences {others}" if quiet else ""], "")
    for wanted in (["share only", "candidates", "some"], ["count only"], ["sample only"]):
        fitting = [f for f in found if f.status in wanted]
        if fitting:
            return headline(fitting[0]) if len(fitting) == 1 else _several(fitting)
    if victims.has_counts:
        return headline(victims)
    settings = victims.settings
    kind = "available" if any(f.status == "not available" for f in (*found, victims)) else "found"
    return (f"{victims.force}: no figure on {settings.words.records} was {kind}",)


def _several(found: list[Finding]) -> Prose:
    """Several offences for which only a share, or only that there were some, is printed."""
    first = found[0]
    offences = listed([f.offence for f in found])
    words = first.settings.words
    none = f"{words.reviewers} found none {words.failure}; how many they reviewed is not printed"
    counts = none if all(f.wrong == 0 for f in found) else "only counts are printed, without samples"
    kind = {"share only": "only shares are printed, without samples", "count only": counts}
    if all(f.status == "some" for f in found):
        return prose(
            "{force}: some {records} of {offences} were {failure}; how many is not known {year}",
            force=first.force,
            records=first.things,
            offences=offences,
            failure=words.failure,
            year=_years(found, first.fact),
        )
    told = (
        kind.get(first.status, "figures are incomplete")
        if len({f.status for f in found}) == 1
        else "figures are incomplete"
    )
    return prose(
        "{force}: for {offences}, {told} {year}",
        force=first.force,
        offences=offences,
        told=told,
        year=_years(found, first.fact),
    )


def _standfirst(found: list[Finding], victims: Finding) -> Prose:
    """Every figure in hand in a sentence, counts first, then what is not available, then what was not found."""
    known = [f for f in (*found, victims) if f.in_hand]
    known.sort(key=lambda f: not f.has_counts)  # stable: counts first, otherwise in the order of the offences
    told = [joined([sentence(f, place=f is known[0]), worked_out(f)]) for f in known]
    return joined([*told, _missing([*found, victims], "not available"), _missing([*found, victims], "not found")])


def _missing(found: list[Finding], status: str) -> Prose:
    """One sentence on all figures of a force that are not available, or that were not found."""
    missing = [f for f in found if f.status == status]
    if not missing:
        return ()
    first = missing[0]
    if len(missing) == len(found) and status == "not found":
        return as_sentence(
            f"no figure on {first.settings.words.records} of {the(first.force)} was found, nor on victims: "
            "that is a gap, not a count of none"
        )
    offences = ["victims told of a cancellation" if f.offence == VICTIMS else f.offence for f in missing]
    names = listed(offences, "or" if status == "not found" else "and")
    if status == "not found":
        return as_sentence(prose("no figures were found on {names}: that is a gap, not a count of none", names=names))
    figures = prose(
        "figures on {names} were not available, a source says {year}", names=names, year=_years(missing, first.fact)
    )
    return as_sentence(figures)


def _years(found: list[Finding], fact: str) -> Prose:
    return inspected([f.sample_year for f in found], fact, "sample" if all(f.has_counts for f in found) else "figure")


def _national(tables: Tables, settings: Settings) -> PageFinding:
    """How many of the forces in hand had at least one failure, then each offence's counts, then what is missing."""
    found = [f for f in all_findings(tables, settings) if f.in_hand]
    if not found:
        return _nothing_yet(settings)
    in_hand = {f.force for f in found}
    failing = {f.force for f in found if f.some_wrong}
    fact, words = "coverage/all", settings.words
    head = prose(
        "{reviewers_} found {failure} records in {some} of the {all} {units} for which figures are in hand {years}",
        reviewers_=words.reviewers[:1].upper() + words.reviewers[1:],
        failure=words.failure,
        some=Number(numeral(len(failing)), fact),
        all=Number(numeral(len(in_hand)), fact),
        units=words.units,
        years=_years(found, fact),
    )
    gap = prose(
        "for {rest} of {total} {units} no figure was found: the inspection reports are where to look, and {units} "
        "that made news are more likely to be in hand",
        rest=Number(numeral(len(settings.units) - len(in_hand)), fact),
        total=Number(str(len(settings.units)), fact),
        units=words.units,
    )
    reason = "no percentage leads: too few of the forces are in hand".replace("forces", words.units)
    parts = pools(tables, settings)
    leads = any(p.row["leads"] for p in parts)
    return PageFinding(
        head, joined([_offences(parts, words.records), *([] if leads else [as_sentence(reason)]), as_sentence(gap)])
    )


def _nothing_yet(settings: Settings) -> PageFinding:
    """The finding of a story that has no figure yet."""
    words = settings.words
    head = prose("{place}: no figure on {records} was found yet", place=settings.story.place, records=words.records)
    return PageFinding(head, as_sentence("that is a gap, not a count of none"))


def _offences(parts: list[Pool], records: str) -> Prose:
    """The counts of all offences in one sentence."""
    if not parts:
        return ()
    counts = [
        prose(
            "{counts} in {forces} for {offence}",
            counts=Number(_counts(p), p.fact),
            forces=Number(f"{numeral(p.in_hand)} {_unit(p)}", f"coverage/{slug(p.offence)}"),
            offence=p.offence,
        )
        for p in parts
    ]
    words, drawn = parts[0].settings.words, [year for p in parts for year in p.years]
    return as_sentence(
        prose(
            "of the {records} that {reviewers} reviewed, those {failure} were {counts} {years}",
            records=records,
            reviewers=words.reviewers,
            failure=words.failure,
            counts=listed(counts),
            years=inspected(drawn, "coverage/all"),
        )
    )


def _counts(p: Pool) -> str:
    """The counts of a pool, after the percentage where one may lead: "10 of 118", "16% (640 of 4,000)"."""
    told = f"{numeral(p.wrong)} of {numeral(p.reviewed)}"
    return f"{p.leading} ({told})" if p.leading else told


def _unit(p: Pool) -> str:
    words = p.settings.words
    return words.unit if p.in_hand == 1 else words.units

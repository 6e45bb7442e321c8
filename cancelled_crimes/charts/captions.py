"""Titles and subtitles: the finding, and what is measured of what, in the words of the settings."""

from cancelled_crimes.settings import Settings
from cancelled_crimes.stats.verdicts import OUT, QUESTION
from cancelled_crimes.words.as_printed import said, share_as_printed
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import counts_in_table, decimals, in_table, numeral, percent, share_of
from cancelled_crimes.words.prose import BOUND, Number, Prose, listed, plain, prose
from cancelled_crimes.words.sentences import headline


def measure(settings: Settings) -> str:
    """What the share is a share of: the base that stands by every percentage scale."""
    w = settings.words
    return f"Share {w.failure} of the {w.records} that {w.reviewers} reviewed"


def level(share: float, fact: str) -> Number:
    """A confidence level or limit as a number of the prose: 0.95 -> "95%", 0.998 -> "99.8%"."""
    return Number(f"{share * 100:.1f}".removesuffix(".0") + "%", fact, BOUND)


def confidence(settings: Settings) -> Number:
    """The confidence level of the intervals."""
    return level(settings.statistics.confidence, "settings/confidence")


def small_samples(settings: Settings) -> Prose:
    """What is said where a sample is too small for a mark."""
    return prose(
        "Fewer than {n} reviewed: counts only.", n=Number(numeral(settings.tiers.counts_from), "settings/counts-from")
    )


def offence_names(findings: list[Finding]) -> str:
    """The offences of findings as a list: "rape, violence and robbery"."""
    return plain(listed([f.offence for f in findings]))


def figures_title(force: str, findings: list[Finding]) -> Prose:
    """What was found: one finding as a headline; of several, in which offences anything was found and in which none."""
    told = [f for f in findings if f.has_counts or f.status in ("share only", "candidates")]
    if len(told) == 1:
        return headline(told[0])
    failure = findings[0].settings.words.failure
    record = findings[0].settings.words.records.split()[-1]
    some, none = [f for f in told if f.some_wrong], [f for f in told if f.has_counts and f.wrong == 0]
    if not some and not none:
        return (f"{force}: only limits are printed for {offence_names(told)}",)
    if not some:
        return (f"{force}: no {failure} {record} among those reviewed for {offence_names(none)}",)
    rest = f", none for {offence_names(none)}" if none else ""
    return (f"{force}: {failure} {record} among those reviewed for {offence_names(some)}{rest}",)


def funnel_title(force: str, findings: list[Finding], settings: Settings) -> Prose:
    """Which samples lie apart from the others, in the three steps of the comparison."""
    units = settings.words.units
    beyond = {verdict: [f for f in findings if f.verdict == verdict] for verdict in (OUT, QUESTION)}
    parts = []
    if beyond[OUT]:
        verb = "stands" if len(beyond[OUT]) == 1 else "stand"
        parts.append(f"{_samples(beyond[OUT])} {verb} out from the other {units} in hand")
    if beyond[QUESTION]:
        verb = "is" if len(beyond[QUESTION]) == 1 else "are"
        parts.append(f"{_samples(beyond[QUESTION])} {verb} worth a question beside the other {units} in hand")
    if not parts:
        return (f"{force}: cannot be told apart from the other {units} in hand",)
    return (f"{force}: {'; '.join(parts)}",)


def _samples(findings: list[Finding]) -> str:
    """ "the robbery sample", "the rape and violence samples"."""
    return f"the {offence_names(findings)} {'sample' if len(findings) == 1 else 'samples'}"


def label(f: Finding) -> str:
    """The direct label of a finding's mark: counts, with the percentage where its tier lets one stand beside them."""
    if f.has_counts and f.wrong is not None and f.reviewed:
        told = counts_in_table(f.wrong, f.reviewed)
        return told if f.tier == "C" else f"{told} ({share_of(f.wrong, f.reviewed)})"
    if f.disputed:
        return "sources contradict each other"
    if f.status == "share only":
        return f"{share_as_printed(f, in_table).text}, sample not printed"
    if f.status in ("candidates", "some"):
        return f"{said(f, in_table).amount}{'' if f.reviewed else ', sample not printed'}"
    return {
        "count only": f"{numeral(f.wrong or 0)}, sample not printed",
        "sample only": f"{f.reviewed} reviewed, result not seen",
        "not available": "not available, a source says",
    }.get(f.status, "not found")


def short_label(f: Finding) -> str:
    """The label where room is short: "5 of 20", "43%", "none"."""
    if f.has_counts and f.wrong is not None and f.reviewed is not None:
        return counts_in_table(f.wrong, f.reviewed)
    if f.status == "share only":
        return share_as_printed(f, in_table).text
    return numeral(f.wrong or 0) if f.status == "count only" else label(f)


def interval_text(low: float | None, high: float | None, records: float = 0) -> str:
    """An interval in a table: "11% to 47%", "" without one; with the decimals that so many records carry."""
    places = decimals(records)
    return "" if low is None or high is None else f"{percent(low, places)} to {percent(high, places)}"

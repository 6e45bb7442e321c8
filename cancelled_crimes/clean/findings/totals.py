"""Rules over the totals printed for several forces together."""

from collections.abc import Callable, Iterator

from cancelled_crimes.clean.findings.case import Case, Finding, listed, subject_of
from cancelled_crimes.clean.groups import GroupTotal
from cancelled_crimes.clean.transcribed import told

Parts = dict[str, tuple[int, int]]


def total_against_parts(case: Case) -> Iterator[Finding]:
    """A total that its parts do not add up to, or that is smaller than the parts in hand."""
    for total in case.totals:
        parts = _parts(case, total)
        wrong, reviewed = sum(w for w, _ in parts.values()), sum(n for _, n in parts.values())
        complete = len(parts) == len(total.members)
        if not parts or _agree(total, wrong, reviewed, complete):
            continue
        sums = " + ".join(f"{w} of {n}" for w, n in parts.values())
        yield Finding(
            rule="total against parts",
            severity="high",
            force=total.group,
            offence=subject_of(total.measure, total.offence),
            what=f"The total printed for {listed(total.members)} together is {told(total.printed[:1])}, but the "
            f"figures of {listed(parts)} give {sums} = {wrong} of {reviewed}.",
            done="Kept the total apart and used the forces' own figures.",
            todo="Quote the forces' own figures. Ask which sample the total counts differently.",
            raw_rows=(*total.raw_rows, *_rows_of_parts(case, total, parts)),
        )


def overlapping_total(case: Case) -> Iterator[Finding]:
    """A total needed for forces without a figure, which also contains forces that have one."""
    for total in case.totals:
        parts = _parts(case, total)
        if parts and len(parts) < len(total.members) and total.outcome.wrong is not None:
            inside = listed(f"{w} of {n} in {force}" for force, (w, n) in parts.items())
            yield Finding(
                rule="total overlaps its parts",
                severity="medium",
                force=total.group,
                offence=subject_of(total.measure, total.offence),
                what=f"The total printed for {listed(total.members)} together is {told(total.printed[:1])}. It "
                f"contains {inside}, which is also printed for itself.",
                done="Kept the total apart; in sums over the figures in hand, these are counted once.",
                todo="Never add the total to the figures of the forces inside it.",
                raw_rows=(*total.raw_rows, *_rows_of_parts(case, total, parts)),
            )


def _parts(case: Case, total: GroupTotal) -> Parts:
    """The counts (at fault, reviewed) of the members that have counts of their own."""
    own = {force: case.own_counts(force, total.measure, total.offence) for force in total.members}
    return {force: counts for force, counts in own.items() if counts is not None}


def _agree(total: GroupTotal, wrong: int, reviewed: int, complete: bool) -> bool:
    """Whether the parts can make up the total: exactly where all are in hand, otherwise as a part of it."""
    out = total.outcome
    if out.wrong is not None and out.reviewed is not None:
        if complete:
            return (wrong, reviewed) == (out.wrong, out.reviewed)
        return wrong <= out.wrong and reviewed <= out.reviewed
    if out.share_low is None or out.share_high is None or not complete:
        return True
    return out.share_low <= wrong / reviewed <= out.share_high


def _rows_of_parts(case: Case, total: GroupTotal, parts: Parts) -> list[str]:
    decisions = [case.decisions[force, total.measure, total.offence] for force in parts]
    return [f["figure_id"] for d in decisions for f in d.used]


RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (total_against_parts, overlapping_total)

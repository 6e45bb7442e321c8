"""Rules for claims about one force: a count, a share, a comparison, missing figures, the offences that were sampled."""

import math

from cancelled_crimes.claims.evidence import EPS, Cell, Evidence, percent
from cancelled_crimes.claims.finding import Found, decide
from cancelled_crimes.claims.ledger import VICTIMS, Claim, Count, Higher, Highest, Missing, Range, Scope, ShareOf, Text
from cancelled_crimes.settings import nearest

ABSENT = ("not available", "not found")


def count(claim: Claim, check: Count, evidence: Evidence) -> Found:
    """The count in hand against the count claimed."""
    cell = evidence.cells[claim.topic][claim.about.force]
    right = decide(cell.count, check.wanted)
    return Found(right, f"{_whole(cell, evidence)}; the claim needs {needed(check.bound, check.number)}", (cell,))


def share(claim: Claim, check: ShareOf, evidence: Evidence) -> Found:
    """The share in hand against the share claimed, with its stated rounding."""
    cell = evidence.cells[claim.topic][claim.about.force]
    reason = f"{_whole(cell, evidence)}; {allows(check.wanted)}"
    return Found(decide(cell.share, check.wanted), reason, (cell,), of_shares=True)


def higher(claim: Claim, check: Higher, evidence: Evidence) -> Found:
    """One force's share against another's."""
    cells = evidence.cells[claim.topic]
    return _above(cells[claim.about.force], [cells[check.than]], evidence)


def highest(claim: Claim, check: Highest, evidence: Evidence) -> Found:
    """One force's share against those of the forces named, or of all."""
    cells = evidence.cells[claim.topic]
    names = check.of or list(cells)
    return _above(cells[claim.about.force], [cells[n] for n in names if n != claim.about.force], evidence)


def missing(claim: Claim, check: Missing, evidence: Evidence) -> Found:
    """Whether a figure is in hand although the claim says that there is none."""
    cells = [evidence.cells[topic][claim.about.force] for topic in check.cells]
    known = [c for c in cells if c.status not in ABSENT]
    if known:
        return Found(False, "; ".join(map(_named, known)), tuple(known))
    return Found(True, "; ".join(f"{c.topic}: {c.status}" for c in cells), tuple(cells))


def scope(claim: Claim, check: Scope, evidence: Evidence) -> Found:
    """Whether the offence is one of those that inspectors sampled; no record of another could be found at fault."""
    offence, words = claim.about.offence, evidence.settings.words
    sampled = ", ".join(evidence.settings.offences)
    if offence not in evidence.settings.offences:
        stray = tuple(f["figure_id"] for f in evidence.outside if f["offence"] == offence)
        refs = (*(f"cancellations: {o}" for o in evidence.settings.offences), *stray)
        aside = f"; set aside, because the same name is printed there: {', '.join(stray)}" if stray else ""
        near = nearest(offence, evidence.settings.offences)
        return Found(False, f"outside what {words.reviewers} sampled: {sampled}{near}{aside}", refs=refs)
    cells = evidence.of(offence) if claim.about.force == evidence.settings.story.place else []
    cells = cells or [evidence.cells[offence][claim.about.force]]
    faulty = tuple(c for c in cells if c.count[0] >= 1)
    if faulty:
        told = f"{_with_noun(len(faulty), words.unit, words.units)} with at least one {words.record} at fault"
        return Found(True, f"{offence} was sampled; {told}", faulty)
    none = all(c.count[1] == 0 for c in cells)
    return Found(False if none else None, f"{offence} was sampled, but no record at fault is in hand", tuple(cells))


def text(claim: Claim, check: Text, evidence: Evidence) -> Found:
    """Free text: its reason, with the figure that it speaks of and the interval of that figure."""
    cell = evidence.cells.get(claim.topic, {}).get(claim.about.force)
    if cell is None or cell.status in ABSENT:
        return Found(None, check.because)
    found = Found(None, check.because, (cell,)).says(f"the figure in hand is {cell.told}")
    return found.says(f"so the share may lie {interval_words(cell.interval)}") if cell.interval else found


def needed(bound: str, number: int) -> str:
    """What a claim needs, in words: "exactly", 5 -> "5"; "at least", 19 -> "at least 19"."""
    return f"{number}" if bound == "exactly" else f"{bound} {number}"


def allows(wanted: Range) -> str:
    """The shares that a claim allows, in words."""
    low, high = max(wanted[0], 0.0), min(wanted[1], 1.0)
    return f"the claim allows {percent(low, 1)} to {percent(high, 1)}"


def interval_words(interval: Range) -> str:
    """An interval in words: "between 11% and 47%"."""
    return f"between {percent(interval[0])} and {percent(interval[1])}"


def _above(cell: Cell, others: list[Cell], evidence: Evidence) -> Found:
    """Whether a share is above all others; where it is, and the counts are known, whether chance could do it."""
    equal_or_above = [o for o in others if o.share[0] >= cell.share[1] - EPS]
    open_ones = [o for o in others if o not in equal_or_above and o.share[1] >= cell.share[0] - EPS]
    if equal_or_above:
        shown = (cell, *equal_or_above)
        return Found(False, "; ".join(map(_named, shown)), shown, of_shares=True)
    if open_ones:
        names = ", ".join(o.force for o in open_ones[:3]) + (" and others" if len(open_ones) > 3 else "")
        words = evidence.settings.words
        unknown = f"the figures of {_with_noun(len(open_ones), words.unit, words.units)} could be as high ({names})"
        return Found(None, f"{_named(cell)}; {unknown}", (cell,), of_shares=True)
    shown = (cell, *others[:1]) if len(others) == 1 else (cell, *(o for o in others if o.has_counts))
    caveats = tuple(_by_chance(cell, o, evidence) for o in others)
    return Found(
        True, "; ".join(map(_named, shown[:2])), shown, caveats=tuple(c for c in caveats if c)[:1], of_shares=True
    )


def _by_chance(cell: Cell, other: Cell, evidence: Evidence) -> str:
    """A caveat where Fisher's exact test cannot tell the two shares apart."""
    if not (cell.has_counts and other.has_counts):
        return ""
    p = fisher((cell.wrong_low or 0, cell.reviewed or 0), (other.wrong_low or 0, other.reviewed or 0))
    if p < 1 - evidence.settings.statistics.confidence:
        return ""
    return f"small samples: chance alone could make such a difference from {other.force} (p = {p:.2f})"


def fisher(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Two-sided p of Fisher's exact test (Fisher 1922) for two pairs (at fault, reviewed).

    The sum of the hypergeometric probabilities that are no larger than that of the counts observed, as in
    scipy.stats.fisher_exact; written out because this check must answer faster than scipy loads.
    """
    (a, n), (b, m) = one, other
    k = a + b
    ways = {i: math.comb(n, i) * math.comb(m, k - i) for i in range(max(0, k - m), min(n, k) + 1)}
    return sum(w for w in ways.values() if w <= ways[a]) / math.comb(n + m, k)


def _whole(cell: Cell, evidence: Evidence) -> str:
    """The figure with what it is a figure of."""
    words, victims = evidence.settings.words, cell.topic == VICTIMS
    base = "victims due to be told" if victims else f"{words.records} reviewed"
    if cell.has_counts:
        return f"{_named(cell)} {base} were {'not told' if victims else words.failure}"
    return f"{_named(cell)}, of the {base}" if cell.printed else _named(cell)


def _named(cell: Cell) -> str:
    return f"{cell.force}, {cell.topic}: {cell.told}"


def _with_noun(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"

"""Rules for claims about one force: a count, a share, a comparison, missing figures, the offences that were sampled."""

import math
from contextlib import suppress
from fractions import Fraction

from cancelled_crimes.claims.evidence import EPS, Cell, Evidence, percent
from cancelled_crimes.claims.finding import Found, decide
from cancelled_crimes.claims.forms import Count, Higher, Highest, Missing, Range, Scope, ShareOf, Stated, Text
from cancelled_crimes.claims.ledger import VICTIMS, Claim
from cancelled_crimes.claims.rows import items
from cancelled_crimes.clean.printed import NotUnderstoodError, parse
from cancelled_crimes.settings import nearest

ABSENT = ("not available", "not found")
_OPPOSITE = ("right", "informed")


def count(claim: Claim, check: Count, evidence: Evidence) -> Found:
    """The count in hand against the count claimed, and its sample against that of the claim."""
    cell = evidence.cells[claim.topic][claim.about.force]
    right = decide(cell.count, check.wanted) if check.of is None else _of_sample(cell, check, check.of)
    of = f" of {check.of}" if check.of else ""
    reason = f"{_whole(cell, evidence)}; the claim needs {needed(check.bound, check.number)}{of}"
    low, high = check.wanted
    if right is None and high < math.inf and not any(cell.gives(wrong) for wrong in range(int(low), int(high) + 1)):
        return Found(False, f"{reason}; no sample gives such a share with that count", (cell,))
    return Found(right, reason, (cell,))


def _of_sample(cell: Cell, check: Count, reviewed: int) -> bool | None:
    """Whether a count of a sample is right: wrong where no count that is claimed is possible in such a sample."""
    low, high = check.wanted
    if not any(low <= wrong <= high and cell.allows(wrong, reviewed) for wrong in range(reviewed + 1)):
        return False
    return decide(cell.count, check.wanted) if cell.reviewed == reviewed else None


def share(claim: Claim, check: ShareOf, evidence: Evidence) -> Found:
    """The share in hand against the share claimed, with its stated rounding."""
    cell = evidence.cells[claim.topic][claim.about.force]
    reason = f"{_whole(cell, evidence)}; {allows(check.wanted)}"
    right = decide(cell.share, check.wanted)
    if right is None and cell.reviewed and not _some_count(cell, check.wanted):
        return Found(False, f"{reason}; no count of {cell.reviewed} gives that", (cell,), of_shares=True)
    if right is None and _in_the_same_words(check, cell):
        return Found(True, f"{_whole(cell, evidence)}, which is what the claim says", (cell,), of_shares=True)
    return Found(right, reason, (cell,), of_shares=True)


def _some_count(cell: Cell, wanted: Range) -> bool:
    """Whether some count of a known sample, whose count is not known, gives a share that is claimed."""
    size = cell.reviewed or 0
    shares = (wrong / size for wrong in range(size + 1) if cell.allows(wrong, size))
    return any(wanted[0] - EPS <= share <= wanted[1] + EPS for share in shares)


def _in_the_same_words(check: ShareOf, cell: Cell) -> bool:
    """Whether a share without a sample is printed just as it is claimed: "one in 10" as 1/10, "10%" as 10%."""
    if cell.status != "share only":
        return False
    return any(_says(printed, check.share) for printed in items(cell.printed))


def _says(printed: str, claimed: Stated) -> bool:
    with suppress(NotUnderstoodError):
        figure = parse(printed)
        if figure.form == "share" and figure.share and not figure.bound and figure.direction not in _OPPOSITE:
            same_kind = (figure.share.style == "percent") == claimed.percent
            return same_kind and Fraction(figure.share.top, figure.share.bottom) == claimed.exact
    return False


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
    """Whether there is no figure: a figure speaks against it, only another article that says so speaks for it.

    That none was found does not mean that there is none, and an article is no evidence for itself.
    """
    cells = [evidence.cells[topic][claim.about.force] for topic in check.cells]
    known = [c for c in cells if c.status not in ABSENT and not _without_number(c)]
    if known:
        return Found(False, "; ".join(map(_named, known)), tuple(known))
    said = [(c, [s for s in c.sources if not evidence.own_article(claim, s)]) for c in cells]
    reason = "; ".join(f"{c.topic}: {_absence(c, others)}" for c, others in said)
    confirmed = all(c.status == "not available" and others for c, others in said)
    origins = {o for c in cells for o in c.origins}
    alone = (f"said by one origin only: {', '.join(origins)}",) if len(origins) == 1 else ()
    return Found(True if confirmed else None, reason, tuple(cells), caveats=alone)


def _without_number(cell: Cell) -> bool:
    """Whether a source tells of records, "some" or how many were reviewed, and no count or bound of them was seen."""
    return cell.status == "sample only" or (cell.status == "some" and cell.reviewed is None and cell.count[0] <= 1)


def _absence(cell: Cell, others: list[str]) -> str:
    """How a missing figure is missing."""
    if cell.status == "not found":
        return "none was found, which does not mean that there is none"
    if _without_number(cell):
        return f"{cell.told}, but not how many"
    return "not available, another source says" if others else "not available, but no other source says so"


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
    return Found(None, f"{offence} was sampled, but no record at fault is in hand", tuple(cells))


def text(claim: Claim, check: Text, evidence: Evidence) -> Found:
    """Free text: its reason, with the figure that it speaks of and the interval of that figure."""
    cell = evidence.cells.get(claim.topic, {}).get(claim.about.force)
    if cell is None or cell.status in ABSENT:
        return Found(None, check.because)
    found = Found(None, check.because, (cell,)).says(f"the figure in hand is {cell.told}")
    bounds = evidence.interval(cell)
    return found.says(f"so the share may lie {interval_words(bounds)}") if bounds else found


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
    below = [o for o in others if o.count[1] == 0 and cell.count[0] >= 1]  # none is less than some, however many
    open_ones = [o for o in others if o not in (*equal_or_above, *below) and o.share[1] >= cell.share[0] - EPS]
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
    return f"{_named(cell)}, of the {base}" if cell.status not in ABSENT else _named(cell)


def _named(cell: Cell) -> str:
    return f"{cell.force}, {cell.topic}: {cell.told}"


def _with_noun(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"

"""What one or several printed figures leave possible: a range of counts, a sample, a range of shares.

Evidence is always in the direction of the fault: records wrongly cancelled, victims not told.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from cancelled_crimes.clean.printed import Printed
from cancelled_crimes.clean.recover import counts_that_fit, samples_that_fit, smallest_sample

NONE, WHOLE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Outcome:
    """What is known of a cell: `status` as in cancellations.csv, counts of records, shares 0-1; None is unknown."""

    status: str
    wrong: int | None = None
    reviewed: int | None = None
    wrong_low: int | None = None
    wrong_high: int | None = None
    share_low: float | None = None
    share_high: float | None = None
    smallest_sample: int | None = None


@dataclass(frozen=True)
class Evidence:
    """The counts (`count_low` to `count_high`, None for no limit), sample and shares (0-1) that remain possible."""

    count_low: int = 0
    count_high: int | None = None
    reviewed: int | None = None
    share_low: Fraction = NONE
    share_high: Fraction = WHOLE

    @property
    def has_share(self) -> bool:
        """Whether a share was printed, or bounds of one."""
        return (self.share_low, self.share_high) != (NONE, WHOLE)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return self == Evidence()

    @property
    def has_share_or_counts(self) -> bool:
        """Whether more is known than a sample."""
        return self.has_share or self.count_high is not None

    def counts(self) -> range:
        """The counts that fit the sample, which must be known."""
        assert self.reviewed is not None
        every = range(self.reviewed + 1)  # without a share there is nothing to work out
        fitting = counts_that_fit(self.share_low, self.share_high, self.reviewed) if self.has_share else every
        high = self.reviewed if self.count_high is None else self.count_high
        return range(max(fitting.start, self.count_low), min(fitting.stop, high + 1))

    def samples(self) -> range:
        """The sample sizes that fit an exact count and a share; empty where the figures cannot both be true."""
        return samples_that_fit(self.count_low, self.share_low, self.share_high)

    @property
    def is_possible(self) -> bool:
        """Whether the figures can all be true of one sample."""
        if self.share_low > self.share_high or (self.count_high is not None and self.count_low > self.count_high):
            return False
        if self.reviewed is not None:
            return len(self.counts()) > 0
        if self.count_high == 0:
            return self.share_low == NONE
        if self.count_low > 0 and self.share_high == NONE:
            return False
        return not self._gives_sample or len(self.samples()) > 0

    @property
    def _gives_sample(self) -> bool:
        return self.count_low == self.count_high and self.count_low > 0 and self.share_low > NONE

    def merged(self, other: "Evidence") -> "Evidence | None":
        """What both leave possible; None where they contradict each other."""
        if None not in (self.reviewed, other.reviewed) and self.reviewed != other.reviewed:
            return None
        highs = [h for h in (self.count_high, other.count_high) if h is not None]
        both = Evidence(
            max(self.count_low, other.count_low),
            min(highs) if highs else None,
            self.reviewed if self.reviewed is not None else other.reviewed,
            max(self.share_low, other.share_low),
            min(self.share_high, other.share_high),
        )
        return both if both.is_possible else None

    def hull(self, other: "Evidence") -> "Evidence":
        """Whatever either leaves possible: all that can be said where two sources contradict each other."""
        mine, theirs = self.as_shares(), other.as_shares()
        same = self.reviewed if self.reviewed == other.reviewed else None
        high = None if None in (self.count_high, other.count_high) else max(self.count_high or 0, other.count_high or 0)
        return Evidence(
            min(self.count_low, other.count_low), high, same, min(mine[0], theirs[0]), max(mine[1], theirs[1])
        )

    def as_shares(self) -> tuple[Fraction, Fraction]:
        """The shares that remain possible, those of the counts where the sample is known."""
        if self.reviewed is None:
            return self.share_low, self.share_high
        counts = self.counts()
        return Fraction(counts[0], self.reviewed), Fraction(counts[-1], self.reviewed)

    def complement(self) -> "Evidence":
        """The same evidence, told from the other side: 68 of 73 correct is 5 of 73 wrong."""
        known = self.with_sample()
        low, high = WHOLE - known.share_high, WHOLE - known.share_low
        if known.reviewed is None:
            if known.count_high == 0:
                low = WHOLE
            return Evidence(0, 0 if high == NONE else None, None, low, high)
        counts = known.counts()
        return Evidence(known.reviewed - counts[-1], known.reviewed - counts[0], known.reviewed, low, high)

    def with_sample(self) -> "Evidence":
        """The evidence with its sample worked out, where a count and a share leave exactly one."""
        if self.reviewed is None and self._gives_sample and len(self.samples()) == 1:
            return replace(self, reviewed=self.samples()[0])
        return self

    def outcome(self, printed_counts: bool = False) -> Outcome:
        """What may be stated; `printed_counts` tells whether a source printed count and sample together."""
        known = self.with_sample()
        if known.reviewed is not None:
            return _of_sample(known, printed_counts)
        wrong = known.count_low if known.count_low == known.count_high else None
        if wrong and known.has_share:
            smallest = max(wrong, ceil(wrong / known.share_high))
            return Outcome("candidates", wrong, None, wrong, wrong, *_floats(known), smallest)
        if known.has_share and wrong != 0:
            return Outcome("share only", None, None, None, None, *_floats(known), _smallest(known))
        if wrong is not None:
            return Outcome("count only", wrong, None, wrong, wrong)
        if known.count_high is not None:
            return Outcome("candidates", None, None, known.count_low, known.count_high)
        return Outcome("some", wrong_low=known.count_low) if known.count_low else Outcome("not available")


def _floats(evidence: Evidence) -> tuple[float, float]:
    return float(evidence.share_low), float(evidence.share_high)


def _smallest(evidence: Evidence) -> int:
    return smallest_sample(evidence.share_low, evidence.share_high)


def _of_sample(known: Evidence, printed_counts: bool) -> Outcome:
    """The outcome where the sample is known."""
    counts, reviewed = known.counts(), known.reviewed or 0
    low, high = counts[0], counts[-1]
    if low == high:
        status = "counts" if printed_counts else "recovered"
        return Outcome(status, low, reviewed, low, low, low / reviewed, low / reviewed)
    if (low, high) == (0, reviewed):
        return Outcome("sample only", reviewed=reviewed)
    status = "some" if low > 0 and high == reviewed else "candidates"
    return Outcome(status, None, reviewed, low, high, low / reviewed, high / reviewed)


def as_printed(figure: Printed) -> Evidence:
    """The evidence of one figure in the direction in which it is printed."""
    share = figure.share.limits("" if figure.count is not None else figure.bound) if figure.share else (NONE, WHOLE)
    low, high = _count_limits(figure)
    if figure.form == "all":
        share = (WHOLE, WHOLE)
    # A share printed beside counts is a rounding of them; where it is not, a finding says so and the counts stand.
    if figure.form == "counts":
        share = (NONE, WHOLE)
    return Evidence(low, high, figure.reviewed, *share)


def _count_limits(figure: Printed) -> tuple[int, int | None]:
    """The lowest and highest count that a figure leaves possible."""
    if figure.form == "none":
        return 0, 0
    if figure.form == "some":
        return 1, None
    if figure.count is None:
        return 0, None
    count = figure.count
    return {
        "more than": (count + 1, None),
        "at least": (count, None),
        "fewer than": (0, count - 1),
        "at most": (0, count),
    }.get(figure.bound, (count, count))

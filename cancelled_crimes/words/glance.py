"""A finding in the cells of a table: numerals throughout, counts and percentage beside each other."""

from dataclasses import dataclass

from cancelled_crimes.words.as_printed import said, share_as_printed
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import between, counts_in_table, decimals, in_table, percent
from cancelled_crimes.words.prose import BOUND, Number, Prose, plain, prose
from cancelled_crimes.words.topics import offence_in_words

STATUS = {
    "counts": "counts printed",
    "recovered": "worked out from what is printed",
    "candidates": "more than one count fits what is printed",
    "share only": "a share printed, no sample",
    "count only": "a count printed, no sample",
    "sample only": "a sample printed, no count",
    "some": "a lower limit, by the words of the source",
    "not available": "not available, a source says",
    "not found": "not found",
}
DISPUTED = "sources contradict each other"


@dataclass(frozen=True)
class Glance:
    """The cells of one finding: offence, year, counts ("5 of 20"), share ("25%"), interval ("11% to 47%"), status."""

    offence: str
    year: str
    counts: Prose
    share: Prose
    interval: Prose
    status: str

    @property
    def plain(self) -> dict[str, str]:
        """The cells as plain strings, for a chart's table or a workbook."""
        cells = {"counts": self.counts, "share": self.share, "interval": self.interval}
        texts = {name: plain(cell) for name, cell in cells.items()}
        return {"offence": self.offence, "year": self.year, **texts, "status": self.status}


def glance(f: Finding) -> Glance:
    """The at-a-glance row of a finding; a share stands from tier B up, or as the share printed without a sample."""
    return Glance(
        offence=offence_in_words(f.offence),
        year=str(f.sample_year) if f.in_hand and f.sample_year else "not stated" if f.in_hand else "",
        counts=_counts(f),
        share=_share(f),
        interval=_interval(f),
        status=DISPUTED if f.disputed else STATUS[f.status],
    )


def _counts(f: Finding) -> Prose:
    if f.has_counts and f.wrong is not None and f.reviewed is not None:
        return (Number(counts_in_table(f.wrong, f.reviewed), f.fact),)
    if f.status in ("candidates", "some", "count only") and not f.disputed:
        told = Number("none" if f.wrong == 0 else said(f, in_table).amount, f.fact)
        return (told,) if f.reviewed else prose("{n}, no sample printed", n=told)
    if f.status == "sample only":
        return prose("{n} reviewed", n=Number(in_table(f.reviewed or 0), f.fact))
    return ()


def _share(f: Finding) -> Prose:
    if f.status == "share only":
        return (share_as_printed(f, in_table),)
    if not f.has_counts or f.tier not in ("A", "B") or f.rate is None:
        return ()
    return (Number(percent(f.rate, decimals(f.reviewed or 0)), f.fact),)


def _interval(f: Finding) -> Prose:
    if not f.has_counts or f.tier not in ("A", "B") or f.low is None or f.high is None:
        return ()
    told = between(f.low, f.high, decimals(f.reviewed or 0))
    return (Number(told.removeprefix("between ").replace(" and ", " to "), f.fact, BOUND),)

"""Deciding what several printed figures of one force and offence say together, by rules that are named in words.

1. The most recent inspection wins. A figure carried over from an earlier inspection belongs to that earlier sample; a
   figure without a year is used only where no figure names one, and its year stays unknown.
2. The inspectorate outranks a newspaper; among equals, the more exact figure speaks first.
3. Figures that can all be true are combined. A fraction word narrows nothing that is printed more exactly.
4. A figure in the opposite direction that contradicts two articles, or counts, and would agree with them if it were
   turned round, is taken as printed the wrong way round and set aside.
5. Where figures of the same rank contradict each other otherwise, none is chosen: what both leave possible is kept.
6. Agreement within one origin confirms the transcription, not the fact; two versions of one article are one source.
"""

from dataclasses import dataclass, field

from cancelled_crimes.clean.evidence import Evidence, Outcome
from cancelled_crimes.clean.figures import MEASURES, read_figure
from cancelled_crimes.clean.rows import Row, unique

REVERSED = "printed the wrong way round: turned round, it agrees with the others"
SILENT = "says that no figure was available, where another source prints one"
OUTRANKED = "contradicts the inspectorate, which outranks it"
CONTRADICTED = "sources contradict each other and none is chosen"

_EXACTNESS = ("counts", "share of a sample", "count and share", "share", "none", "count", "sample", "all", "some")


@dataclass(frozen=True)
class Source:
    """What deciding needs to know of a source: its rank (0 is the inspectorate), its article and its origin."""

    rank: int
    article: str
    origin: str


@dataclass(frozen=True)
class Decision:
    """The outcome of a cell, the figures that were used and set aside (each with its reason), and the rule in words."""

    outcome: Outcome
    year: int | None = None
    carried_from_year: int | None = None
    used: list[Row] = field(default_factory=list)
    aside: list[tuple[Row, str]] = field(default_factory=list)
    rule: str = ""
    disputed: bool = False


NOT_FOUND = Decision(Outcome("not found"), rule="no source in hand prints a figure")


def sample_year(figure: Row) -> int | None:
    """The year of the inspection whose sample a figure describes."""
    return figure["carried_from_year"] or figure["inspection_year"]


def decide(figures: list[Row], sources: dict[str, Source]) -> Decision:
    """The decision on the figures (rows of figures.csv) of one force, offence and measure."""
    if not figures:
        return NOT_FOUND
    years = [y for y in map(sample_year, figures) if y]
    year = max(years, default=None)
    current = [f for f in figures if sample_year(f) == year]
    aside = [(f, _older(f, year)) for f in figures if sample_year(f) != year]
    speaking = [f for f in current if f["form"] != "not available"]
    carried = unique(f["carried_from_year"] for f in current)
    if not speaking:
        rule = "a source says that no figure was available"
        return Decision(Outcome("not available"), year, None, current, aside, rule)
    merged, used, reasons, disputed = _combined(speaking, sources)
    silent = [(f, SILENT) for f in current if f["form"] == "not available"]
    outcome = _disputed(merged) if disputed else merged.outcome(any(f["form"] == "counts" for f in used))
    aside = [*aside, *reasons, *silent]
    rule = _rule(outcome, used, sources, disputed, bool(carried))
    rule = "; ".join([rule, *unique(f"set aside: {reason}" for _, reason in aside)])
    chosen = {f["figure_id"] for f in used}
    in_order = [f for f in current if f["figure_id"] in chosen]
    return Decision(outcome, year, carried[0] if carried else None, in_order, aside, rule, disputed)


def _older(figure: Row, year: int | None) -> str:
    named = sample_year(figure)
    return (
        f"inspection of {named}, and that of {year} is more recent"
        if named
        else f"names no year, where others name {year}"
    )


def _combined(
    figures: list[Row], sources: dict[str, Source]
) -> tuple[Evidence, list[Row], list[tuple[Row, str]], bool]:
    """Combine figures of one sample: what is left possible, figures used and set aside, whether any are in dispute."""
    ordered = sorted(figures, key=lambda f: (sources[f["source_id"]].rank, *_exactness(f)))
    merged, used, aside, disputed = Evidence(), [], [], False
    articles: set[str] = set()  # of the figures used so far, as they come: to collect them anew for each is quadratic
    counted = False
    for figure in ordered:
        evidence = read_figure(figure["printed"], figure["measure"])[2]
        both = merged.merged(evidence)
        if both is not None:
            settled = disputed or (_is_loose(figure) and merged.has_share_or_counts)
            merged = merged if settled else both
            used.append(figure)
        elif (counted or len(articles) > 1) and _is_reversed(figure, merged):
            aside.append((figure, REVERSED))
            continue
        elif sources[figure["source_id"]].rank > sources[used[0]["source_id"]].rank:
            aside.append((figure, OUTRANKED))
            continue
        else:
            disputed = True
            merged = merged.hull(evidence)
            used.append(figure)
        articles.add(sources[figure["source_id"]].article)
        counted = counted or figure["form"] == "counts"
    return merged, used, aside, disputed


def _exactness(figure: Row) -> tuple[int, bool, str]:
    """The order in which figures of one rank speak, whatever the order of the rows: the more exact ones first."""
    printed = read_figure(figure["printed"], figure["measure"])[0]
    style = printed.share.style if printed.share else ""
    place = 3 * _EXACTNESS.index(printed.form) + {"ratio": 1, "fraction": 2}.get(style, 0) + 30 * bool(printed.bound)
    return place, figure["direction"] == MEASURES[figure["measure"]][1], figure["printed"]


def _is_loose(figure: Row) -> bool:
    printed = read_figure(figure["printed"], figure["measure"])[0]
    return printed.share is not None and printed.share.style == "fraction" and not printed.bound


def _is_reversed(figure: Row, merged: Evidence) -> bool:
    """Whether a figure that contradicts enough others is printed the wrong way round: turned, it agrees with them."""
    evidence = read_figure(figure["printed"], figure["measure"])[2]
    opposite = MEASURES[figure["measure"]][1]
    return figure["direction"] == opposite and merged.merged(evidence.complement()) is not None


def _disputed(merged: Evidence) -> Outcome:
    """Where sources contradict each other: the counts and shares that they leave possible, and no choice among them."""
    low: int | None
    low, high = merged.count_low, merged.count_high
    if merged.reviewed is not None:
        low, high = merged.counts()[0], merged.counts()[-1]
    if (low, high) == (0, None):
        low = None
    shares = merged.as_shares() if merged.reviewed is not None or merged.has_share else (None, None)
    share_low, share_high = (None if s is None else float(s) for s in shares)
    return Outcome("candidates", None, merged.reviewed, low, high, share_low, share_high)


_RULES = {
    "counts": "counts as printed",
    "recovered": "worked out: only one whole number fits what is printed",
    "candidates": "several whole numbers fit what is printed",
    "share only": "a share is printed without its sample",
    "count only": "a count is printed without its sample",
    "sample only": "a sample is printed without its count",
    "some": "a lower limit, by the words of the source",
    "not available": "what is printed allows no figure",
}


def _rule(outcome: Outcome, used: list[Row], sources: dict[str, Source], disputed: bool, carried: bool) -> str:
    """The rule by which a decision used its figures, in words."""
    parts = [CONTRADICTED if disputed else _RULES[outcome.status]]
    articles = {sources[f["source_id"]].article for f in used}
    origins = {sources[f["source_id"]].origin for f in used}
    if len(articles) > 1 and not disputed:
        kind = "of one origin agree, which confirms the transcription, not the fact"
        parts.append(f"{len(articles)} sources {kind if len(origins) == 1 else f'of {len(origins)} origins agree'}")
    if carried:
        parts.append("carried over by a later report, so it belongs to the earlier sample")
    return "; ".join(parts)

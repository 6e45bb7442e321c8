"""Why a claim that holds should not be printed as it stands: base, sample, origin, inspection."""

import re
from collections.abc import Iterator

from cancelled_crimes.claims.evidence import Cell, Evidence
from cancelled_crimes.claims.finding import Found
from cancelled_crimes.claims.ledger import CANCELLED, VICTIMS, Claim
from cancelled_crimes.claims.of_one_force import ABSENT, interval_words

_OF_ALL = re.compile(r"\b(?:all|every)\b")


def caveats(claim: Claim, found: Found, evidence: Evidence) -> list[str]:
    """Every reason for caution but the base, by weight; one figure is told by itself, several by their number."""
    cells = [c for c in found.cells if c.status not in ABSENT]
    reasons = [*found.caveats]
    if found.of_shares:
        reasons += _samples(claim, cells, evidence)
    reasons += [*_recovered(cells), *_origin(claim, cells, evidence), *_inspection(cells)]
    return reasons


def misdescribed_base(claim: Claim, evidence: Evidence) -> list[str]:
    """The reason where a claim's base is not the records that were reviewed; [] where it is, or none is given."""
    words, base = evidence.settings.words, claim.base.casefold()
    if not base or claim.about.measure != CANCELLED:
        return []
    if all(word in base for word in words.record.casefold().split()) and not _OF_ALL.search(base):
        return []
    said = f'"{claim.base}"' if base in claim.quote.casefold() else claim.base
    return [f"base misdescribed: it speaks of {said}, but {words.reviewers} reviewed a sample of {words.records}"]


def _samples(claim: Claim, cells: list[Cell], evidence: Evidence) -> Iterator[str]:
    """Samples too small for a percentage, and shares printed without one."""
    enough = evidence.settings.tiers.percentage_from
    small = [c for c in cells if c.reviewed is not None and c.reviewed < enough]
    bare = [c for c in cells if c.reviewed is None and c.share[1] > 0]
    if len(small) == 1:
        at_level = f"{evidence.settings.statistics.confidence * 100:g}%"
        i = evidence.interval(small[0])
        wide = f", so the share may lie {interval_words(i)} ({at_level} interval)" if i else ""
        yield f"small sample: {small[0].reviewed} {_sampled(claim)}{wide}"
    elif small:
        yield f"small samples: fewer than {enough} {_sampled(claim)} in {len(small)} of {len(cells)} figures"
    if len(bare) == 1:
        least = bare[0].smallest_sample
        yield f"no sample size printed{f': the smallest that gives {bare[0].as_printed} is {least}' if least else ''}"
    elif bare:
        yield f"no sample size printed for {len(bare)} of {len(cells)} figures"


def _recovered(cells: list[Cell]) -> Iterator[str]:
    worked_out = [c for c in cells if c.status == "recovered"]
    if len(cells) == 1 and worked_out:
        yield f"recovered count: {cells[0].wrong_low} of {cells[0].reviewed} was worked out from {cells[0].as_printed}"
    elif worked_out:
        yield f"recovered counts: {len(worked_out)} of {len(cells)} figures"


def _origin(claim: Claim, cells: list[Cell], evidence: Evidence) -> Iterator[str]:
    """Sources that repeat one analysis confirm a transcription, not a fact; the inspectorate is the origin itself."""
    origins = {o for c in cells for o in c.origins}
    if len(origins) == 1 and origins != {evidence.settings.words.inspectorate}:
        alone = all(evidence.own_article(claim, s) for c in cells for s in c.sources)
        by = ", and by no source but this one" if alone else ""
        yield f"printed by one origin only: {', '.join(origins)}{by}"


def _inspection(cells: list[Cell]) -> Iterator[str]:
    """Which inspection a figure belongs to: not named, or an earlier one than the report that repeats it."""
    unnamed = [c for c in cells if c.inspection_year is None]
    carried = [c for c in cells if c.carried_from_year is not None]
    if len(cells) == 1 and unnamed:
        yield "inspection unknown: the source does not name its year"
    elif unnamed:
        yield f"inspection unknown for {len(unnamed)} of {len(cells)} figures"
    if carried:
        years = ", ".join(f"{c.force} {c.carried_from_year}" for c in carried)
        yield f"carried over from an earlier inspection: {years}"


def _sampled(claim: Claim) -> str:
    return "due to be told" if claim.about.measure == VICTIMS else "reviewed"

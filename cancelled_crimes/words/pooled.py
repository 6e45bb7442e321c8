"""The forces in hand taken together, in words: pool, coverage, chance alone, and why a percentage leads or does not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables, records, split
from cancelled_crimes.words.as_printed import share_as_printed
from cancelled_crimes.words.facts import Finding, all_findings
from cancelled_crimes.words.inspected import inspected
from cancelled_crimes.words.numbers import between, counted, decimals, numeral, percent, rounded
from cancelled_crimes.words.prose import BOUND, Number, Prose, as_sentence, joined, listed, prose
from cancelled_crimes.words.topics import offence_in_words, result, topic


@dataclass(frozen=True)
class Pool:
    """A row of pooled.csv (`row`, shares 0-1), the year of each of its samples (None where no source states it), and
    the findings left out: shares only; `compared` are those set beside the others.
    """

    offence: str
    row: dict[str, Any]
    years: tuple[int | None, ...]
    left_out: tuple[Finding, ...]
    compared: tuple[Finding, ...]
    settings: Settings = field(repr=False, compare=False)

    @property
    def wrong(self) -> int:
        """Failures in the forces in hand."""
        return int(self.row["wrong"])

    @property
    def reviewed(self) -> int:
        """Records reviewed in the forces in hand."""
        return int(self.row["reviewed"])

    @property
    def in_hand(self) -> int:
        """Forces whose counts are in hand."""
        return int(self.row["forces_in_hand"])

    @property
    def share(self) -> str:
        """The pooled share, with the decimals that its effective number of records carries: "about 16%"."""
        places = decimals(self.row["effective_n"])
        exact = 100 * 10**places * self.wrong % self.reviewed == 0
        text = percent(self.row["rate"], places)
        return text if exact or " " in text else f"about {text}"

    @property
    def leading(self) -> str:
        """The percentage that leads, where one may; "" elsewhere."""
        return self.share if self.row["leads"] else ""

    @property
    def fact(self) -> str:
        """The key of its line in the fact-check sheet."""
        return f"pooled/{slug(self.offence)}"

    def key(self, table: str) -> str:
        """The key of a related line: "chance/rape", "coverage/rape"."""
        return f"{table}/{slug(self.offence)}"


def pools(tables: Tables, settings: Settings) -> list[Pool]:
    """The pools of all offences, in the order of pooled.csv; those without a single count in hand are left out."""
    found = all_findings(tables, settings)
    return [_pool(row, found, settings) for row in records(tables.pooled) if row["forces_in_hand"] > 0]


def _pool(row: dict[str, Any], found: list[Finding], settings: Settings) -> Pool:
    mine = [f for f in found if f.offence == row["offence"]]
    drawn = tuple(f.sample_year for f in mine if f.has_counts)
    left_out = tuple(f for f in mine if f.force in split(row["left_out"]))
    compared = tuple(f for f in mine if f.verdict)
    return Pool(row["offence"], row, drawn, left_out, compared, settings)


def pool(tables: Tables, offence: str, settings: Settings) -> Pool:
    """The pool of one offence. Raises StoryError when no counts are in hand for it."""
    for one in pools(tables, settings):
        if one.offence == offence:
            return one
    raise StoryError(f'no counts are in hand for "{offence}", so nothing can be pooled')


def pooled_headline(p: Pool) -> Prose:
    """The pool as a headline or chart title: offence, counts, forces, years."""
    return prose(
        "{offence}: {what} in {forces} {years}",
        offence=offence_in_words(p.offence),
        what=result(topic(p.offence, p.settings.words), p.wrong, p.reviewed, p.fact, short=True, share=p.leading),
        forces=_forces(p),
        years=_years(p),
    )


def pooled_sentence(p: Pool) -> Prose:
    """The pool as one sentence, counts first unless a percentage may lead: of the records reviewed there, no others."""
    what = result(topic(p.offence, p.settings.words), p.wrong, p.reviewed, p.fact, share=p.leading)
    return as_sentence(
        prose("in the {forces} with counts in hand, {what} {years}", forces=_forces(p), what=what, years=_years(p))
    )


def pooled_paragraph(p: Pool) -> Prose:
    """The pool and all that must stand beside it."""
    return joined([pooled_sentence(p), pooled_interval(p), without_sample(p), lead(p)])


def pooled_interval(p: Pool) -> Prose:
    """The share of all records reviewed in these forces; its interval allows for forces that differ and are few.

    What is estimated is named: the share among records of many forces of which these might be a few.
    """
    records, units = p.settings.words.records.split()[-1], p.settings.words.units
    bounds = between(p.row["low"], p.row["high"], decimals(p.row["effective_n"]))
    several = "were these {forces} a few of many like them, the share of all {records} reviewed there would be {bounds}"
    single = "if those {records} had been picked at random from all there, the share among them could be {bounds}"
    first = "as a share of all {records} reviewed in {these}, {counts} is {share}; "
    return as_sentence(
        prose(
            first + (several if p.in_hand > 1 else single) + " ({level} interval)",
            records=records,
            these=f"these {units}" if p.in_hand > 1 else f"this {p.settings.words.unit}",
            counts=Number(f"{numeral(p.wrong)} of {numeral(p.reviewed)}", p.fact),
            share=Number(p.share, p.fact),
            forces=units,
            bounds=Number(bounds, p.fact, BOUND),
            level=Number(f"{p.settings.statistics.confidence:.0%}", "settings/confidence", BOUND),
        )
    )


def without_sample(p: Pool) -> Prose:
    """What is printed without a sample, "none" and shares alike: left out, and what assumed ones would make of it."""
    fact, (few, many) = p.key("coverage"), p.settings.pooled.assumed_sample
    kinds = [(int(p.row["forces_none_without_sample"]), "a zero"), (len(p.left_out), "a share")]
    total = sum(n for n, _ in kinds)
    if total == 0 or pd.isna(p.row["assumed_rate_low"]):
        return ()
    told = [(n, what) for n, what in kinds if n]
    parts = [prose("{what} for {n}", what=what, n=Number(_units(p, n), fact)) for n, what in told]
    first = prose(
        "besides these, {parts} {verb} printed without the number reviewed; {it} cannot be counted in",
        parts=listed(parts),
        verb="is" if len(parts) == 1 else "are",
        it="it" if total == 1 else "they",
    )
    second = prose(
        "had {each} {few} to {many} records, the pooled share would be {join}{bounds}: an assumption, not a finding",
        each="that one" if total == 1 else "each of them",
        few=Number(str(few), "settings/assumed-sample", BOUND),
        many=Number(str(many), "settings/assumed-sample", BOUND),
        join="" if assumed_bounds(p).startswith("between") else "about ",
        bounds=Number(assumed_bounds(p), p.fact, BOUND),
    )
    return joined([as_sentence(first), as_sentence(second)])


def assumed_bounds(p: Pool) -> str:
    """The pooled share with assumed samples counted in: "between 6% and 9%"."""
    return between(p.row["assumed_rate_low"], p.row["assumed_rate_high"])


def coverage(p: Pool) -> Prose:
    """For how many forces counts are in hand, for how many not."""
    total, fact = len(p.settings.units), p.key("coverage")
    return as_sentence(
        prose(
            "for {offence}, counts are in hand for {known} of {total} {units}; for {missing} they are missing",
            offence=p.offence,
            known=Number(numeral(p.in_hand), fact),
            total=Number(str(total), fact),
            units=p.settings.words.units,
            missing=Number(numeral(total - p.in_hand), fact),
        )
    )


def lead(p: Pool) -> Prose:
    """Why a percentage of the pool may lead, or may not."""
    total, fact = len(p.settings.units), p.key("coverage")
    known = prose(
        "counts are in hand for {known} of {total} {units}",
        known=Number(numeral(p.in_hand), fact),
        total=Number(str(total), fact),
        units=p.settings.words.units,
    )
    if p.row["leads"]:
        return as_sentence(prose("a percentage may lead: {known}, and taken together they carry it", known=known))
    if p.row["tier"] == "A":
        return as_sentence(prose("no percentage leads: {known}", known=known))
    reasons = Number("; ".join(split(p.row["tier_reasons"])), p.fact, BOUND)
    template = "no percentage leads: {known}, and taken together these do not carry one ({reasons})"
    return as_sentence(prose(template, known=known, reasons=reasons))


def chance(p: Pool) -> Prose:
    """What chance alone would do to the highest share among the samples, next to the highest that is printed.

    A higher share that is printed without its sample is named in the same sentence. The verdict is given only where it
    is the same whatever samples stood behind the shares printed without one.
    """
    fact = p.key("chance")
    wrong, reviewed = int(p.row["highest_wrong"]), int(p.row["highest_reviewed"])
    first = prose(
        "if all {forces} had the same share as the pool ({pool}), chance alone would still lift the highest of their "
        "samples to about {median} ({level} range: {bounds}); the highest of them is {counts} ({share}){higher}",
        forces=_forces(p),
        pool=Number(f"{numeral(p.wrong)} of {numeral(p.reviewed)}", p.fact),
        median=Number(percent(p.row["chance_median"]), fact, BOUND),
        level=Number(f"{p.settings.statistics.confidence:.0%}", "settings/confidence", BOUND),
        bounds=Number(between(p.row["chance_low"], p.row["chance_high"]), fact, BOUND),
        counts=Number(f"{numeral(wrong)} of {numeral(reviewed)}", fact),
        share=Number(rounded(wrong, reviewed), fact),
        higher=prose(", and higher without a printed sample: {shares}", shares=_shares(higher(p))) if higher(p) else "",
    )
    rest = [f for f in p.left_out if f not in higher(p)]
    aside = prose("other shares printed without a sample: {shares}", shares=_shares(rest)) if rest else ()
    return joined([as_sentence(first), as_sentence(aside), as_sentence(_chance_verdict(p))])


def higher(p: Pool) -> list[Finding]:
    """The findings whose share, printed without a sample, is higher than any share with counts."""
    return [f for f in p.left_out if f.share_low is not None and f.share_low > p.row["highest_share"]]


def _shares(found: Iterable[Finding]) -> Prose:
    return listed([prose("{force} ({share})", force=f.force, share=share_as_printed(f)) for f in found])


def _chance_verdict(p: Pool) -> Prose:
    """The verdict on the highest share, and for which samples it holds where some are not printed."""
    largest, verdict = p.row["chance_largest_sample"], p.row["chance_verdict"]
    told = {
        "more": "the highest share is more than chance alone would usually make it",
        "less": "the highest share is less than chance alone would usually make it",
        "within": "the highest share is no higher than chance alone might make it",
    }
    if pd.isna(largest):
        return (told[verdict],)
    most = f"{numeral(int(largest))} {p.settings.words.records.split()[-1]}"
    records = Number(most, p.key("chance"), BOUND)
    if verdict in told:
        template = "{told}, whatever samples of up to {records} stand behind what is printed without one"
        return prose(template, told=told[verdict], records=records)
    return prose(
        "whether the highest share is more than chance alone would make it cannot be said: that depends on the "
        "samples, here tried up to {records}, behind what is printed without one",
        records=records,
    )


def _forces(p: Pool) -> Number:
    return Number(_units(p, p.in_hand), p.key("coverage"))


def _units(p: Pool, number: int) -> str:
    return counted(number, p.settings.words.unit, p.settings.words.units)


def _years(p: Pool) -> Prose:
    return inspected(p.years, p.fact)

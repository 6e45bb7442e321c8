"""Rules over the printed figures themselves."""

from collections.abc import Callable, Iterator

from cancelled_crimes.clean.decide import OUTRANKED, REVERSED, sample_year
from cancelled_crimes.clean.figures import CANCELLED, VICTIMS, read_figure
from cancelled_crimes.clean.findings.case import COMPLETE, Case, Finding, cancelled, in_words, listed, subject_of
from cancelled_crimes.clean.meant import meant
from cancelled_crimes.clean.printed import share_fits_count
from cancelled_crimes.clean.rows import Row, grouped, unique
from cancelled_crimes.clean.transcribed import told


def reversed_direction(case: Case) -> Iterator[Finding]:
    """A figure printed the wrong way round, on the word of the others."""
    for (force, measure, offence), decision in case.decisions.items():
        for figure in (f for f, reason in decision.aside if reason == REVERSED):
            yield Finding(
                rule="reversed direction",
                severity="high",
                force=force,
                offence=subject_of(measure, offence),
                what=f"{case.prints([figure])}, but {case.prints(decision.used)}. Both cannot be true; turned round, "
                "the first agrees with the others.",
                done="Used the figures that agree and set the reversed one aside.",
                todo="Do not quote the reversed figure. Ask the paper to correct it, with the report in hand.",
                raw_rows=(figure["figure_id"], *(f["figure_id"] for f in decision.used)),
            )


def contradicting_values(case: Case) -> Iterator[Finding]:
    """Two values for one cell that cannot both be true."""
    for (force, measure, offence), decision in case.decisions.items():
        outranked = [f for f, reason in decision.aside if reason == OUTRANKED]
        if not decision.disputed and not outranked:
            continue
        done = "Kept every count or share that the sources leave possible, and chose none of them."
        if not decision.disputed:
            done = "Used the inspectorate's figure and set the other aside."
        yield Finding(
            rule="two values for one figure",
            severity="high",
            force=force,
            offence=subject_of(measure, offence),
            what=f"{case.prints([*decision.used, *outranked])}. These cannot all be true.",
            done=done,
            todo="Look the figure up in the inspection report, and add it as a figure of its own.",
            raw_rows=tuple(f["figure_id"] for f in [*decision.used, *outranked]),
        )


def share_against_count(case: Case) -> Iterator[Finding]:
    """A percentage printed beside counts that is the share of the others; any other mismatch is refused when read."""
    for figure in case.figures:
        printed = read_figure(figure["printed"], figure["measure"])[0]
        if not share_fits_count(printed):
            yield Finding(
                rule="share does not match its count",
                severity="high",
                force=figure["force"],
                offence=subject_of(figure["measure"], figure["offence"]),
                what=f"{case.prints([figure])}, but {printed.share} is not the share of these {printed.count} of "
                f"{printed.reviewed}; it is that of the others.",
                done="Used the counts and ignored the percentage.",
                todo="Check both numbers in the inspection report before quoting either.",
                raw_rows=(figure["figure_id"],),
            )


def other_word(case: Case) -> Iterator[Finding]:
    """Figures whose source uses another word than the measure's, and which were read as the measure all the same."""
    figures = [f for f in case.figures if meant(f["note"])]
    for (force, source_id), rows in grouped(figures, "force", "source_id").items():
        word, read_as = meant(rows[0]["note"]) or ("", "")
        yield Finding(
            rule="word of the source read otherwise",
            severity="medium",
            force=str(force),
            offence="; ".join(unique(subject_of(f["measure"], f["offence"]) for f in rows)),
            what=f'{case.names[str(source_id)]} says "{word}" of what is read here as {read_as}: '
            f"{listed(_about(f) for f in rows)}.",
            done=f"Read it as {read_as}, and said so beside each number that no other source prints.",
            todo="Look in the inspection report before quoting the number.",
            raw_rows=tuple(f["figure_id"] for f in rows),
            subject=str(source_id),
        )


def _about(figure: Row) -> str:
    return f"{told([figure['printed']])} for {subject_of(figure['measure'], figure['offence'])}"


def outside_the_frame(case: Case) -> Iterator[Finding]:
    """A figure or a claim about an offence that the inspections did not sample."""
    sampled = listed(case.settings.offences)
    for figure in case.figures:
        if figure["measure"] == CANCELLED and figure["offence"] not in case.settings.offences:
            yield Finding(
                rule="offence outside the sampling frame",
                severity="medium",
                force=figure["force"],
                offence=figure["offence"],
                what=f"{case.prints([figure])} for {figure['offence']}. The inspections sampled {sampled}; the paper "
                "may have used another offence's name by mistake, but does not say so.",
                done="Kept the figure in the list of printed figures, and moved it to no other offence.",
                todo="Ask the paper which offence it means, or look in the inspection report.",
                raw_rows=(figure["figure_id"],),
            )
    known = {*case.settings.offences, VICTIMS, "all", ""}
    for claim in case.story_claims:
        strays = [o for o in claim["offence"].split("; ") if o not in known]
        if strays:
            yield Finding(
                rule="offence outside the sampling frame",
                severity="medium",
                force=claim["force"],
                offence="; ".join(strays),
                what=f"An article names {listed(strays)} among the offences. The inspections sampled {sampled}.",
                done="Left the offence out of every table.",
                todo=f"Do not write that inspectors looked at {listed(strays)}.",
                raw_rows=(claim["raw_row"],),
            )


def year_not_named(case: Case) -> Iterator[Finding]:
    """A figure without a year, of a force that was inspected more than once."""
    for force, offence, decision in cancelled(case):
        inspections = case.inspections_of.get(force, [])
        if decision.year is None and len(inspections) > 1:
            choices = listed(
                f"{i['inspection_year']} ({i['overall_judgment'] or 'no judgment seen'})" for i in inspections
            )
            yield Finding(
                rule="inspection not named",
                severity="medium",
                force=force,
                offence=offence,
                what=f"{case.prints(decision.used)} without saying which inspection is meant: {choices}.",
                done="Left the year unknown.",
                todo="Do not tie the figure to one inspection before the report has been read.",
                raw_rows=(*(f["figure_id"] for f in decision.used), *(i["raw_row"] for i in inspections)),
            )


def year_without_inspection(case: Case) -> Iterator[Finding]:
    """A figure of a year in which no inspection of the force is listed."""
    for force, offence, decision in cancelled(case):
        years = {i["inspection_year"] for i in case.inspections_of.get(force, [])}
        strays = [f for f in decision.used if sample_year(f) and sample_year(f) not in years]
        if strays:
            yield Finding(
                rule="no such inspection",
                severity="medium",
                force=force,
                offence=offence,
                what=f"{case.prints(strays)} for the inspection of {decision.year}, but none of that year is listed.",
                done="Kept the figure with the year as printed.",
                todo="Check the year in the report; add the inspection if one is missing from the list.",
                raw_rows=tuple(f["figure_id"] for f in strays),
            )


def superseded(case: Case) -> Iterator[Finding]:
    """A figure of an earlier inspection, where a more recent one is known and did not carry it over."""
    for force, offence, decision in cancelled(case):
        latest = max((i["inspection_year"] for i in case.inspections_of.get(force, [])), default=0)
        if decision.year and decision.year < latest and not decision.carried_from_year:
            yield Finding(
                rule="figure of an earlier inspection",
                severity="medium",
                force=force,
                offence=offence,
                what=f"{case.prints(decision.used)} for {decision.year}; a later inspection, of {latest}, is listed.",
                done=f"Used the figure, under its own year {decision.year}.",
                todo=f"Look in the report of {latest} for a newer figure.",
                raw_rows=tuple(f["figure_id"] for f in decision.used),
            )


def none_without_sample(case: Case) -> Iterator[Finding]:
    """Forces where a zero is printed without a sample: a pool of the known counts leaves them out."""
    for (offence,), cells in grouped(case.cancellations, "offence").items():
        without = [c for c in cells if c["status"] == "count only" and c["wrong"] == 0]
        known = [c for c in cells if c["status"] in COMPLETE]
        if without and known:
            pool = f"{sum(c['wrong'] for c in known)} of {sum(c['reviewed'] for c in known)}"
            yield Finding(
                rule="none without a sample",
                severity="medium",
                force=case.place,
                offence=str(offence),
                what=f"For {in_words(len(without))} {_forces(case, len(without))} "
                f"({listed(c['force'] for c in without)}) sources print a zero without saying how many records "
                f"were reviewed. A pool of the known counts, {pool}, leaves them out: its share is too high.",
                done="Kept them out of the pool; beside it stands what samples of a usual size would make of it.",
                todo="Find the samples in the inspection reports; until then, pool with this caution.",
                raw_rows=tuple(unique(r for c in without for r in c["raw_rows"].split("; "))),
            )


def _forces(case: Case, number: int) -> str:
    return case.settings.words.unit if number == 1 else case.settings.words.units


RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    reversed_direction,
    contradicting_values,
    share_against_count,
    other_word,
    outside_the_frame,
    year_not_named,
    year_without_inspection,
    superseded,
    none_without_sample,
)

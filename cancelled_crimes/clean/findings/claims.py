"""Rules over what articles claim, set against the tables."""

import re
from collections.abc import Callable, Iterator

from cancelled_crimes.clean.findings.case import COMPLETE, Case, Finding
from cancelled_crimes.clean.printed import parse
from cancelled_crimes.clean.rows import Row
from cancelled_crimes.clean.transcribed import told

_NAMES_THE_BASE = re.compile(r"\b(?:reviewed|sampled?|inspected|checked|examined)\b")
_FORCES = re.compile(r"(at least )?(\d+) forces with (?:any|at least one) incorrect")
_WORST = re.compile(r"up to (\d+(?:\.\d+)?%) in worst")


def base_not_named(case: Case) -> Iterator[Finding]:
    """A share claimed of all cases or reports, where only sampled cancelled records were looked at."""
    for claim in case.story_claims:
        if claim["kind"] == "share" and not _NAMES_THE_BASE.search(claim["says"]):
            cells = [c for c in case.cancellations if (c["force"], c["offence"]) == (claim["force"], claim["offence"])]
            words = case.settings.words
            counts = next((f", {c['wrong']} of {c['reviewed']}" for c in cells if c["status"] in COMPLETE), "")
            yield Finding(
                rule="base of a share not named",
                severity="medium",
                force=claim["force"],
                offence=claim["offence"],
                what=f"An article says: {claim['says']}. The share ({claim['value']}{counts}) is of the "
                f"{words.records} that {words.reviewers} reviewed, which the sentence does not say.",
                done="Kept the share with its own base.",
                todo=f"Write of the {words.records} that {words.reviewers} reviewed, never of all cases or reports.",
                raw_rows=(claim["raw_row"], *(r for c in cells for r in c["raw_rows"].split("; ") if r)),
                subject=claim["claim_id"],
            )


def others_miscounted(case: Case) -> Iterator[Finding]:
    """A number of *other* forces that supposes a force to be one of those counted, though its figure is not known."""
    national = {claim["offence"]: (match, claim) for claim, match in _counts_of_forces(case)}
    for claim in case.story_claims:
        if claim["kind"] != "forces" or not re.search(r"\bother\b", claim["says"]) or not claim["value"].isdigit():
            continue
        for missing in case.story_claims:
            if missing["kind"] != "missing" or claim["offence"] not in missing["offence"].split("; "):
                continue
            if claim["offence"] not in national:
                continue
            match, source = national[claim["offence"]]
            others, total, bound = int(claim["value"]), int(match[2]), match[1] or ""
            if others >= total:
                continue
            yield Finding(
                rule="other forces miscounted",
                severity="high",
                force=missing["force"],
                offence=claim["offence"],
                what=f"An article counts {others} other forces besides {missing['force']}, and says that the figure of "
                f"{missing['force']} itself was not available. {case.names[source['source_id']]} gives "
                f"{told([source['printed']])}. If {missing['force']} is unknown, the others are {bound}{total}, "
                f"not {others}.",
                done="Counted the force among those not known.",
                todo=f"Do not write that {others} other forces did the same; say only what is known of this one.",
                raw_rows=(claim["raw_row"], missing["raw_row"], source["raw_row"]),
                subject=claim["claim_id"],
            )


def forces_against_tables(case: Case) -> Iterator[Finding]:
    """A number of forces with any record at fault that the figures in hand rule out."""
    for claim, match in _counts_of_forces(case):
        cells = [c for c in case.cancellations if c["offence"] == claim["offence"]]
        faulty = sum(1 for c in cells if _has_any(c))
        clear = sum(1 for c in cells if c["wrong"] == 0)
        number = int(match[2])
        if (faulty > number and not match[1]) or len(cells) - clear < number:
            yield Finding(
                rule="number of forces",
                severity="high",
                force=case.place,
                offence=claim["offence"],
                what=f"{case.names[claim['source_id']]} gives {told([claim['printed']])}, but the figures in hand "
                f"show {faulty} forces with any and {clear} with none, of {len(cells)}.",
                done="Kept the figures in hand.",
                todo="Do not quote the number of forces before the sources have been compared.",
                raw_rows=(claim["raw_row"],),
            )


def worst_force(case: Case) -> Iterator[Finding]:
    """A highest share of all forces that is lower than a share in hand."""
    for claim in case.national_claims:
        match = _WORST.search(claim["printed"])
        share = parse(match[1]).share if match else None
        if share is None:
            continue
        limit = float(share.limits()[1])
        higher = [c for c in case.cancellations if c["offence"] == claim["offence"] and (c["share_low"] or 0) > limit]
        for cell in higher:
            yield Finding(
                rule="higher than the printed maximum",
                severity="high",
                force=cell["force"],
                offence=cell["offence"],
                what=f"{case.names[claim['source_id']]} gives {told([claim['printed']])}, but what is printed for "
                f"this force is {told(cell['printed'].split('; '))}.",
                done="Kept both, and used the force's own figure.",
                todo="Check both in the inspection reports; one of them is wrong or of another inspection.",
                raw_rows=(claim["raw_row"], *cell["raw_rows"].split("; ")),
            )


def _counts_of_forces(case: Case) -> Iterator[tuple[Row, re.Match[str]]]:
    """The national claims of how many forces had any record at fault, with the parts of what they print."""
    for claim in case.national_claims:
        match = _FORCES.search(claim["printed"])
        if match:
            yield claim, match


def _has_any(cell: Row) -> bool:
    """Whether a cell is known to have at least one record at fault."""
    return (cell["wrong_low"] or 0) > 0 or (cell["share_low"] or 0) > 0


RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    base_not_named,
    others_miscounted,
    forces_against_tables,
    worst_force,
)

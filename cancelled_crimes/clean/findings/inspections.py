"""Rules over the inspections, and over other values that were printed for them."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date

from cancelled_crimes.clean.carried import carried_over as earlier_findings
from cancelled_crimes.clean.findings.case import Case, Finding, listed
from cancelled_crimes.clean.printed import NotUnderstoodError, parse
from cancelled_crimes.clean.rows import Row, grouped, unique
from cancelled_crimes.clean.transcribed import told

PERIOD, RATE, COMPLEMENT, LATER = "audit period", "recording rate", "unrecorded share", "later inspection"
_DATES = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?) to (\d{4}-\d{2}(?:-\d{2})?)")
_COLUMNS = {
    RATE: "recording_rate_pct",
    "violence recording rate": "violence_recording_rate_pct",
    "sexual recording rate": "sexual_recording_rate_pct",
    "overall judgment": "overall_judgment",
    "recording effectiveness judgment": "recording_effectiveness_judgment",
}
_CARRIED_BY_REPORT = re.compile(r"(\d{4}) [a-z-]* ?report, which carries the (\d{4}) finding over")


def impossible_period(case: Case) -> Iterator[Finding]:
    """An audit period that ends before it starts, or starts on the first of a month and ends in the middle of one."""
    for (force, year, start, end), rows in _periods(case).items():
        if len(start) < 10 or len(end) < 10:
            continue
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        if last < first:
            severity, fault = "high", "ends before it starts"
        elif first.day == 1 and last.day != monthrange(last.year, last.month)[1]:
            severity, fault = "low", "starts on the first of a month but ends in the middle of one"
        else:
            continue
        yield Finding(
            rule="audit period",
            severity=severity,
            force=force,
            offence="",
            what=f"The records examined for the inspection of {year} are printed as those from {start} to {end}, "
            f"which {fault}.",
            done="Kept what is printed, and computed nothing from it.",
            todo="Ask the inspectorate for the right dates before naming them.",
            raw_rows=tuple(rows),
            subject=str(year),
        )


def _periods(case: Case) -> dict[tuple[str, int, str, str], list[str]]:
    """The raw rows that print each audit period, by force, year, first and last day."""
    periods: dict[tuple[str, int, str, str], list[str]] = {}
    for row in case.inspections:
        key = (row["force"], row["inspection_year"], row["records_examined_from"], row["records_examined_to"])
        periods.setdefault(key, []).append(row["raw_row"])
    for row in case.other_printed:
        dates = _DATES.fullmatch(row["printed"])
        if row["measure"] == PERIOD and dates:
            periods.setdefault((row["force"], row["inspection_year"], dates[1], dates[2]), []).append(row["raw_row"])
    return periods


def two_values(case: Case) -> Iterator[Finding]:
    """Different values printed for one thing of one inspection."""
    listed_values = {(i["force"], i["inspection_year"]): i for i in case.inspections}
    for (force, year, measure), rows in grouped(case.other_printed, "force", "inspection_year", "measure").items():
        if measure in (COMPLEMENT, LATER):
            continue
        inspection = listed_values.get((str(force), int(str(year))), {})
        own = _own_value(inspection, str(measure))
        values = unique([*([own] if own else []), *(r["printed"].casefold() for r in rows)])
        if len(values) < 2:
            continue
        said = "; ".join(f"{_told(r)} ({r['where']})" for r in rows)
        official = unique(_told(r) for r in rows if r["kind"] == "inspectorate")
        kept = f"Kept the inspectorate's {official[0]}." if len(official) == 1 else "Kept every value; relied on none."
        yield Finding(
            rule="two values for one thing",
            severity="medium",
            force=str(force),
            offence="",
            what=f"For the {measure} in the inspection of {year} are printed: {said}.",
            done=kept,
            todo="Quote the inspection report, and name it as the source.",
            raw_rows=(*([inspection["raw_row"]] if own else []), *(r["raw_row"] for r in rows)),
            subject=f"{measure} {year}",
        )


def _told(row: Row) -> str:
    """A value inside a sentence: a grade is in the inspectorate's own words, everything else in ours."""
    value = told([row["printed"]])
    return f'"{value}"' if row["measure"].endswith(" judgment") else value


def _own_value(inspection: Row, measure: str) -> str:
    """The value in the list of inspections, written as it would be printed; "" where there is none."""
    value = inspection.get(_COLUMNS.get(measure, ""))
    if value is None or value == "":
        return ""
    return f"{value:g}%" if isinstance(value, float) else str(value).casefold()


def rate_and_complement(case: Case) -> Iterator[Finding]:
    """A share recorded and a share not recorded that do not add up to the whole."""
    rates = {
        (i["force"], i["inspection_year"]): (f"{i[_COLUMNS[RATE]]:g}%", i["raw_row"])
        for i in case.inspections
        if i[_COLUMNS[RATE]] is not None
    }
    for row in case.other_printed:
        rate = rates.get((row["force"], row["inspection_year"]))
        if row["measure"] == COMPLEMENT and rate and not _sums_to_one(rate[0], row["printed"]):
            yield Finding(
                rule="rate and its complement",
                severity="high",
                force=row["force"],
                offence="",
                what=f"The inspection of {row['inspection_year']} found {rate[0]} of reported crime recorded; "
                f"for the share not recorded, {told([row['printed']])} is printed ({row['where']}). "
                "They do not make 100%.",
                done=f"Kept the report's {rate[0]}.",
                todo="Quote the report's rate, and name the report.",
                raw_rows=(rate[1], row["raw_row"]),
                subject=str(row["inspection_year"]),
            )


def _sums_to_one(rate: str, complement: str) -> bool:
    """Whether two printed shares can add up to one, given how each is rounded. What is no share cannot be checked."""
    try:
        one, other = parse(rate), parse(complement)
    except NotUnderstoodError:
        return True
    if one.share is None or other.share is None:
        return True
    (low, high), (other_low, other_high) = one.share.limits(one.bound), other.share.limits(other.bound)
    return low + other_low <= 1 <= high + other_high


def carried_over(case: Case) -> Iterator[Finding]:
    """A re-inspection that repeated an earlier finding without looking again."""
    for (force, year, earlier), (offences, rows) in _carried(case).items():
        about = listed(offences) if offences else "all offences"
        yield Finding(
            rule="carried over",
            severity="medium",
            force=force,
            offence="; ".join(offences),
            what=f"The inspection of {year} did not look again at cancelled records ({about}): it repeats the finding "
            f"of {earlier}.",
            done=f"Any figure printed for this belongs to the sample of {earlier} and is filed under that year.",
            todo=f"Do not call it a finding of {year}.",
            raw_rows=tuple(rows),
            subject=str(year),
        )


def _carried(case: Case) -> dict[tuple[str, int, int], tuple[list[str], list[str]]]:
    """Offences and raw rows of each carried-over finding, by force, repeating year and earlier year."""
    found: dict[tuple[str, int, int], list[tuple[str, str]]] = {}
    for over in earlier_findings(case.inspections, case.settings.offences):
        pairs = [(o, over.raw_row) for o in over.offences or ("",)]
        found.setdefault((over.force, over.year, over.earlier), []).extend(pairs)
    for row in case.figures:
        if row["carried_from_year"] and row["inspection_year"]:
            key = (row["force"], row["inspection_year"], row["carried_from_year"])
            found.setdefault(key, []).append((row["offence"], row["figure_id"]))
    for row in case.qualitative:
        carried = _CARRIED_BY_REPORT.search(row["note"])
        if carried:
            key = (row["force"], int(carried[1]), int(carried[2]))
            found.setdefault(key, []).append((row["offence"], row["raw_row"]))
    order = case.settings.offences
    return {
        key: ([o for o in order if o in {name for name, _ in pairs}], unique(r for _, r in pairs))
        for key, pairs in found.items()
    }


def later_inspection(case: Case) -> Iterator[Finding]:
    """An inspection that someone mentions, later than any that is listed."""
    for row in case.other_printed:
        years = [i["inspection_year"] for i in case.inspections_of.get(row["force"], [])]
        if row["measure"] == LATER and row["inspection_year"] > max(years, default=0):
            yield Finding(
                rule="later inspection mentioned",
                severity="low",
                force=row["force"],
                offence="",
                what=f"{row['where'].split(':')[0]} mentions an inspection of {row['inspection_year']}, later than any "
                "that is listed.",
                done="Used the figures of the inspections listed.",
                todo=f"Look for a report of {row['inspection_year']} before calling a figure the latest.",
                raw_rows=(row["raw_row"],),
                subject=str(row["inspection_year"]),
            )


RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    impossible_period,
    two_values,
    rate_and_complement,
    carried_over,
    later_inspection,
)

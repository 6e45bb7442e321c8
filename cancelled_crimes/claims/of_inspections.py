"""Rules for claims about the inspections themselves: a judgment, a period."""

from cancelled_crimes.claims.evidence import Evidence
from cancelled_crimes.claims.finding import Found
from cancelled_crimes.claims.forms import Judgment, Period
from cancelled_crimes.claims.ledger import Claim
from cancelled_crimes.claims.rows import Row

KINDS = {
    "overall": "overall_judgment",
    "recording effectiveness": "recording_effectiveness_judgment",
    "systems": "systems_judgment",
    "leadership": "leadership_judgment",
}


def judgment(claim: Claim, check: Judgment, evidence: Evidence) -> Found:
    """The judgment printed for the year claimed, or in the latest inspection; earlier ones are told beside it."""
    column = KINDS[check.kind]
    rows = [r for r in evidence.inspections if r["force"] == claim.about.force]
    rows.sort(key=lambda r: r["inspection_year"], reverse=True)
    meant = [r for r in rows if check.year is None or r["inspection_year"] == str(check.year)]
    refs = tuple(ref for r in rows for ref in _refs(r))
    if not meant:
        return Found(None, f"no inspection of {check.year or claim.about.force} is in hand", refs=refs)
    printed = ", ".join(_grade(r, column, evidence) for r in rows)
    reason = f"as the {check.kind} judgment: {printed}"
    disputed = {kind: evidence.disputed.get(_key(meant[0], c)) for kind, c in KINDS.items()}
    if values := disputed[check.kind]:
        said = ", ".join(f"{value} ({source})" for value, source in values)
        year = meant[0]["inspection_year"]
        return Found(None, f"sources disagree on the {check.kind} judgment of {year}: {said}", refs=refs)
    others = [
        kind
        for kind, c in KINDS.items()
        if kind != check.kind and meant[0].get(c) == check.judgment and not disputed[kind]
    ]
    if others:
        reason += f'; "{check.judgment}" is the {" and the ".join(others)} judgment of {meant[0]["inspection_year"]}'
    right = meant[0][column] == check.judgment if meant[0][column] else None
    if check.year is None and right is not None and meant[0]["is_most_recent"] == "unknown":
        unsure = f"not known to be the latest inspection: that of {meant[0]['inspection_year']}"
        return Found(right, reason if right else f"{reason}; {unsure}", refs=refs, caveats=(unsure,))
    return Found(right, reason, refs=refs)


def _grade(row: Row, column: str, evidence: Evidence) -> str:
    grade = "disputed" if _key(row, column) in evidence.disputed else row[column] or "not in hand"
    return f"{grade} ({row['inspection_year']})"


def _key(row: Row, column: str) -> tuple[str, int, str]:
    return row["force"], int(row["inspection_year"]), column


def period(claim: Claim, check: Period, evidence: Evidence) -> Found:
    """Whether all reports in hand fall between two years; reports whose date is not in hand are a caveat."""
    place = evidence.settings.story.place
    rows = [r for r in evidence.inspections if claim.about.force in (place, r["force"])]
    if check.most_recent:
        rows = [r for r in rows if r["is_most_recent"] != "no"]
    column = "published_date" if check.dates == "published" else "inspection_year"
    dated = sorted((r for r in rows if r[column]), key=lambda r: (r[column], r["force"]))
    outside = [r for r in dated if not check.first <= int(r[column][:4]) <= check.last]
    sure = [r for r in outside if not check.most_recent or r["is_most_recent"] == "yes"]
    if outside:
        printed = ", ".join(f"{r['force']} ({r[column]})" for r in outside)
        doubt = "" if sure else "; not known to be the most recent"
        reason = f"{check.dates} outside {check.first} to {check.last}: {printed}{doubt}"
        return Found(False if sure else None, reason, refs=_all_refs(outside))
    if not dated:
        return Found(None, f"no report in hand has the date on which it was {check.dates}", refs=_all_refs(rows))
    undated = [r for r in rows if not r[column]]
    unsure = [r for r in rows if check.most_recent and r["is_most_recent"] == "unknown"]
    reason = f"{_reports(len(dated))} in hand, {check.dates} {dated[0][column]} to {dated[-1][column]}"
    caveats = []
    if undated:
        caveats.append(f"{_reports(len(undated))} without that date in hand")
    if unsure:
        caveats.append(f"not known to be the most recent: {_reports(len(unsure))}")
    return Found(True, reason, refs=_all_refs([dated[0], dated[-1], *undated]), caveats=tuple(caveats))


def _reports(number: int) -> str:
    return f"{number} report{'' if number == 1 else 's'}"


def _all_refs(rows: list[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref for r in rows for ref in _refs(r)))


def _refs(row: Row) -> tuple[str, ...]:
    return (f"inspections: {row['force']}, {row['inspection_year']}", row["raw_row"])

"""The lines of the fact-check sheet: what a fact is, how it came about, from which rows and sources."""

from collections.abc import Callable
from dataclasses import dataclass

from cancelled_crimes.clean.transcribed import told
from cancelled_crimes.errors import StoryError
from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.slugs import slug
from cancelled_crimes.stats.intervals import NAMES
from cancelled_crimes.tables import records, split
from cancelled_crimes.words.certainty import source_word
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import probability
from cancelled_crimes.words.prose import plain
from cancelled_crimes.words.topics import VICTIMS, offence_in_words


@dataclass(frozen=True)
class Line:
    """A line: `what` the number is of, `how` it was derived, the rows it comes from, the ids of its sources."""

    what: str
    how: str
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of fact: the heading of its lines, and the definition that goes for all of them."""

    title: str
    definition: str
    line: Callable[[Context, list[str]], Line]


def line(context: Context, key: str) -> Line:
    """The line of a fact, by its key ("rates/essex/rape"). Raises StoryError for a number that has no line."""
    kind, *rest = key.split("/")
    try:
        return KINDS[kind].line(context, rest)
    except (KeyError, StopIteration, IndexError, ValueError):
        raise StoryError(f'a page prints a number for which the fact-check sheet has no line: "{key}"') from None


def _finding(context: Context, rest: list[str]) -> Finding:
    force = context.by_slug[rest[0]]
    offence = next(o for o in (*context.settings.offences, VICTIMS) if len(rest) == 1 or slug(o) == rest[1])
    return context.everything[force, VICTIMS if len(rest) == 1 else offence]


def _of_finding(context: Context, rest: list[str]) -> Line:
    f = _finding(context, rest)
    year = f", inspection of {f.sample_year}" if f.sample_year and f.in_hand else ""
    parts = [context.rules[f.force, f.offence], f"transcribed as {told(f.printed)}" if f.printed else ""]
    parts += [plain(source_word(f))] if context.national else [f.note]
    if f.has_counts and not context.national:
        compared = f.force == context.force and f.others_reviewed
        others = f"{f.others_wrong} of {f.others_reviewed}" if compared else ""
        method = f"{NAMES[context.settings.statistics.interval]} interval of {f.wrong} of {f.reviewed}"
        parts += [method, f"others in hand, added up: {others}" if others else ""]
    return Line(f"{f.force}, {offence_in_words(f.offence).lower()}{year}", _joined(parts), f.raw_rows, f.sources)


def _pooled(context: Context, rest: list[str]) -> Line:
    p = next(p for p in context.pools if slug(p.offence) == rest[0])
    known = [f for f in context.everything.values() if f.offence == p.offence and f.has_counts]
    sums = " + ".join(f"{f.wrong} of {f.reviewed} ({f.force})" for f in known)
    how = f"added up: {sums}; interval: {p.row['method']}"
    return Line(f"{offence_in_words(p.offence)}, forces in hand together", how, *_evidence(known))


def _chance(context: Context, rest: list[str]) -> Line:
    p = next(p for p in context.pools if slug(p.offence) == rest[0])
    known = [f for f in context.everything.values() if f.offence == p.offence and f.has_counts]
    sizes = ", ".join(str(n) for n in sorted(f.reviewed or 0 for f in known))
    how = f"exact distribution of the highest of samples of {sizes}, all with the pooled share; rows as for the pool"
    if p.left_out or p.row["forces_none_without_sample"]:
        how += "; the verdict holds, or not, for every sample that what is printed without one may have had"
    return Line(f"{offence_in_words(p.offence)}, highest share by chance alone", how)


def _coverage(context: Context, rest: list[str]) -> Line:
    of = {slug(o): o for o in (*context.settings.offences, VICTIMS)} | context.by_slug
    what = of.get(rest[0], "all offences")
    counted = "counted from cancellations.csv and victims.csv" if rest[0] == "all" else "counted from cancellations.csv"
    if rest[0] in context.by_slug:
        return Line(what, "")
    if rest[0] != "all" and rest[0] not in of:
        raise KeyError(rest[0])
    return Line(f"Coverage, {what}", counted)


def _comparison(context: Context, rest: list[str]) -> Line:
    f = _finding(context, rest)
    others = [o for o in context.everything.values() if o.offence == f.offence and o.has_counts and o.force != f.force]
    what = f"{f.force} beside other forces, {offence_in_words(f.offence).lower()}"
    return Line(what, _how_compared(f), *_evidence(others))


def _how_compared(f: Finding) -> str:
    """The numbers of a comparison, beside the neighbours' interval."""
    if not f.verdict:
        return "too few others for a comparison; between two forces Newcombe's interval"
    numbers = f"p = {probability(f.comparison_p or 0)}, adjusted for {f.comparisons} comparisons (Holm) "
    numbers += probability(f.comparison_p_adjusted or 0)
    if f.expected_low is not None:
        numbers += f"; no surprise beside the others: {f.expected_low} to {f.expected_high} of {f.reviewed}"
    return f"{numbers}: {f.verdict}; between two forces Newcombe's interval"


def _comparisons(context: Context, rest: list[str]) -> Line:
    p = next(p for p in context.pools if slug(p.offence) == rest[0])
    told = "; ".join(f"{f.force} {probability(f.comparison_p or 0)}" for f in p.compared) or "too few samples"
    return Line(f"{offence_in_words(p.offence)}, each sample beside the others", f"from rates.csv, p by force: {told}")


def _setting(context: Context, rest: list[str]) -> Line:
    s = context.settings
    told = {
        "confidence": ("Confidence level", "set in story.toml, [statistics] confidence"),
        "question-level": ("Level of what is worth a question", "set in story.toml, [statistics] question_level"),
        "stands-out-level": ("Level of what stands out", "set in story.toml, [statistics] stands_out_level"),
        "assumed-sample": ("Sample assumed where none is printed", "set in story.toml, [pooled] assumed_sample"),
        "counts-from": ("Smallest sample that gets a share", "set in story.toml, [tiers] counts_from"),
        "levels": ("Levels of intervals and limits", "set in story.toml, [statistics]"),
        "tiers": ("Thresholds of the tiers", "set in story.toml, [tiers]"),
        "lead": (f"Share of {s.words.units} from which a percentage may lead", "set in story.toml, [pooled]"),
    }
    return Line(*told[rest[0]])


def _chart(context: Context, rest: list[str]) -> Line:
    return Line(f"Words around the chart {rest[0]}", "from the table of the chart, whose rows have their own lines")


def _inspection(context: Context, rest: list[str]) -> Line:
    mine = context.visits
    row = next(
        r for r in mine if slug(r["force"]) == rest[0] and (len(rest) == 1 or str(r["inspection_year"]) == rest[1])
    )
    source = context.source_of_address.get(row["source_url"], "")
    if context.national:
        what, how = f"{row['force']}, inspection of {row['inspection_year']}", ""
    else:
        what, how = row["inspection_title"], _joined([_printed_by(row), row["notes"]])
    return Line(what, how, (row["raw_row"],), (source,) if source else ())


def _printed_by(row: Row) -> str:
    """Who printed the rates and grades of an inspection that are not from the report itself."""
    rates = {"rate": "recording_rate", "violence": "violence_recording_rate", "sexual": "sexual_recording_rate"}
    named = {what: row[f"{column}_printed_by"] for what, column in rates.items()}
    named["grades"] = row["judgments_printed_by"].replace("; ", ", ")
    return ", ".join(f"{what} as printed by {who}" for what, who in named.items() if who)


def _claim(context: Context, rest: list[str]) -> Line:
    if not rest:
        return Line("Claims by verdict", "counted in claims.csv")
    row = next(r for r in context.claims if r["claim_id"] == rest[0])
    cited = tuple(r for r in split(row["evidence_rows"]) if " " not in r)
    return Line(f"Claim {row['claim_id']}", f"checked as {row['form']}", cited, (row["source_id"],))


def _group(context: Context, rest: list[str]) -> Line:
    for t in context.all_totals:
        offence = VICTIMS if t.measure == VICTIMS else t.offence
        if slug(t.group) == rest[0] and slug(offence) == rest[1]:
            how = f"printed for {', '.join(t.members)} together: {told(t.printed)}"
            return Line(f"{t.group}, {offence_in_words(offence).lower()}", how, t.raw_rows, t.sources)
    raise KeyError(rest[0])


def _problem(context: Context, rest: list[str]) -> Line:
    row = next(r for r in context.problems if r["finding_id"] == rest[0])
    about = ", ".join(part for part in (row["force"], row["offence"]) if part)
    cited = tuple(split(row["raw_rows"]))
    return Line(f"{row['rule'].capitalize()}: {about}", "", cited, _cited(context, cited))


def _sensitivity(context: Context, rest: list[str]) -> Line:
    f = _finding(context, rest)
    how = "computed anew under each change that could alter it; survives when verdict and tier stay"
    return Line(f"{f.force}, {f.offence}: other choices", how, f.raw_rows, f.sources)


def _reply(context: Context, rest: list[str]) -> Line:
    row = next(r for r in records(context.raw.replies) if r["raw_row"] == f"replies:{rest[0]}")
    return Line(f"Reply: {row['force']}, {row['who']}", "told in our words", (row["raw_row"],), (row["source_id"],))


def _answered(context: Context, rest: list[str]) -> Line:
    rows = [r for r in context.answers if [slug(r["force"]), slug(r["offence"])] == rest]
    f = _finding(context, rest)
    how = "told in our words; what the count would be without them is our question, not the force's claim"
    refs, sources = tuple(r["raw_row"] for r in rows), tuple(dict.fromkeys(r["source_id"] for r in rows))
    return Line(f"Reply of {f.force}, {f.offence}", how, (*refs, *f.raw_rows), sources)


def _correction(context: Context, rest: list[str]) -> Line:
    return Line(f"Correction of {context.settings.story.newsroom}", f"set in story.toml, [[corrections]] ({rest[0]})")


def _evidence(found: list[Finding]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The raw rows and the sources of several findings, each once."""
    cited = dict.fromkeys(r for f in found for r in f.raw_rows)
    return tuple(cited), tuple(dict.fromkeys(s for f in found for s in f.sources))


def _cited(context: Context, cited: tuple[str, ...]) -> tuple[str, ...]:
    """The sources of raw rows."""
    found: list[str] = []
    for ref in cited:
        row = context.raw_rows.get(ref, {})
        source = row.get("source_id") or context.source_of_address.get(row.get("source_url", ""), "")
        found += [source] if source else []
    return tuple(dict.fromkeys(found))


def _joined(parts: list[str]) -> str:
    return "; ".join(part for part in parts if part)


_COUNTED = (
    "Wrongly cancelled, of the cancelled records of the offence that inspectors reviewed; never of crimes. "
    "Compared with the other forces in hand, added up."
)
KINDS = {
    "rates": Kind("Records reviewed, by force and offence", _COUNTED, _of_finding),
    "victims": Kind("Victims told", "Not told, of the victims who should have been told.", _of_finding),
    "groups": Kind("Totals of several forces", "Printed for several forces together, not for one.", _group),
    "comparison": Kind("Beside other forces", "The same offence in the other forces in hand.", _comparison),
    "comparisons": Kind("Comparisons made", "Each sample beside the others, itself left out.", _comparisons),
    "sensitivity": Kind("Other choices", "The same finding, computed again under a change.", _sensitivity),
    "pooled": Kind("Forces in hand together", "Sums over the forces with counts; not of the country.", _pooled),
    "chance": Kind("Chance alone", "The highest share that samples of these sizes would reach by chance.", _chance),
    "coverage": Kind(
        "What is in hand",
        "Numbers of forces by what is known of them; rows as for the records above.",
        _coverage,
    ),
    "inspections": Kind(
        "Inspections and recording rates",
        "Shares of reported crimes recorded, from a separate, larger audit, and grades; from the report, or printed by "
        "whoever is named beside them.",
        _inspection,
    ),
    "charts": Kind("Words around charts", "Numbers in titles and subtitles of charts.", _chart),
    "claims": Kind("Claims in print", "What was claimed, and what the verdict rests on.", _claim),
    "findings": Kind(
        "Problems in the data",
        "What is printed, and what does not fit; found by general rules.",
        _problem,
    ),
    "replies": Kind("Replies", "Numbers that a force or another body gave.", _reply),
    "answered": Kind("Records that a reply speaks of", "Numbers of a force's reply, of those found.", _answered),
    "corrections": Kind("Corrections", "Numbers in corrections.", _correction),
    "settings": Kind("Levels and thresholds", "Chosen, not found: settings of this edition.", _setting),
}

"""The right of reply: of the forces and others, and of the newspapers whose claims are checked here."""

from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.page.html import render
from cancelled_crimes.tables import records
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.prose import Prose
from cancelled_crimes.words.survival import answered

Answer = tuple[Prose, Row]


def answers(context: Context, found: list[Finding]) -> list[Answer]:
    """What the force says in reply of records among these findings: a sentence each, with the source that prints it."""
    counted = {f.offence: f for f in found}
    alike: dict[tuple[str, str], list[tuple[Finding, int]]] = {}
    for row in context.answers:
        if row["offence"] in counted:
            alike.setdefault((row["says"], row["source_id"]), []).append((counted[row["offence"]], int(row["records"])))
    told = ((answered(of, says), context.sources[source]) for (says, source), of in alike.items())
    return [(sentence, source) for sentence, source in told if sentence]


def replies(context: Context) -> str:
    """What was replied, in our own words, with who, when and source; says so where we know of none."""
    own = [
        {**r, "fact": f"replies/{r['raw_row'].partition(':')[2]}", "source": context.sources[r["source_id"]]}
        for r in records(context.raw.replies)
        if r["force"] == context.place
    ]
    checked = [r["source_id"] for r in context.claims if context.concerns(r["force"])]
    papers = list(dict.fromkeys(context.sources[s]["name"] for s in checked))
    return render("replies", replies=own, papers=papers, context=context, story=context.settings.story)

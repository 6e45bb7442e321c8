"""The right of reply: of the forces and others, and of the newspapers whose claims are checked here."""

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import render
from cancelled_crimes.tables import records


def replies(context: Context) -> str:
    """What was replied, in our own words, with who, when and source; says so where no reply is recorded."""
    own = [
        {**r, "fact": f"replies/{r['raw_row'].partition(':')[2]}", "source": context.sources[r["source_id"]]}
        for r in records(context.raw.replies)
        if r["force"] == context.place
    ]
    checked = [r["source_id"] for r in context.claims if context.concerns(r["force"])]
    papers = list(dict.fromkeys(context.sources[s]["publisher"] for s in checked))
    return render("replies", replies=own, papers=papers, context=context, story=context.settings.story)

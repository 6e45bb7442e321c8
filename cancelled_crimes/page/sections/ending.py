"""The end of a page: method, corrections, what changed, and what the page is made of."""

from cancelled_crimes.page.changes import changed_numbers, published_on
from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import marked, render
from cancelled_crimes.stats.intervals import NAMES


def method(context: Context) -> str:
    """How the numbers were made, in brief, with the settings that were used."""
    return render("method", settings=context.settings, interval=NAMES[context.settings.statistics.interval])


def corrections(context: Context) -> str:
    """Corrections with their dates, newest first; says so where there is none."""
    own = [c for c in context.settings.corrections if context.national or c.force in ("", context.force)]
    own.sort(key=lambda c: c.date, reverse=True)
    listed = [(c.date, marked(c.text, f"corrections/{n}", "claim"), c.force) for n, c in enumerate(own)]
    return render("corrections", corrections=listed, story=context.settings.story, national=context.national)


def changes(context: Context) -> str:
    """The numbers that changed since the published edition: old, new, why; "" before anything was published."""
    when = published_on(context.project) if context.national else ""
    return render("changes", when=when, changes=changed_numbers(context)) if when else ""


def build(context: Context) -> str:
    """The date of the edition and the files that belong to the page; digests and versions are added on export."""
    return render("build", context=context, story=context.settings.story)

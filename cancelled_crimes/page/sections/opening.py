"""The head of a page: what was found, by whom it is published, and where a reader can turn."""

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import render
from cancelled_crimes.words.standfirst import page_finding


def finding(context: Context) -> str:
    """Headline, standfirst, by-line and date."""
    told = page_finding(context.tables, context.force, context.settings)
    return render("finding", told=told, story=context.settings.story, context=context)


def help_lines(context: Context) -> str:
    """Help lines for the offences that the page is about; a national page is about all of them."""
    about = set(context.settings.offences)
    if not context.national:
        about = {f.offence for f in context.found if f.status != "not found"} or about
    lines = [line for line in context.settings.help if about & set(line.about)]
    return render("help", lines=lines) if lines else ""

"""The head of a page: what was found, by whom it is published, and where a reader can turn."""

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import render
from cancelled_crimes.page.sections.replies import answers
from cancelled_crimes.settings import HelpLine
from cancelled_crimes.words.standfirst import page_finding


def finding(context: Context) -> str:
    """Headline, standfirst, what the force replies of it, by-line, date, and help lines for what the page is about."""
    told = page_finding(context.tables, context.force, context.settings)
    story = context.settings.story
    replies = [] if context.national else answers(context, context.found)
    return render("finding", told=told, replies=replies, story=story, context=context, lines=_help_lines(context))


def _help_lines(context: Context) -> list[HelpLine]:
    """Those for any offence of which the page tells something; all of them where nothing is in hand."""
    about = set(context.settings.offences)
    if not context.national:
        about = {f.offence for f in context.found if f.status != "not found"} or about
    return [line for line in context.settings.help if about & set(line.about)]

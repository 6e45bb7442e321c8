"""The one kind of error that a reporter is meant to read: what is wrong, where, and what to type next."""


class StoryError(Exception):
    """A mistake in data, settings, claims or a command; its message is written for a reporter, without a traceback."""


# What can be done about a file that is made: it is never mended by hand, and making it anew may bring the fault again.
MADE_ANEW = (
    "Type: make all. If this comes again, the mistake is in this program, not in your data: send this message and a "
    "copy of data/raw/ to whoever keeps the code"
)

"""The one kind of error that a reporter is meant to read: what is wrong, where, and what to type next."""


class StoryError(Exception):
    """A mistake in data, settings, claims or a command; its message is written for a reporter, without a traceback."""

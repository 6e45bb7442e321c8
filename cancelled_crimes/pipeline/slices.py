"""The rows of a table that matter to one edition, so that another force's row leaves its page alone."""

from cancelled_crimes.paths import Project


def slice_digest(project: Project, name: str, force: str) -> str:
    """Digest of the rows of a named table that the page of `force` shows; "" where the whole file counts."""
    return ""

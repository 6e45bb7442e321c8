"""File and fragment names made from the names of forces and offences."""

import re
import unicodedata


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens, safe as a file name: "Devon and Cornwall" -> "devon-and-cornwall"."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")

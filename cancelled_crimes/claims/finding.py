"""What a rule finds about one claim, before caveats and conflicts are weighed."""

from dataclasses import dataclass, replace

from cancelled_crimes.claims.evidence import EPS, Cell
from cancelled_crimes.claims.forms import Range


@dataclass(frozen=True)
class Found:
    """`right` is None where the data does not decide. `cells` are the figures that the claim rests on.

    `refs` are other rows of evidence, `caveats` those that the rule itself knows; `of_shares` says that the claim is
    about shares, so that the size of the samples matters.
    """

    right: bool | None
    reason: str
    cells: tuple[Cell, ...] = ()
    refs: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    of_shares: bool = False

    def says(self, text: str) -> "Found":
        """The same, with more said after the reason."""
        return replace(self, reason=f"{self.reason}; {text}" if self.reason else text)


def decide(known: Range, wanted: Range) -> bool | None:
    """Whether a claim is right, from the bounds of what is known and of what it needs; None where they only overlap.

    >>> decide((6, 36), (19, 43)), decide((6, 12), (19, 43)), decide((20, 43), (19, 43))
    (None, False, True)
    """
    if wanted[0] - EPS <= known[0] and known[1] <= wanted[1] + EPS:
        return True
    if known[1] < wanted[0] - EPS or known[0] > wanted[1] + EPS:
        return False
    return None

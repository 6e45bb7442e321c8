"""Every figure that the grammar of printed figures can hold, for tests that draw from it."""

from hypothesis import strategies as st

from cancelled_crimes.clean.printed import BOUNDS, DIRECTIONS, Printed, Share


def percent(value: int) -> Share:
    """A whole percentage."""
    return Share("percent", value, 100)


def percents() -> st.SearchStrategy[Share]:
    """Percentages with and without a decimal."""
    return st.builds(percent, st.integers(0, 100)) | st.builds(
        lambda n: Share("percent", n, 1000), st.integers(0, 1000)
    )


def shares() -> st.SearchStrategy[Share]:
    """Percentages, ratios and fractions."""
    parts = st.integers(2, 19).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))
    return percents() | parts.map(lambda p: Share("ratio", *p)) | parts.map(lambda p: Share("fraction", *p))


@st.composite
def figures(draw: st.DrawFn) -> Printed:
    """Any form with any share, bound and direction."""
    reviewed = draw(st.integers(1, 30) | st.integers(1, 5000))
    count = draw(st.integers(0, reviewed))
    share, direction = draw(shares()), draw(st.sampled_from(["", *DIRECTIONS]))
    count_bound = draw(st.sampled_from(["", *(b for b in BOUNDS if b not in ("about", "nearly"))]))
    share_bound = draw(st.sampled_from(["", *BOUNDS]))
    rounded = [percent((200 * of + reviewed) // (2 * reviewed)) for of in (count, reviewed - count)]
    beside = None if count_bound else draw(st.sampled_from([None, *rounded]))
    return draw(
        st.sampled_from(
            [
                Printed("counts", count_bound, count, reviewed, beside, direction),
                Printed("share of a sample", share_bound, None, reviewed, share, direction),
                Printed("share", share_bound, None, None, share, direction),
                Printed("count and share", "", count, None, draw(percents()), direction),
                Printed("count", count_bound, count, None, None, direction),
                Printed("sample", "", None, reviewed, None, direction),
                *(Printed(word, direction=direction) for word in ("none", "all", "some", "not available")),
            ]
        )
    )

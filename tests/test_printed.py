"""The grammar of printed figures."""

import doctest
import re
import time
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_figures import figures, percent

from cancelled_crimes.clean import printed, recover
from cancelled_crimes.clean.figures import CANCELLED, VICTIMS, read_figure
from cancelled_crimes.clean.printed import EXAMPLES, NotUnderstoodError, Printed, Share, parse
from cancelled_crimes.paths import find_project

READINGS = {
    "9 of 17 (53%)": Printed("counts", count=9, reviewed=17, share=percent(53)),
    "nine of the 17": Printed("counts", count=9, reviewed=17),
    "3/19": Printed("counts", count=3, reviewed=19),
    "nine out of 17 records": Printed("counts", count=9, reviewed=17),
    "none of 20": Printed("counts", count=0, reviewed=20),
    "all 20": Printed("counts", count=20, reviewed=20),
    "1,012 of 2,345": Printed("counts", count=1012, reviewed=2345),
    "fewer than five of 20": Printed("counts", bound="fewer than", count=5, reviewed=20),
    "5% of 22": Printed("share of a sample", share=percent(5), reviewed=22),
    "half of 20": Printed("share of a sample", share=Share("fraction", 1, 2), reviewed=20),
    "4 (20%)": Printed("count and share", count=4, share=percent(20)),
    "25%; equates to five offences": Printed("count and share", count=5, share=percent(25)),
    "25% (five)": Printed("count and share", count=5, share=percent(25)),
    "43%": Printed("share", share=percent(43)),
    "53pc": Printed("share", share=percent(53)),
    "53 per cent": Printed("share", share=percent(53)),
    "14.5%": Printed("share", share=Share("percent", 145, 1000)),
    "one in 20": Printed("share", share=Share("ratio", 1, 20)),
    "1 in 5": Printed("share", share=Share("ratio", 1, 5)),
    "one-in-five": Printed("share", share=Share("ratio", 1, 5)),
    "half": Printed("share", share=Share("fraction", 1, 2)),
    "two-thirds": Printed("share", share=Share("fraction", 2, 3)),
    "a quarter": Printed("share", share=Share("fraction", 1, 4)),
    "more than a third": Printed("share", bound="more than", share=Share("fraction", 1, 3)),
    "around 20%": Printed("share", bound="about", share=percent(20)),
    "up to 43%": Printed("share", bound="at most", share=percent(43)),
    "fewer than five": Printed("count", bound="fewer than", count=5),
    "five": Printed("count", count=5),
    "22 reviewed": Printed("sample", reviewed=22),
    "none": Printed("none"),
    "some": Printed("some"),
    "not available": Printed("not available"),
    "all correct": Printed("all", direction="right"),
    "68 of 73 correct": Printed("counts", count=68, reviewed=73, direction="right"),
    "14% correctly cancelled": Printed("share", share=percent(14), direction="right"),
    "33% not recorded": Printed("share", share=percent(33), direction="not recorded"),
    "26 of 29 informed": Printed("counts", count=26, reviewed=29, direction="informed"),
    "2 of 36 not informed": Printed("counts", count=2, reviewed=36, direction="not informed"),
    "40% of 20 not told": Printed("share of a sample", share=percent(40), reviewed=20, direction="not informed"),
}


@pytest.mark.parametrize(("text", "figure"), READINGS.items())
def test_each_form_is_read(text: str, figure: Printed) -> None:
    assert parse(text) == figure


@pytest.mark.parametrize("text", ["  Nine  of the 17 ", "NINE OF THE 17", "nine\u00a0of the\u00a017"])
def test_case_and_spaces_do_not_matter(text: str) -> None:
    assert parse(text) == Printed("counts", count=9, reviewed=17)


REFUSED = {
    "": "not a form",
    "lots": "not a form",
    "2.5 of 20": "not a form",
    "-3": "not a form",
    "13/02/2018": "not a form",
    "25% of robbery cases": "not a form",
    "43": "bare number",
    "9 of 8": "cannot be part of",
    "3 of 0": "sample of none",
    "120%": "over 100%",
    "three in two": "over 100%",
    "one in one": "part of something larger",
    "about five": "no bounds",
    "fewer than 5 of 20 (20%)": "contradict",
    "3 of 20 (99%)": "99% is not a rounding of 3 of 20, nor of the others",
    "3 of 99999999999999999999": "1,000,000 is the largest number",
    "1000001 records": "1,000,000 is the largest number",
    "one in 99999999999999999999": "1,000,000 is the largest number",
    "12.1234567%": "not a form",
    "\uff13 of 20": "Write its digits as 0 to 9",
    "\u0663 of 20": "Write its digits as 0 to 9",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_not_understood_is_refused_by_name_with_the_forms_allowed(text: str, reason: str) -> None:
    with pytest.raises(NotUnderstoodError) as caught:
        parse(text)
    message = str(caught.value)
    assert f'"{text}"' in message
    assert reason in message
    assert all(f'"{example}"' in message for example in EXAMPLES)


def test_a_number_of_thousands_of_digits_is_refused_without_repeating_it() -> None:
    with pytest.raises(NotUnderstoodError, match="longer than any printed figure") as caught:
        parse("3 of " + "9" * 5000)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("text", ["3 of 1000000", "1,000,000 of 1,000,000", "3 of 20 (85%)", "0.000001%"])
def test_what_lies_within_the_stated_limits_is_read(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "fewer than 0",
        "fewer than none of 20",
        "more than 20 of 20",
        "5% of 3",
        "0 (5%)",
        "less than 0%",
        "more than 100%",
    ],
)
def test_what_no_sample_can_show_is_refused_in_every_measure(text: str) -> None:
    for measure, direction in ((CANCELLED, ""), (CANCELLED, " correct"), (VICTIMS, " not told"), (VICTIMS, " told")):
        with pytest.raises(NotUnderstoodError):
            read_figure(text + direction, measure)


@pytest.mark.parametrize("text", ["some correct", "five correct", "at least five correct", "22 reviewed recorded"])
def test_a_figure_that_tells_nothing_of_the_fault_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstoodError):
        read_figure(text, CANCELLED)


def test_some_victims_are_told_or_not_told_and_the_figure_must_say_which() -> None:
    with pytest.raises(NotUnderstoodError, match='write "some not informed"'):
        read_figure("some", VICTIMS)


def test_every_example_of_the_error_message_is_itself_understood() -> None:
    for example in EXAMPLES:
        assert str(parse(str(parse(example)))) == str(parse(example))


def test_every_figure_in_the_raw_data_parses_back_from_what_is_written() -> None:
    raw = find_project().raw
    texts = pd.read_csv(raw / "published_figures.csv", dtype=str)["printed"]
    for text in texts:
        assert parse(str(parse(text))) == parse(text)


@given(figures())
def test_what_is_written_parses_back_to_the_same_figure(figure: Printed) -> None:
    assert parse(str(figure)) == figure


@given(st.text(max_size=30))
def test_any_text_is_either_read_or_refused_and_never_breaks(text: str) -> None:
    try:
        assert parse(str(parse(text))) == parse(text)
    except NotUnderstoodError as refused:
        assert text in str(refused)


def test_a_share_is_read_within_its_rounding() -> None:
    assert percent(43).limits() == (Fraction(425, 1000), Fraction(435, 1000))
    assert Share("percent", 145, 1000).limits() == (Fraction(1445, 10000), Fraction(1455, 10000))
    assert Share("fraction", 1, 4).limits() == (Fraction(225, 1000), Fraction(275, 1000))
    assert Share("ratio", 1, 20).limits() == (Fraction(2, 41), Fraction(2, 39))
    assert percent(20).limits("about") == (Fraction(175, 1000), Fraction(225, 1000))
    assert percent(14).limits("about") == (Fraction(13, 100), Fraction(15, 100))
    assert percent(0).limits()[0] == 0
    assert percent(100).limits()[1] == 1


def test_a_bound_leaves_the_share_itself_in_or_out() -> None:
    third = Share("fraction", 1, 3)
    assert third.limits("at least")[0] == Fraction(1, 3) < third.limits("more than")[0]
    assert third.limits("at most")[1] == Fraction(1, 3) > third.limits("fewer than")[1]


def test_a_hundred_thousand_different_figures_are_read_in_two_seconds() -> None:
    shapes = (
        "{k} of {n} ({p:.0f}%)", "{p:.1f}% of {n}", "{k} ({p:.0f}%)", "one in {n}", "{n} reviewed",
        "more than {k} of {n}", "{p:.2f}%; equates to {k} offences", "{k} of {n} not told",
        "{p:.5f} per cent correctly cancelled",
    )  # fmt: skip
    numbers = [(7 * i % (1000 + i), 1000 + i) for i in range(100_000)]
    texts = [shapes[i % len(shapes)].format(k=k, n=n, p=100 * k / n) for i, (k, n) in enumerate(numbers)]
    assert len(set(texts)) > 99_000
    assert any(_seconds(texts) < 2 for _ in range(3))


def _seconds(texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        parse(text)
    return time.process_time() - start


@pytest.mark.parametrize("module", [printed, recover])
def test_the_examples_in_the_documentation_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_every_form_in_the_guide_is_understood() -> None:
    guide = (find_project().root / "docs" / "cleaning.md").read_text(encoding="utf-8")
    rows = [line for line in guide.splitlines() if line.startswith("| ") and "`" in line]
    forms = [text for row in rows for text in re.findall(r"`([^`]+)`", row)]
    assert len(forms) > 25
    for text in forms:
        assert parse(str(parse(text))) == parse(text)

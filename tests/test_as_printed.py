"""A printed figure in words: what is told, read again, leaves possible what the figure did, on its own side."""

import re

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from printed_figures import figures

from cancelled_crimes.clean.evidence import Evidence
from cancelled_crimes.clean.figures import CANCELLED, VICTIMS, outcome_of, read_figure
from cancelled_crimes.clean.printed import NotUnderstoodError, Printed
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.words import as_printed, glance, sentences
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.prose import numbers_in, plain

SETTINGS = load_settings(find_project().settings_file)
SIDES = {CANCELLED: ("wrongly cancelled", "rightly cancelled"), VICTIMS: ("not told", "told")}
# Ways to say a count of a sample that read better than the grammar's own.
SPOKEN = {"both": "all 2", "neither of two": "none of 2", "the one": "1 of 1"}


def finding_of(printed: str, measure: str) -> Finding:
    """The finding that one printed figure leads to."""
    out = outcome_of(printed, measure)
    names = ("wrong", "reviewed", "wrong_low", "wrong_high", "share_low", "share_high", "smallest_sample")
    known = {name: getattr(out, name) for name in names}
    offence = VICTIMS if measure == VICTIMS else "rape"
    return Finding("Essex", offence, out.status, SETTINGS, 2019, printed=(printed,), **known)


def read_again(f: Finding, measure: str) -> Evidence:
    """What the sentence about a finding leaves possible: its first number and its last verb, read by the grammar."""
    sentence = sentences.sentence(f)
    told = numbers_in(sentence)[0].text
    told = SPOKEN.get(told, told)
    if f.status == "sample only":
        return read_figure(f"{told.split()[0]} reviewed", measure)[2]
    predicate = re.search(r"\b(?:was|were) ([a-z ]+?)(?:;| \(|\.)", plain(sentence))
    assert predicate, plain(sentence)
    side = predicate[1]
    if side.startswith("not ") and side not in SIDES[measure]:  # the one record was not wrongly cancelled
        side, told = side.removeprefix("not "), told.replace("1 of 1", "0 of 1")
    if measure == VICTIMS and side == "not told" and told == "none of 1":
        told = "0 of 1"
    assert side in SIDES[measure], side
    several = re.fullmatch(r"(?:between )?(.+?) (?:and|or) (.+?)( of .+)?", told)
    ends = [re.split(", ", several[1])[0], several[2]] if several else [told]
    of = (several[3] or "") if several else ""
    readings = [read_figure(f"{end}{of or ('' if not several else ' records')} {side}", measure)[2] for end in ends]
    return readings[0].hull(readings[-1])


def possible(evidence: Evidence) -> tuple[object, ...]:
    """What evidence leaves possible, whichever way it is held."""
    known = evidence.with_sample()
    if known.reviewed is not None:
        counts = known.counts()
        return counts[0], counts[-1], known.reviewed
    if known.count_high == 0:
        return 0, 0
    return known.count_low, known.count_high, known.as_shares()


@hypothesis_settings(max_examples=1500, deadline=None)
@given(figures())
def test_what_a_sentence_says_read_again_is_what_was_printed_and_never_its_opposite(figure: Printed) -> None:
    for measure in SIDES:
        try:
            evidence = read_figure(str(figure), measure)[2]
        except NotUnderstoodError:
            continue
        f = finding_of(str(figure), measure)
        if f.status == "not available":
            assert "not available" in plain(sentences.sentence(f))
            continue
        again = read_again(f, measure)
        if (
            f.status == "candidates" and f.wrong is not None
        ):  # the count leads; its share stands beside, with the sample
            assert (again.count_low, again.count_high) == (evidence.count_low, evidence.count_high)
        else:
            assert possible(again) == possible(evidence), plain(sentences.sentence(f))


@given(figures())
def test_a_figure_in_words_is_the_same_figure(figure: Printed) -> None:
    f = finding_of("some", CANCELLED)
    try:
        read = as_printed.Figure(*read_figure(str(figure), CANCELLED))
    except NotUnderstoodError:
        return
    told = as_printed.in_words(read, f.topic)
    assert possible(read_figure(told, CANCELLED)[2]) == possible(read.evidence), told


@hypothesis_settings(max_examples=300, deadline=None)
@given(figures())
def test_tables_and_charts_say_the_amount_of_the_sentence(figure: Printed) -> None:
    try:
        f = finding_of(str(figure), CANCELLED)
    except NotUnderstoodError:
        return
    cells = glance.glance(f).plain
    if f.status == "share only":
        side = "correct" if "rightly" in cells["share"] else "wrong"
        text = cells["share"].replace(" rightly cancelled", "")
        assert read_figure(f"{text} {side}", CANCELLED)[2] == read_figure(str(figure), CANCELLED)[2]
    elif f.status == "some":
        assert cells["counts"].startswith(("at least ", "more than "))

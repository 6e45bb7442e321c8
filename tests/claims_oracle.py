"""An oracle for claims that shares no code with the judge: it reads the raw figures itself and tries all completions.

A completion of a figure is a pair (at fault, reviewed) that everything printed of it allows, for samples of up to
MOST records. A claim about many forces is tried on the lowest and the highest value that each force may have.
"""

import csv
import re
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

MOST = 120
VICTIMS = "victims informed"
RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
HALF = Fraction(1, 200)  # half of a percentage point


def _read(name):
    return list(csv.DictReader((RAW / f"{name}.csv").open(encoding="utf-8")))


FIGURES = [*_read("published_figures"), *_read("added_figures")]
INSPECTIONS = _read("inspections")
ARTICLES = {r["source_id"]: r["same_article_as"] or r["source_id"] for r in _read("sources")}
EVERY = frozenset((k, n) for n in range(1, MOST + 1) for k in range(n + 1))


def rows(force, topic):
    """The raw rows of a force and a topic."""
    return [
        r
        for r in FIGURES
        if r["force"] == force and (r["measure"] == VICTIMS if topic == VICTIMS else r["offence"] == topic)
    ]


@cache
def completions(force, topic):
    """All (at fault, reviewed) that the printed figures allow; one that rules out all others is set aside."""
    left = EVERY
    for row in sorted(rows(force, topic), key=lambda r: "correct" in r["printed"]):
        left = left & _allowed(row["printed"]) or left
    return left


@cache
def _allowed(printed):
    text, told = re.subn(r" (?:not )?informed$| correctly cancelled$", "", printed)
    kept = frozenset(pair for pair in EVERY if _fits(*pair, text))
    opposite = told and not printed.endswith("not informed")
    return frozenset((n - k, n) for k, n in kept) if opposite else kept


def _fits(k, n, text):
    share = Fraction(k, n)
    if found := re.fullmatch(r"(\d+|none) of (\d+)(?: \(\d+%\))?", text):
        return (k, n) == (0 if found[1] == "none" else int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(?:(\d+) \()?(\d+)%\)?(?: of (\d+))?(?:; equates to (\w+) offences)?", text):
        count = found[1] or (WORDS.index(found[4]) if found[4] else None)
        near = abs(share - Fraction(int(found[2]), 100)) <= HALF
        return near and (count is None or k == int(count)) and (found[3] is None or n == int(found[3]))
    if found := re.fullmatch(r"one in (\d+)", text):
        return 2 / Fraction(2 * int(found[1]) + 1) <= share <= 2 / Fraction(2 * int(found[1]) - 1)
    if found := re.fullmatch(r"(\d+) reviewed", text):
        return n == int(found[1])
    return {"none": k == 0, "some": k > 0, "not available": True}[text]


def _bound(number, bound):
    return {
        "exactly": lambda v: v == number,
        "at least": lambda v: v >= number,
        "more than": lambda v: v > number,
        "at most": lambda v: v <= number,
        "fewer than": lambda v: v < number,
    }[bound]


def fraction(text):
    """ "43%" or "1/3" as it is."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def outcomes(force, topic, check, units):
    """{True}, {False} or both: whether the claim is right in some completion, and wrong in some."""
    return globals()[f"_{check['form']}"](force, topic, check, units)


def _count(force, topic, check, _):
    right = _bound(check["number"], check.get("bound", "exactly"))
    return {right(k) and check.get("of") in (None, n) for k, n in completions(force, topic)}


def _share(force, topic, check, _):
    said, within = fraction(check["share"]), fraction(check["within"])
    return {abs(share - said) <= within for share in _shares(force, topic)}


def _higher(force, topic, check, _):
    mine, its = _ends(force, topic), _ends(check["than"], topic)
    return {a > b for a, b in product(mine, its)}


def _highest(force, topic, check, units):
    others = [f for f in check.get("of") or units if f != force]
    mine = _ends(force, topic)
    lowest, highest = (max(end(_ends(f, topic)) for f in others) for end in (min, max))
    return {a > b for a, b in product(mine, (lowest, highest))}


def _forces(_, topic, check, units):
    right = _bound(check["number"], check.get("bound", "exactly"))
    met = [_met(f, topic, check) for f in units if f not in check.get("others_than", ())]
    return {right(n) for n in range(sum(all(m) for m in met), sum(any(m) for m in met) + 1)}


@cache
def _shares(force, topic):
    return frozenset(Fraction(k, n) for k, n in completions(force, topic))


@cache
def _ends(force, topic):
    return min(_shares(force, topic)), max(_shares(force, topic))


def _met(force, topic, check):
    shares = _ends(force, topic)
    if "share_from" in check:
        return {share >= fraction(check["share_from"]) for share in shares}
    return {share > fraction(check.get("share_above", "0%")) for share in shares}


def _maximum(_, topic, check, units):
    said, within = fraction(check["share"]), fraction(check["within"])
    there = tuple(f for f in units if check.get("force", f) == f)
    peaks = _peaks(topic, there, tuple(units))
    right = {abs(s - said) <= within for s in peaks}
    elsewhere = any(_ends(f, topic)[1] > min(peaks, default=2) for f in units if f not in there)
    above = any(_ends(f, topic)[1] > said + within for f in units)
    return right | ({False} if elsewhere or above or not peaks else set())


@cache
def _peaks(topic, there, units):
    """The shares with which one of these forces can be the highest of all."""
    floor = max(_ends(f, topic)[0] for f in units)
    return frozenset(s for f in there for s in _shares(f, topic) if s >= floor)


@cache
def _counts(force, topic):
    counts = [k for k, _ in completions(force, topic)]
    return min(counts), max(counts)


def _sum(_, topic, check, units):
    right = _bound(check["number"], check.get("bound", "exactly"))
    group = [r for r in FIGURES if "forces)" in r["force"] and (r["offence"] == topic or r["measure"] == topic)]
    known = {int(f[1]) for r in group if (f := re.match(r"(\d+) of", r["printed"]))}
    members = [r["force"] for r in _read("groups")] if known else []
    low = high = known.pop() if known else 0
    for force in (f for f in units if f not in members):
        few, many = _counts(force, topic)
        low, high = low + few, high + many
    return {right(n) for n in (low, *range(low, min(high, check["number"] + 2) + 1), high)}

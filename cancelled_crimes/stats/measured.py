"""What the methods do, measured, as a part of docs/method.md: a worked example, false verdicts, coverage.

`make calibrate` writes it between two marks; a test compares what stands there with what is computed.
"""

import re

import numpy as np
import pandas as pd

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.settings import Statistics, load_settings
from cancelled_crimes.stats import apart, calibration, cells
from cancelled_crimes.stats.calibration import DIFFERENT, EQUAL, STORIES, Category, Rates, Row
from cancelled_crimes.stats.coverage import SIZES, Coverage, all_coverage
from cancelled_crimes.stats.intervals import NAMES
from cancelled_crimes.tables import load_tables
from cancelled_crimes.words.numbers import numeral

BEGIN, END = "<!-- measured: make calibrate -->", "<!-- end of measured -->"
COVERED = {**NAMES, "difference": "Newcombe, a difference"}
# Where angles do not help: shares near none, samples so large that chance hardly counts, units that differ much.
STRESS = Category("nine samples of 300, one in 20", np.full(9, 300.0), 0.05, 0.16)
REACH = (4, 5, 6, 8, 12, 42)


def measured(rates: pd.DataFrame, settings: Statistics, stories: int = STORIES) -> str:
    """The measured part of docs/method.md, from rates.csv, with its marks."""
    parts = [
        *worked_example(rates, settings),
        *reach(settings),
        *false_verdicts(rates, settings, stories),
        *covering(settings),
    ]
    return "\n".join([BEGIN, *parts, END])


def worked_example(rates: pd.DataFrame, settings: Statistics) -> list[str]:
    """The sample that lies farthest from the others, step by step; nothing where no sample has a verdict."""
    known = cells.with_counts(rates)
    found = []
    for _, group in known.groupby("offence", sort=False):
        x, n = group["wrong"].astype(int).tolist(), group["reviewed"].astype(int).tolist()
        compared = apart.compare_all(x, n, settings)
        found += [(one.p, i, group, x, n, one) for i, one in enumerate(compared) if one.comparisons]
    if not found:
        return []
    _, i, group, x, n, one = min(found, key=lambda each: each[0])
    row = group.iloc[i]
    rest_x, rest_n = x[:i] + x[i + 1 :], n[:i] + n[i + 1 :]
    others = apart.random_effects(apart.angle(rest_x, rest_n), apart.angle_variance(rest_n))
    y, v = float(apart.angle(x[i], n[i])), float(apart.angle_variance(n[i]))
    expected = apart.expected_counts(n[i], rest_x, rest_n, settings.question_level)
    no_surprise = "none" if expected is None else f"{expected[0]} to {expected[1]} of {n[i]}"
    return [
        f"**Worked example: {row['force']}, {row['offence']}.** Of the samples in hand this one lies farthest from the"
        f" others: {numeral(x[i])} of {n[i]},\nbeside {sum(rest_x)} of {sum(rest_n)} in {numeral(len(rest_n))} others.",
        "",
        "| step | value |",
        "|---|---|",
        f"| *a*, the angle of {x[i]} of {n[i]}: half of arcsin √({x[i]} ÷ {n[i] + 1})"
        f" + arcsin √({x[i] + 1} ÷ {n[i] + 1}) | {y:.4f} |",
        f"| *v*, its variance: 1 ÷ (4 × {n[i]} + 2) | {v:.5f} |",
        f"| *m*, the mean angle of the {numeral(others.units)} others | {others.mean:.4f} |",
        f"| *τ²*, the variance between them | {others.between:.5f} |",
        f"| *e*, the variance of that mean | {others.error:.5f} |",
        f"| distance: (*a* − *m*) ÷ √(*v* + *τ²* + *e*) | {apart.distance(y, v, others):.2f} |",
        f"| p, Student's t with {numeral(others.units - 2)} degrees of freedom | {one.p:.3f} |",
        f"| the same, adjusted for {numeral(one.comparisons)} comparisons (Holm) | {one.p_adjusted:.2f} |",
        f"| verdict | {one.verdict} |",
        f"| counts that would be no surprise beside the others | {no_surprise} |",
        "",
    ]


def reach(settings: Statistics) -> list[str]:
    """What a sample of 20 must show beside others that are all alike, by how many others there are."""
    lines = [
        "**What it takes.** A sample of 20 beside others with three of 20 each is no surprise up to these counts:",
        "",
        "| others | not worth a question | does not stand out |",
        "|---|---|---|",
    ]
    for others in REACH:
        shown = []
        for level in (settings.question_level, settings.stands_out_level):
            limits = apart.expected_counts(20, [3] * others, [20] * others, level)
            shown.append("none" if limits is None else f"{limits[0]} to {limits[1]}")
        lines.append(f"| {others} | " + " | ".join(shown) + " |")
    return [*lines, ""]


def false_verdicts(rates: pd.DataFrame, settings: Statistics, stories: int) -> list[str]:
    """How often samples that are not apart are told apart, and how often the interval of the pool holds."""
    found = calibration.categories(rates)
    lines = [
        f"**False verdicts.** {stories:,} simulated stories of each kind, with the sample sizes in hand; ± is two"
        " standard errors of the\nsimulation. What stands out counts as worth a question too. *Normal* is what the"
        " same distances would give if the\nspread between units were known; the last line shows where the method"
        " fails.",
        "",
        "| category | true shares | worth a question | stands out | normal: question | normal: out | the pool holds |",
        "|---|---|---|---|---|---|---|",
    ]
    for shares in (EQUAL, DIFFERENT):
        rows = [calibration.calibrate(one, shares, stories, settings) for one in found]
        over_all = calibration.together(rows)
        lines += [_line(row) for row in [*rows, *([over_all] if over_all else [])]]
    return [*lines, _line(calibration.calibrate(STRESS, f"correlation {STRESS.correlation:g}", stories, settings)), ""]


def covering(settings: Statistics) -> list[str]:
    """The coverage of every interval at every size: the worst true share, and the mean over true shares."""
    level = f"{100 * settings.confidence:g}%"
    lines = [
        f"**Coverage of the {level} intervals.** Exact sums: the worst true share, and the mean over true shares from"
        " 1% to 99%\n(for a difference, over pairs of shares from 5% to 95%).",
        "",
        "| interval | " + " | ".join(f"{n} records" for n in SIZES) + " |",
        "|---|" + "---|" * len(SIZES),
    ]
    every = all_coverage(settings.confidence)
    for method, name in COVERED.items():
        lines.append(f"| {name} | " + " | ".join(_covered(one) for one in every if one.method == method) + " |")
    return lines


def write(project: Project) -> str:
    """Put the measured part into docs/method.md, between its marks; the path written.

    Raises StoryError where the marks are missing.
    """
    path = project.root / "docs" / "method.md"
    text = path.read_text(encoding="utf-8")
    if not re.search(f"{re.escape(BEGIN)}.*{re.escape(END)}", text, re.DOTALL):
        raise StoryError(f"docs/method.md: no place for what was measured; add the two lines {BEGIN} and {END}")
    part = measured(load_tables(project).rates, load_settings(project.settings_file).statistics)
    before, rest = text.split(BEGIN, 1)
    path.write_text(before + part + rest.split(END, 1)[1], encoding="utf-8")
    return "docs/method.md"


def _line(row: Row) -> str:
    shown = [_share(row.question, 1), _share(row.out, 2), _share(row.normal_question, 1), _share(row.normal_out, 2)]
    return f"| {row.category} | {row.shares} | " + " | ".join([*shown, _share(row.covered, 1)]) + " |"


def _share(found: Rates, decimals: int) -> str:
    if np.isnan(found.rate):
        return "no verdict"
    return f"{100 * found.rate:.{decimals}f}% ± {100 * found.error:.{decimals}f}"


def _covered(one: Coverage) -> str:
    return f"{100 * one.least:.1f}%, {100 * one.mean:.1f}%"


if __name__ == "__main__":
    print(f"Measured anew: {write(find_project())}")

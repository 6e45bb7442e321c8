"""The charts: right for every kind of force, the same bytes from the same numbers, clean inside a page."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from cancelled_crimes import tables as processed
from cancelled_crimes.charts import captions, marks, style
from cancelled_crimes.charts.chart import load_chart
from cancelled_crimes.charts.figures import figures_chart
from cancelled_crimes.charts.local import local_charts
from cancelled_crimes.charts.shared import SLUGS, load_shared, shared_charts
from cancelled_crimes.charts.sheet import Sheet
from cancelled_crimes.charts.told import told_chart
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.words.facts import finding, findings_of, victims_of

PROJECT = find_project(start=Path(__file__).parent)
FULL, SHARE_ONLY, NONE_WITHOUT_SAMPLE, NOTHING = "Hampshire", "Cheshire", "Hertfordshire", "Bedfordshire"


def load_all():
    """The settings and the processed tables."""
    return load_settings(PROJECT.settings_file), processed.load_tables(PROJECT)


@pytest.fixture(scope="module")
def story():
    return load_all()


@pytest.fixture(scope="module")
def drawn(story):
    """All charts of all pages, with the figures they were drawn on."""
    settings, tables = story
    figures = {}
    finish = Sheet.finish

    def noting(sheet, slug, *rest):
        figures[slug] = sheet.figure
        return finish(sheet, slug, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sheet, "finish", noting)
        charts = [c for force in settings.units for c in local_charts(force, tables, settings)]
        charts += shared_charts(tables, settings)
    return charts, figures


def slugs_of(charts):
    return [c.slug.rpartition("-")[2] for c in charts]


@pytest.mark.parametrize(
    ("force", "expected"),
    [
        (FULL, ["figures", "funnel"]),
        ("Gwent", ["figures", "funnel", "victims"]),
        (SHARE_ONLY, ["figures"]),
        (NONE_WITHOUT_SAMPLE, []),
        (NOTHING, []),
    ],
)
def test_a_force_gets_the_charts_that_there_are_data_for(story, force, expected):
    settings, tables = story
    assert slugs_of(local_charts(force, tables, settings)) == expected


def test_a_force_with_victims_only_gets_their_chart_only(story):
    settings, tables = story
    victims, rates = tables.victims.copy(), tables.rates
    victims.loc[victims["force"] == NOTHING, ["due", "told", "not_told", "status"]] = [12, 11, 1, "counts"]
    only = processed.Tables(tables.folder)
    vars(only).update(victims=victims, rates=rates)
    charts = local_charts(NOTHING, only, settings)
    assert slugs_of(charts) == ["victims"]
    assert "one of 12" in charts[0].title


def test_a_share_without_a_sample_is_a_hollow_mark_without_an_interval(story):
    settings, tables = story
    mark = marks.mark_of(finding(tables, SHARE_ONLY, "rape", settings), 0)
    assert (mark.hollow, mark.low, round(mark.share, 2)) == (True, None, 0.43)


def test_a_sample_under_ten_is_told_as_counts_without_a_mark_or_a_percentage(story):
    settings, tables = story
    six = finding(tables, "Gwent", "robbery", settings)
    assert marks.mark_of(six, 0) is None
    assert captions.label(six) == "1 of 6"
    chart = figures_chart("Gwent", [six], tables, settings)
    assert "17%" not in chart.svg + chart.alt
    assert "Fewer than 10 reviewed" in chart.subtitle


def test_a_mark_stands_at_its_share_with_the_interval_of_the_rates(story):
    settings, tables = story
    mark = marks.mark_of(finding(tables, "Greater Manchester", "robbery", settings), 0)
    assert (mark.share, round(mark.low, 2), round(mark.high, 2)) == (0.25, 0.11, 0.47)


def test_the_others_are_pooled_without_the_force_itself(story):
    settings, tables = story
    chart = local_charts("Greater Manchester", tables, settings)[0]
    assert "Other forces in hand: 8 of 38 (21%)" in chart.svg


def test_a_sample_beyond_the_first_limit_is_said_to_be_worth_a_question_and_no_more(story):
    settings, tables = story
    title = local_charts(FULL, tables, settings)[1].title
    assert title == "Hampshire: the sexual offences sample is worth a question beside the other forces in hand"


def test_more_victims_than_squares_can_show_are_drawn_as_a_bar(story):
    settings, tables = story
    f = replace(victims_of(tables, "Gwent", settings), wrong=200, reviewed=900)
    chart = told_chart("Gwent", f, tables, settings)
    assert chart.subtitle.startswith("Bar")
    assert chart.svg.count("<use") == 0


def test_every_chart_names_the_base_of_its_percentages(drawn):
    for chart in drawn[0]:
        if "%" in chart.svg.partition(">")[2]:
            assert "reviewed" in chart.subtitle or "reported" in chart.subtitle, chart.slug


def test_every_chart_has_alt_text_with_its_numbers_and_a_row_of_the_sheet_for_each(drawn):
    for chart in drawn[0]:
        assert chart.title and chart.source and len(chart.table)
        assert chart.table.columns[-1] == "fact"
        assert chart.table["fact"].str.fullmatch(r"[a-z]+/[a-z0-9-]+(/[a-z0-9-]+)?").all(), chart.slug
        if chart.slug != "coverage":
            printed = set(re.findall(r"\d+ of \d+", chart.svg.partition(">")[2]))
            spelled = {"none of", "one of", "two of", "three of", "five of", "nine of", "six of", "eight of"}
            for counts in printed:
                sample = counts.split()[-1]
                assert (
                    counts in chart.alt or any(f"{s} {sample}" in chart.alt for s in spelled) or "of six" in chart.alt
                )


def test_an_inline_chart_asks_for_nothing_and_styles_nothing_else(drawn):
    for chart in drawn[0]:
        root = ET.fromstring(chart.svg)  # well-formed, no namespace needed inside HTML
        assert root.tag == "svg" and root.get("role") == "img" and root.get("aria-label") == chart.alt
        assert not re.search(r"https?:|<style|<metadata|<\?xml|<!|xmlns|DejaVu", chart.svg)
        assert root.findall(".//text"), "text must stay text"


def test_ids_of_all_charts_can_stand_in_one_page_and_every_reference_resolves(drawn):
    seen = set()
    for chart in drawn[0]:
        ids = [e.get("id") for e in ET.fromstring(chart.svg).iter() if e.get("id")]
        assert len(ids) == len(set(ids)) and not seen & set(ids)
        seen |= set(ids)
        references = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', chart.svg))
        assert {a or b for a, b in references} <= set(ids)


def test_the_page_prints_head_and_foot_and_the_file_carries_them(drawn):
    for chart in drawn[0]:
        whole, part = (" ".join(t.text for t in ET.fromstring(s).iter() if t.tag.endswith("text") and t.text)
                       for s in (chart.svg_file, chart.svg))  # fmt: skip
        assert chart.title in whole and chart.source in whole
        assert chart.title not in part and "Source:" not in part


def test_charts_are_small(drawn):
    sizes = {c.slug: len(c.svg.encode()) for c in drawn[0]}
    assert max(sizes.values()) <= 60_000
    assert sum(sizes[slug] for slug in SLUGS) <= 200_000


def test_pngs_are_twice_the_size_and_white_stays_white(drawn, tmp_path):
    chart = drawn[0][0]
    chart.save(tmp_path)
    picture = Image.open(tmp_path / f"{chart.slug}.png")
    assert picture.width == 660
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_no_text_leaves_the_sheet_or_runs_into_another(drawn):
    for slug, figure in drawn[1].items():
        with style.drawing():
            renderer = FigureCanvasAgg(figure).get_renderer()
            boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in figure.texts]
        width = figure.bbox.width
        for text, box in boxes:
            assert box.x0 >= 0 and box.x1 <= width, f"{slug}: {text!r} leaves the sheet"
        for (one, a), (other, b) in combinations(boxes, 2):
            overlap = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
            slack = 8 if slug == "coverage" else 5  # line boxes hold room above and below the letters
            assert overlap[0] <= 0 or overlap[1] <= slack, f"{slug}: {one!r} runs into {other!r}"


def test_markup_and_dollars_in_a_name_are_shown_as_text(story):
    settings, tables = story
    name = "<script>alert(1)</script> $5$ & “Co”"
    findings = [replace(f, force=name) for f in findings_of(tables, FULL, settings)]
    chart = figures_chart(name, findings, tables, settings)
    for svg in (chart.svg, chart.svg_file):
        assert "<script" not in svg
        assert any(name in (t.text or "") for t in ET.fromstring(svg).iter() if t.tag.endswith("text"))


def test_a_saved_chart_is_read_back_as_it_was(drawn, tmp_path):
    for chart in drawn[0][-len(SLUGS) :]:
        chart.save(tmp_path)
        again = load_chart(tmp_path, chart.slug)
        assert (again.caption, again.alt, again.svg, again.svg_file, again.png) == (
            chart.caption, chart.alt, chart.svg, chart.svg_file, chart.png)  # fmt: skip
        assert again.table.equals(chart.table.astype(again.table.dtypes))
    assert [c.slug for c in load_shared(tmp_path)] == list(SLUGS)


def test_a_missing_chart_says_what_to_type(tmp_path):
    with pytest.raises(StoryError, match="make all"):
        load_chart(tmp_path, "coverage")


def test_drawing_leaves_matplotlib_as_it_was(story):
    settings, tables = story
    import matplotlib.pyplot as plt

    before = dict(mpl.rcParams)
    local_charts("Gwent", tables, settings)
    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == []


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [style.Palette.light, style.Palette.dark])
def test_words_in_charts_have_the_contrast_that_wcag_asks_for(story, palette):
    roles = palette(story[0].colours).roles()
    pairs = [(role, "paper") for role in ("ink", "muted", "accent", "known")] + [("ink", "soft"), ("paper", "known")]
    for text, ground in pairs:
        high, low = sorted((luminance(roles[text]), luminance(roles[ground])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground)


def test_a_page_can_turn_every_colour_of_its_charts(story, drawn):
    rules = style.css(story[0].colours)
    for chart in drawn[0]:
        used = set(re.findall(r"var\((--chart-\w+), #[0-9a-f]{6}\)", chart.svg))
        assert used and not re.search(r"(?<!, )#[0-9a-f]{6}", chart.svg.partition(">")[2])
        for name in used:
            assert rules.count(f"{name}:") == 3  # dark, paper, forced colours


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_the_same_numbers_give_the_same_bytes_in_another_process(drawn, tmp_path):
    """Another process, with another hash order, time zone and matplotlib configuration."""
    (tmp_path / "matplotlibrc").write_text("font.size: 30\naxes.facecolor: pink\nsvg.fonttype: path\n")
    changed = {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "MATPLOTLIBRC": str(tmp_path / "matplotlibrc")}
    command = [sys.executable, __file__, str(tmp_path / "there")]
    subprocess.run(command, env={**os.environ, **changed}, cwd=PROJECT.root, check=True)
    for chart in drawn[0]:
        if chart.slug.startswith("gwent-") or chart.slug in SLUGS:
            chart.save(tmp_path / "here")
    first, second = digests(tmp_path / "here"), digests(tmp_path / "there")
    assert first == second
    assert len(first) == 3 * (3 + len(SLUGS))


if __name__ == "__main__":
    settings_, tables_ = load_all()
    for chart_ in [*local_charts("Gwent", tables_, settings_), *shared_charts(tables_, settings_)]:
        chart_.save(Path(sys.argv[1]))

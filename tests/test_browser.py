"""Pages in a real browser, offline: four kinds of page; phone and desk; light, dark and forced colours; paper."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from test_page import HOSTILE

from cancelled_crimes.paths import Project

KINDS = {"full figures": "greater-manchester", "shares": "suffolk", "no figure": "essex", "national": "index"}
COLOURS = {"light": {}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

kinds = pytest.mark.parametrize("name", KINDS.values(), ids=KINDS)
Open = Callable[..., Any]


@pytest.fixture
def said(open_page: Open) -> Iterator[Callable[..., tuple[Any, list[str]]]]:
    """Open a page and gather what its console says from then on."""

    def opened(name: str, **options: Any) -> tuple[Any, list[str]]:
        page = open_page(f"{name}.html", **options)
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.reload()
        return page, heard

    yield opened


@kinds
def test_a_page_asks_for_nothing_and_reports_no_error(name: str, said: Any) -> None:
    page, heard = said(name)
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    page.mouse.wheel(0, 20_000)
    assert page.requests == []
    assert heard == []
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


@kinds
@pytest.mark.parametrize("colours", COLOURS)
def test_axe_finds_nothing_on_a_phone_and_on_a_desk(name: str, colours: str, open_page: Open) -> None:
    page = open_page(f"{name}.html", width=1280, bypass_csp=True, **COLOURS[colours])
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 900})
    assert violations(page) == []


def test_axe_would_find_a_fault(open_page: Open) -> None:
    page = open_page("essex.html", bypass_csp=True)
    page.evaluate("document.querySelector('h1').innerHTML = '<img src=data:,><span style=color:#ddd>pale</span>'")
    assert {told.partition(":")[0] for told in violations(page)} >= {"image-alt", "color-contrast"}


def violations(page: Any) -> list[str]:
    """What axe finds on a page as it stands, one line a rule."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": WCAG},
        "resultTypes": ["violations"],
        "preload": False,
    }
    found = page.evaluate("options => axe.run(document, options).then(r => r.violations)", options)
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:150]} ({len(v['nodes'])})" for v in found]


@kinds
def test_nothing_scrolls_sideways(name: str, open_page: Open) -> None:
    page = open_page(f"{name}.html")
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('svg, thead'))
                .map(e => e.outerHTML.slice(0, 120))"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, wide[:3])


@pytest.mark.parametrize("name", ["greater-manchester", "index"])
def test_the_keyboard_reaches_everything_and_focus_is_seen(name: str, open_page: Open) -> None:
    page = open_page(f"{name}.html", width=800)
    if name == "index":  # its sheet is the longest, and of the same make as the other's
        page.evaluate("document.querySelector('#fact-sheet').remove()")
    wanted = page.evaluate(
        """() => {
            window.reached = new Set(); window.unseen = [];
            addEventListener("focusin", ({ target: e }) => {
                const style = getComputedStyle(e), box = e.getBoundingClientRect();
                reached.add(e);
                if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || !(box.width * box.height))
                    unseen.push(e.outerHTML.slice(0, 120));
            });
            window.stops = [...document.querySelectorAll("a[href], summary, input")].filter(e => e.checkVisibility());
            return stops.length;
        }"""
    )
    for _ in range(wanted):
        page.keyboard.press("Tab")
    assert page.evaluate("unseen") == []
    assert page.evaluate("stops.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 120))") == []


def test_the_first_stop_skips_to_the_finding(open_page: Open) -> None:
    page = open_page("gwent.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the finding"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0


def test_a_number_leads_to_its_line_and_back(open_page: Open) -> None:
    page = open_page("greater-manchester.html")
    number = page.locator("h1 a.n").first
    target = number.get_attribute("href")
    number.click()
    assert page.url.endswith(target)
    row = page.locator(f"[id='{target[1:]}']")
    assert row.is_visible() and "published_figures:13" in row.inner_text()
    row.locator("a", has_text="headline").click()
    assert page.evaluate("document.querySelector(':target').closest('h1') !== null")


def test_a_link_into_closed_details_opens_them(open_page: Open) -> None:
    page = open_page("index.html")
    page.evaluate("location.hash = document.querySelector('figure details a.n').id")
    page.wait_for_function("document.querySelector('figure details').open")


def test_the_search_box_finds_a_force_and_says_how_many(open_page: Open) -> None:
    page = open_page("index.html")
    page.get_by_label("Find a force").fill("york")
    shown = page.locator(".editions li:visible a").all_inner_texts()
    assert shown == ["North Yorkshire", "South Yorkshire", "West Yorkshire"]
    assert page.locator("#search-found").inner_text() == "3 found"


@kinds
def test_without_javascript_only_the_search_box_is_lost(name: str, open_page: Open) -> None:
    plain, full = open_page(f"{name}.html", javascript=False), open_page(f"{name}.html")
    shown = [p.locator("main").inner_text() for p in (plain, full)]
    lost = "Find a force\n" if name == "index" else ""
    assert re.sub(r"\s+", " ", shown[0]) == re.sub(r"\s+", " ", shown[1].replace(lost.strip(), ""))
    assert plain.locator("#search:visible").count() == 0


@kinds
def test_print_hides_nothing_and_cuts_no_chart(name: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{name}.html", width=718)  # A4 less margins, in CSS pixels
    page.emulate_media(media="print")
    unseen = page.evaluate(
        """() => [...document.querySelectorAll('main p, main li, main td, main th, main dd, main pre')]
            .filter(e => e.textContent.trim() && !e.closest('nav, .search, thead'))
            .filter(e => !e.checkVisibility({contentVisibilityAuto: true})).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert unseen == []
    tall = page.evaluate("[...document.querySelectorAll('figure svg')].map(e => e.getBoundingClientRect().height)")
    assert all(height < 980 for height in tall), tall
    rules = page.evaluate("[...document.querySelectorAll('figure svg')].map(e => getComputedStyle(e).breakInside)")
    assert set(rules) <= {"avoid"}
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    assert (tmp_path / "page.pdf").stat().st_size > 20_000


def test_charts_are_told_to_those_who_cannot_see_them(open_page: Open) -> None:
    page = open_page("greater-manchester.html")
    for chart in page.locator("figure svg").all():
        assert chart.get_attribute("role") == "img"
        assert re.search(r"\d", chart.get_attribute("aria-label"))


def test_dark_and_forced_colours_change_page_and_charts(open_page: Open) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    label = "getComputedStyle(document.querySelector('figure svg text')).fill"
    seen = {}
    for name, options in COLOURS.items():
        page = open_page("suffolk.html", **options)
        seen[name] = (page.evaluate(ground), page.evaluate(label))
    assert seen["light"][0] == "rgb(255, 255, 255)"
    assert seen["dark"][0] != seen["light"][0] and seen["dark"][1] != seen["light"][1]


def test_hostile_notes_run_nothing_in_the_browser(
    browser: Any, project: Project, outputs: Path, tmp_path: Path
) -> None:
    """A page with hostile text in a reply, a problem and a force's name, built by the real templates."""
    from cancelled_crimes.page.html import render, with_ways_back

    story = {"contact": HOSTILE, "title": HOSTILE}
    source = {"name": HOSTILE, "publisher": HOSTILE, "url": f"javascript:alert('{HOSTILE}')"}
    reply = {"fact": "replies/2", "who": HOSTILE, "month": HOSTILE, "reply_in_our_words": HOSTILE, "source": source}
    problem = dict.fromkeys(("finding_id", "rule", "force", "offence", "what", "done", "todo"), HOSTILE)
    text = render("replies", replies=[reply], papers=[HOSTILE], context={"place": HOSTILE, "settings": {}}, story=story)
    text += render(
        "problems", found=[problem | {"severity": "high"}], rest={HOSTILE: [problem]}, severities={"high": ""}
    )
    whole = (outputs / "story" / "essex.html").read_text(encoding="utf-8")
    path = tmp_path / "hostile.html"
    path.write_text(whole.replace("</main>", with_ways_back("replies", text) + "</main>"), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    alarms: list[str] = []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri())
    assert page.locator("main script, main a[href^=javascript]").count() == 0
    assert (
        page.locator("main").inner_text().count("<script>alert(1)</script></style>[a](javascript:alert(2)) **b**") >= 8
    )
    for link in page.locator("a[href*=script]").all():
        link.click(no_wait_after=True, force=True)
    assert alarms == []
    context.close()

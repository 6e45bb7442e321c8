"""What tests share: the project as built, copies of it to break, and a browser without a network."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.pipeline.verify import copy_sources

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project() -> Project:
    """The project that the tests stand in."""
    return find_project(start=ROOT)


@pytest.fixture(scope="session")
def outputs(project: Project) -> Path:
    """The outputs of the last `make all`."""
    if not (project.story / "index.html").is_file():
        pytest.fail("there are no pages to test; type: make all")
    return project.outputs


@pytest.fixture
def project_copy(tmp_path: Path) -> Callable[..., Project]:
    """Make a copy of the project's sources in a new folder, without anything that was built.

    `editions` limits the local pages; `built=True` brings the outputs, processed data and state along.
    """

    def copy(name: str = "copy", editions: list[str] | None = None, built: bool = False) -> Project:
        root = tmp_path / name
        copied = copy_sources(find_project(start=ROOT), root)
        for made in ("outputs", "data/processed", ".cache") if built else ():
            shutil.copytree(ROOT / made, root / made)
        if editions is not None:
            settings = root / "story.toml"
            text = settings.read_text(encoding="utf-8")
            assert "\neditions = []" in text
            listed = ", ".join(f'"{force}"' for force in editions)
            settings.write_text(text.replace("\neditions = []", f"\neditions = [{listed}]"), encoding="utf-8")
        return copied

    return copy


def chromium_path() -> str | None:
    """A Chromium of the system; None for Playwright's own."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, one for each worker of the test run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any, outputs: Path) -> Iterator[Callable[..., Any]]:
    """Open a page of outputs/story from its file, offline; `page.requests` lists what it asked for besides itself."""
    contexts = []

    def opened(name: str, width: int = 1024, javascript: bool = True, **options: Any) -> Any:
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": 900}, java_script_enabled=javascript, **options
        )
        contexts.append(context)
        page = context.new_page()
        address = (outputs / "story" / name).as_uri()
        page.requests = []
        page.on("request", lambda r: page.requests.append(r.url) if r.url.split("#")[0] != address else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()

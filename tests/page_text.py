"""The text of a page as a reader meets it: each piece with the elements around it, for tests that read all pages."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "input", "br", "hr", "img", "link", "path", "use", "rect", "circle", "line"}
BLOCKS = {"p", "li", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "figcaption", "caption", "summary", "td"}
KINDS = {"claim", "share-only", "recording-rate", "bound"}


@dataclass(eq=False)
class Element:
    """An element with its attributes, its parent and its text so far."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    texts: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    quotes: bool = False

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def up(self) -> "list[Element]":
        """This element and those around it, from the inside out."""
        return [self, *(self.parent.up() if self.parent else [])]

    def inside(self, *tags: str) -> bool:
        return any(e.tag in tags for e in self.up())

    def has(self, attribute: str, *values: str) -> bool:
        return any(attribute in e.attributes and (not values or e.attributes[attribute] in values) for e in self.up())

    @property
    def block(self) -> "Element":
        """The paragraph, list item or table row around it."""
        found = next((e for e in self.up() if e.tag in BLOCKS), self)
        row = next((e for e in self.up() if e.tag == "tr"), None)
        return row or found


@dataclass
class Piece:
    """A piece of text and the element that it stands in."""

    text: str
    within: Element


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.at = Element("document", {}, None)
        self.elements: list[Element] = []
        self.pieces: list[Piece] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, self.at)
        self.elements.append(element)
        target = element.attributes.get("href", "")
        for around in element.up() if target.startswith("#fact-") else []:
            around.facts.append(target)
        if tag in BLOCKS:
            for around in element.up():
                around.texts.append(" ")
        if element.attributes.get("data-kind") == "claim":
            for around in element.up():
                around.quotes = True
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        if any(e.tag == tag for e in self.at.up()):
            while self.at.tag != tag:
                self.at = self.at.parent or self.at
            self.at = self.at.parent or self.at

    def handle_data(self, data: str) -> None:
        if self.at.inside("script", "style", "head"):
            return
        for element in self.at.up():
            element.texts.append(data)
        if data.strip():
            self.pieces.append(Piece(data, self.at))


@dataclass(frozen=True)
class Page:
    """A page that was read: its name, markup, elements and pieces of text."""

    name: str
    html: str
    elements: list[Element]
    pieces: list[Piece]

    def find(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()}
        return [e for e in self.elements if e.tag == tag and all(e.attributes.get(k) == v for k, v in wanted.items())]

    def section(self, name: str) -> Element:
        return next(e for e in self.elements if e.tag == "section" and e.attributes.get("id") == name)

    @property
    def text(self) -> str:
        return " ".join(" ".join(p.text for p in self.pieces).split())


def read(name: str, html: str) -> Page:
    """Read a page's markup."""
    reader = _Reader()
    reader.feed(html)
    return Page(name, html, reader.elements, reader.pieces)


@cache
def read_file(path: Path) -> Page:
    """Read a page from its file."""
    return read(path.stem, path.read_text(encoding="utf-8"))


def without(html: str, tag: str) -> str:
    """The markup without all elements of a tag."""
    return re.sub(rf"<{tag}\b.*?</{tag}>", "", html, flags=re.DOTALL)

"""From matplotlib's SVG to two small, clean ones: a file to download and a fragment that stands inside a page.

Matplotlib names its groups and markers alike in every drawing, declares styles for the whole document and carries
metadata. Inside a page that holds several charts all of this would clash, so it is dropped or renamed.
"""

import re
from itertools import count
from xml.etree import ElementTree as ET

from cancelled_crimes.charts.style import FONTS

_NUMBER = re.compile(r"(?<![\w#])-?\d+\.\d{3,}(?:e-?\d+)?")
_REFERENCE = re.compile(r"#([\w-]+)(?=\)?$)")
HEAD, FOOT = "sheet-head", "sheet-foot"  # groups that a page prints as text of its own


def tidy(raw: str, slug: str) -> ET.Element:
    """Parse matplotlib's SVG; drop metadata, document-wide styles and unused ids; prefix the used ids with the slug."""
    root = ET.fromstring(_NUMBER.sub(_rounded, raw))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {k.rpartition("}")[2]: " ".join(v.split()) for k, v in element.attrib.items()}
        element.text = element.text if element.tag == "text" else None
        element.tail = None
    _drop(root, ("metadata", "style"))
    _rename_ids(root, slug)
    for text in root.iter("text"):
        text.set("style", _without_font_family(text.get("style", "")))
        if text.get("transform", "").startswith("rotate(-0 "):
            del text.attrib["transform"]
    _flatten(root)
    box = root.get("viewBox", "")
    root.attrib = {"viewBox": box, "font-family": FONTS, "style": "stroke-linejoin: round; stroke-linecap: butt"}
    return root


def standalone(root: ET.Element, title: str, alt: str) -> str:
    """The file to download: the whole sheet with its title and source, a title and a description for screen readers."""
    _, _, width, height = root.get("viewBox", "").split()
    attributes = {"xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height, "role": "img"}
    whole = ET.Element("svg", {**attributes, **root.attrib})
    ET.SubElement(whole, "title").text = title
    ET.SubElement(whole, "desc").text = alt
    whole.extend(root)
    return _plain(whole) + "\n"


def inline(root: ET.Element, slug: str, alt: str, cut_off: tuple[float, float], roles: dict[str, str]) -> str:
    """The fragment for a page: without the head and the foot, which the page prints as text, and with colours that
    follow the page (CSS variables, falling back on the drawn colours).

    `cut_off` holds the heights of head and foot. The description is an aria-label: an SVG title would pop up as a
    tooltip over the whole chart.
    """
    head, foot = cut_off
    _, _, width, height = (float(n) for n in root.get("viewBox", "").split())
    attributes = {"class": "chart", "id": f"chart-{slug}", "role": "img", "aria-label": alt}
    cut = ET.Element("svg", {**attributes, **root.attrib})
    cut.set("viewBox", f"0 {head:g} {width:g} {height - head - foot:g}")
    cut.set("style", f"{root.get('style')}; display: block; width: 100%; max-width: {width * 1.45:.0f}px; height: auto")
    cut.extend(e for e in root if e.get("id") not in (HEAD, FOOT))
    names = {colour: f"var(--chart-{role}, {colour})" for role, colour in roles.items()}
    return re.sub(r"#[0-9a-f]{6}\b", lambda m: names.get(m[0], m[0]), _plain(cut))


def _rounded(match: re.Match[str]) -> str:
    """A coordinate to a hundredth of a unit, which no eye can tell."""
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _drop(parent: ET.Element, tags: tuple[str, ...]) -> None:
    for child in list(parent):
        if child.tag in tags:
            parent.remove(child)
        else:
            _drop(child, tags)


def _rename_ids(root: ET.Element, slug: str) -> None:
    """Keep the ids that something refers to, with the slug in front; and those of head and foot."""
    used = {m[1] for e in root.iter() for v in e.attrib.values() if (m := _REFERENCE.search(v))}
    number = count(1)
    names = {e.get("id", ""): f"{slug}-{next(number)}" for e in root.iter() if e.get("id") in used}
    for element in root.iter():
        name = element.attrib.pop("id", "")
        if name in names or name in (HEAD, FOOT):
            element.set("id", names.get(name, name))
        for key, value in element.attrib.items():
            if key != "id":
                element.set(key, _REFERENCE.sub(lambda m: f"#{names.get(m[1], m[1])}", value))


def _without_font_family(style: str) -> str:
    return ";".join(rule for rule in style.split(";") if not rule.strip().startswith("font-family"))


def _flatten(parent: ET.Element) -> None:
    """Put the children of groups that say nothing in the groups' place, and drop empty definitions."""
    children: list[ET.Element] = []
    for child in list(parent):
        _flatten(child)
        if child.tag == "g" and not child.attrib:
            children.extend(child)
        elif len(child) or child.tag not in ("g", "defs"):
            children.append(child)
    parent[:] = children


def _plain(root: ET.Element) -> str:
    """The markup, without the marks that only told head and foot apart."""
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return re.sub(f' id="({HEAD}|{FOOT})"', "", text)

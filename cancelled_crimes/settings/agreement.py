"""What settings must agree on among themselves: names that are known, limits in order, colours that can be seen."""

from collections.abc import Iterator

from cancelled_crimes.data.aliases import folded
from cancelled_crimes.settings.contrast import contrast, nearest_visible
from cancelled_crimes.settings.model import VICTIMS, Settings
from cancelled_crimes.settings.nearest import closest, nearest
from cancelled_crimes.slugs import sharing, slug, slug_fault

# Contrast with the paper. Ink, muted, accent and known all write text (WCAG 2.2, 1.4.3: 4.5 to 1); rules part rows, and
# fill bars that are told in words as well, so they only have to be there.
TEXT, THERE = 4.5, 1.2
_CONTRAST = {"ink": TEXT, "muted": TEXT, "accent": TEXT, "known": TEXT, "rule": THERE}


def disagreements(settings: Settings) -> Iterator[str]:
    """Every mistake of settings that are each as expected, in a reporter's words, with what to write."""
    yield from _names_that_make_no_file(settings)
    yield from _names_alike(settings)
    yield from _unknown_units(settings)
    yield from _peers_of_themselves(settings)
    yield from _help(settings)
    yield from _singular(settings)
    yield from _limits(settings)
    yield from _colours(settings)
    yield from _corrections(settings)


def _names_that_make_no_file(settings: Settings) -> Iterator[str]:
    for key, names in (("units", settings.units), ("offences", settings.offences)):
        for number, name in enumerate(names, start=1):
            fault = slug_fault(name)
            if fault:
                yield f'{key}, entry {number}, "{_short(name)}": {fault}'


def _names_alike(settings: Settings) -> Iterator[str]:
    """Names that share a file, or that a reader of the data would take for each other."""
    for key, names in (("units", settings.units), ("offences", settings.offences)):
        for sharers in sharing(names, slug).values():
            yield f'{key}: {_listed(sharers)} share the file "{slug(sharers[0])}". Write them so that they differ.'
        for alike in sharing(names, folded).values():
            if len({slug(name) for name in alike}) > 1:
                yield f"{key}: {_listed(alike)} are read as one name in the data. Write them so that they differ."
    for unit in settings.units:
        if slug(unit) in map(slug, settings.offences):
            yield f'units: "{unit}" is also in offences. Call one of the two otherwise.'
        if folded(unit) == folded(settings.story.place):
            yield f'units: "{unit}" is also place in [story]. Call one of the two otherwise.'


def _unknown_units(settings: Settings) -> Iterator[str]:
    """Names that are not in units: all places that have one, since either they or units may be misspelt."""
    places: dict[str, list[str]] = {}
    for place, name in _named_units(settings):
        places.setdefault(name, []).append(place)
    word = settings.words.unit
    for name, where in places.items():
        if name in settings.units:
            continue
        near = closest(name, settings.units)
        said = f'{_several(where)}: unknown {word} "{_short(name)}"'
        if not near:
            yield f"{said}. Write a name that is in units, or add it there."
        elif len(where) > 1 and near not in places:
            yield (
                f'{said}; units has "{near}", which no other key names. '
                f'If units is misspelt, write "{name}" there; if not, write "{near}" in the others.'
            )
        else:
            yield f'{said}; did you mean "{near}", as in units? If units is misspelt, write "{name}" there.'


def _named_units(settings: Settings) -> Iterator[tuple[str, str]]:
    """Each place outside units that names one, and the name."""
    yield from (("editions", name) for name in settings.editions)
    for force, peers in settings.peers.items():
        yield "[peers]", force
        yield from ((f'[peers] "{force}"', peer) for peer in peers)
    yield from ((f"[[corrections]] {n}, force", c.force) for n, c in enumerate(settings.corrections, 1) if c.force)


def _peers_of_themselves(settings: Settings) -> Iterator[str]:
    for force, peers in settings.peers.items():
        if force in peers:
            yield f'[peers] "{force}": it is listed as a peer of itself. Delete it from the list.'


def _help(settings: Settings) -> Iterator[str]:
    valid = [*settings.offences, VICTIMS]
    for number, line in enumerate(settings.help, start=1):
        for about in line.about:
            if about not in valid:
                near = nearest(about, valid) or f"; write {_listed(valid, 'or')}"
                yield f'[[help]] {number}, about: "{_short(about)}" is not in offences{near}'
        if not (line.phone or line.web):
            yield f"[[help]] {number}: nobody can be reached. Fill in phone or web."


def _singular(settings: Settings) -> Iterator[str]:
    for name in settings.words.singular:
        if name not in settings.offences:
            near = nearest(name, settings.offences) or ". Delete it, or add it there"
            yield f'[words] singular: "{_short(name)}" is not in offences{near}'


def _limits(settings: Settings) -> Iterator[str]:
    levels, tiers = settings.statistics, settings.tiers
    few, many = settings.pooled.assumed_sample
    if levels.question_level >= levels.stands_out_level:
        yield (
            f"[statistics] question_level: it says {levels.question_level:g}, and must be less than stands_out_level, "
            f"{levels.stands_out_level:g}. The usual pair: question_level = 0.95 and stands_out_level = 0.998"
        )
    if tiers.counts_from > tiers.percentage_from:
        yield (
            f"[tiers] counts_from: it says {tiers.counts_from}, and must not be more than percentage_from, "
            f"{tiers.percentage_from}. The usual pair: counts_from = 10 and percentage_from = 30"
        )
    if tiers.narrow_width >= tiers.width_below:
        yield (
            f"[tiers] narrow_width: it says {tiers.narrow_width:g}, and must be less than width_below, "
            f"{tiers.width_below:g}. The usual pair: narrow_width = 0.05 and width_below = 0.3"
        )
    if few > many:
        yield (
            f"[pooled] assumed_sample: it says [{few}, {many}]; the smaller number comes first. "
            f"Write assumed_sample = [{many}, {few}]"
        )


def _colours(settings: Settings) -> Iterator[str]:
    paper = settings.colours.paper
    for role, needed in _CONTRAST.items():
        colour = getattr(settings.colours, role)
        has = contrast(colour, paper)
        if has < needed:
            yield (
                f"[colours] {role}: {colour} has a contrast of {has:.1f} to 1 with paper, {paper}; "
                f"{needed} to 1 are needed to see it. The nearest that has it: "
                f'{role} = "{nearest_visible(colour, paper, needed)}"'
            )


def _corrections(settings: Settings) -> Iterator[str]:
    for number, correction in enumerate(settings.corrections, start=1):
        if correction.date > settings.story.as_of:
            yield (
                f"[[corrections]] {number}, date: {correction.date} is later than as_of in [story], "
                f"{settings.story.as_of}. If you publish it now, set as_of = {correction.date}"
            )


def _listed(names: list[str], joined: str = "and") -> str:
    *rest, last = [f'"{_short(name)}"' for name in names]
    return f"{', '.join(rest)} {joined} {last}" if rest else last


def _several(places: list[str]) -> str:
    first, *others = dict.fromkeys(places)
    return f"{first}{f' and {len(others)} other places' if len(others) > 1 else f' and {others[0]}' if others else ''}"


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"

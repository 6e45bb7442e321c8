"""Rules over the sources: who repeats whom."""

from collections.abc import Callable, Iterator

from cancelled_crimes.clean.findings.case import Case, Finding, in_words, listed, subject_of
from cancelled_crimes.clean.rows import grouped, unique


def one_article_twice(case: Case) -> Iterator[Finding]:
    """Two versions of one article that print the same figures."""
    by_article: dict[str, list[str]] = {}
    for source_id, source in case.sources.items():
        by_article.setdefault(source.article, []).append(source_id)
    for versions in (v for v in by_article.values() if len(v) > 1):
        cells = grouped((f for f in case.figures if f["source_id"] in versions), "force", "measure", "offence")
        shared = {k: rows for k, rows in cells.items() if len({f["source_id"] for f in rows}) > 1}
        if shared:
            yield Finding(
                rule="one article twice",
                severity="low",
                force="; ".join(unique(force for force, _, _ in shared)),
                offence="; ".join(unique(subject_of(str(measure), str(offence)) for _, measure, offence in shared)),
                what=f"{listed(case.names[v] for v in versions)} are versions of one article and print the same "
                f"{in_words(len(shared))} figure{'s' if len(shared) > 1 else ''}.",
                done="Counted the versions as one source.",
                todo="Name one of them, and do not write that two papers found the same.",
                raw_rows=tuple(f["figure_id"] for rows in shared.values() for f in rows),
            )


def one_origin(case: Case) -> Iterator[Finding]:
    """Figures that several sources print, all of them from one origin."""
    repeated = []
    for decision in case.decisions.values():
        used = [case.sources[f["source_id"]] for f in decision.used]
        if len({s.article for s in used}) > 1 and len({s.origin for s in used}) == 1:
            repeated.append(decision)
    origins = unique(f["origin"] for d in repeated for f in d.used)
    if repeated:
        yield Finding(
            rule="agreement within one origin",
            severity="low",
            force=case.place,
            offence="",
            what=f"{in_words(len(repeated)).capitalize()} figures are printed by more than one source, and each time "
            f"all of them go back to one origin: {listed(origins)}.",
            done="Took their agreement as a check of the transcription, not of the fact.",
            todo="Do not call such a figure confirmed; the inspection report would confirm it.",
            raw_rows=tuple(f["figure_id"] for d in repeated for f in d.used),
        )


RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (one_article_twice, one_origin)

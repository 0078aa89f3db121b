"""A catalogue entry as headed text: the same sections for terminal, page and Markdown."""

from dataclasses import dataclass

from lifesigns.kernel.spec import MetricSpec, ModelSpec, SourceSpec, TableSpec, VerdictSpec
from lifesigns.present import words
from lifesigns.present.messages import say

Entry = MetricSpec | VerdictSpec | ModelSpec | TableSpec | SourceSpec


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, or with code when `is_code`."""

    heading: str
    paragraphs: tuple[str, ...]
    is_code: bool = False


def kind_of(entry: Entry) -> str:
    """Return the entry's kind as one word."""
    return type(entry).__name__.removesuffix("Spec").lower()


def question_of(entry: Entry) -> str:
    """Return the entry's question, or what it is when it asks none."""
    match entry:
        case MetricSpec() | VerdictSpec() | ModelSpec():
            return entry.question
        case TableSpec():
            return entry.row
        case SourceSpec():
            return entry.doc


def sections(entry: Entry) -> tuple[Section, ...]:
    """Return the entry's text under its headings; empty parts are left out."""
    match entry:
        case MetricSpec():
            found = _metric(entry)
        case ModelSpec():
            found = _model(entry)
        case VerdictSpec():
            found = _verdict(entry)
        case TableSpec():
            found = _table(entry)
        case SourceSpec():
            found = (
                Section(say("entry_doc"), (entry.doc,)),
                Section(say("entry_needs"), (entry.needs,)),
                Section(say("entry_fills"), (", ".join(entry.fills),)),
            )
    return tuple(section for section in found if any(section.paragraphs))


def _metric(entry: MetricSpec) -> tuple[Section, ...]:
    standard: tuple[str, ...] = ()
    if entry.standard is not None:
        named = f"{entry.standard.name} ({entry.standard.relation})"
        standard = tuple(filter(None, (named, entry.standard.url)))
    return (
        Section(say("entry_definition"), (entry.definition,)),
        Section(say("entry_reading"), (entry.reading,)),
        Section(say("entry_misleads_when"), entry.misleads_when),
        Section(say("entry_missing_when"), (words.plain_reasons(entry.missing_when),)),
        Section(say("entry_standard"), standard),
        Section(say("entry_source"), (entry.source,)),
        Section(say("entry_example"), tuple(filter(None, entry.example.split("\n")))),
        Section(say("entry_sql"), (entry.sql,), is_code=True),
    )


def _model(entry: ModelSpec) -> tuple[Section, ...]:
    return (
        Section(say("entry_method"), (entry.method,)),
        Section(say("entry_source"), (entry.source,)),
        Section(say("entry_accuracy"), (entry.accuracy,)),
        Section(say("entry_fails_when"), entry.fails_when),
        Section(say("entry_abstains_when"), (entry.abstains_when,)),
    )


def _verdict(entry: VerdictSpec) -> tuple[Section, ...]:
    rests_on = [need.metric for need in entry.needs] + list(entry.models)
    return (
        Section(say("entry_words"), (", ".join(entry.words),)),
        Section(say("entry_rests_on"), (", ".join(dict.fromkeys(rests_on)),)),
        Section(say("entry_confidence_rule"), (entry.confidence_rule,)),
        Section(say("entry_not_answered_when"), (entry.not_answered_when,)),
        Section(say("entry_would_change"), (entry.would_change,)),
    )


def _table(entry: TableSpec) -> tuple[Section, ...]:
    columns = tuple(f"{column.name} ({column.type}): {column.doc}" for column in entry.columns)
    return (
        Section(say("entry_row"), (entry.row,)),
        Section(say("entry_key"), (", ".join(entry.key),)),
        Section(say("entry_columns"), columns),
    )

"""The table of formats: what each is called, can hold and needs. None is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from diptych.errors import ExtraMissing, FormatError, UnknownFormat
from diptych.formats.loss import KINDS

ENTRY_POINTS = "diptych.formats"
"""The entry-point group in which third parties name their formats: each entry is a Format."""

ALL = frozenset(KINDS)
"""Everything a library holds about answers; what a lossless format keeps."""

_MARKS = frozenset({"sentence", "label", "not_a_claim"})
_SPANS = _MARKS | {"span", "overlap", "quote", "token", "several"}
_ABOUT = frozenset({"note", "certainty", "attribution", "attribution_span", "annotator", "scheme"})
_RECORD = frozenset({"id", "time"})
_TASKS = _SPANS | _ABOUT | _RECORD | {"article", "text", "relation", "link_note"}


@dataclass(frozen=True, slots=True)
class Format:
    """One data-set format.

    ``holds`` names the kinds of :data:`diptych.formats.loss.KINDS` that survive in it; whatever else an
    export meets goes into the loss report. ``offsets`` is the unit of its spans: "code points", "UTF-16",
    "tokens" or "none". ``suffix`` ends the files it writes; a ``folder`` format writes a folder. ``extra``
    is the extra of diptych that brings the library it needs. ``units`` "story": links lead no further than
    the articles of one story. ``module`` has ``write`` and ``read`` (see
    diptych.formats).
    """

    name: str
    title: str
    module: str
    suffix: str
    reads: bool = True
    writes: bool = True
    lossless: bool = False
    folder: bool = False
    offsets: str = "code points"
    extra: str = ""
    units: str = ""
    aliases: tuple[str, ...] = ()
    holds: frozenset[str] = field(default_factory=frozenset)

    def load(self) -> ModuleType:
        """Import the module; raises ExtraMissing, naming the extra, where its library is not installed."""
        try:
            return import_module(self.module)
        except ModuleNotFoundError as error:
            if self.extra and not (error.name or "").startswith("diptych"):
                raise missing_extra(self.title, error.name or "a library", self.extra) from error
            raise FormatError(f"The format {self.name} cannot be loaded: {error}.") from error


def missing_extra(what: str, library: str, extra: str) -> ExtraMissing:
    """The error that says how to install the library of an extra."""
    return ExtraMissing(f"{what} needs {library}, which is not installed: pip install 'diptych[{extra}]'.")


FORMATS: tuple[Format, ...] = (
    Format(
        "jsonl",
        "diptych JSONL",
        "diptych.formats.native",
        ".jsonl",
        lossless=True,
        aliases=("native", "diptych"),
        holds=ALL,
    ),
    Format(
        "webannotation",
        "W3C Web Annotation JSON-LD",
        "diptych.formats.webannotation",
        ".jsonld",
        lossless=True,
        aliases=("w3c", "jsonld", "web-annotation"),
        holds=ALL,
    ),
    Format(
        "csv",
        "CSV, one row a sentence",
        "diptych.formats.table",
        ".csv",
        holds=_MARKS
        | _ABOUT
        | _RECORD
        | {"several", "article", "text", "unjudged", "quote", "relation", "cross_link", "link_note"},
    ),
    Format(
        "tsv",
        "TSV, one row a sentence",
        "diptych.formats.table",
        ".tsv",
        holds=_MARKS
        | _ABOUT
        | _RECORD
        | {"several", "article", "text", "unjudged", "quote", "relation", "cross_link", "link_note"},
    ),
    Format(
        "prodigy",
        "Prodigy JSONL",
        "diptych.formats.prodigy",
        ".jsonl",
        holds=_TASKS | {"unjudged"},
    ),
    Format(
        "doccano",
        "doccano JSONL",
        "diptych.formats.doccano",
        ".jsonl",
        holds=_TASKS,
    ),
    Format(
        "labelstudio",
        "Label Studio JSON",
        "diptych.formats.labelstudio",
        ".json",
        offsets="UTF-16",
        units="story",
        aliases=("label-studio", "ls"),
        holds=_TASKS | {"cross_link", "story"},
    ),
    Format(
        "brat",
        "brat stand-off",
        "diptych.formats.brat",
        "",
        folder=True,
        aliases=("standoff",),
        holds=_TASKS | {"discontinuous"},
    ),
    Format(
        "huggingface",
        "Hugging Face data set, JSONL",
        "diptych.formats.huggingface",
        "",
        reads=False,
        folder=True,
        aliases=("hf", "datasets"),
        holds=ALL - {"correction", "skip", "guideline"},
    ),
    Format(
        "huggingface-parquet",
        "Hugging Face data set, Parquet",
        "diptych.formats.huggingface",
        "",
        reads=False,
        folder=True,
        extra="parquet",
        aliases=("parquet", "hf-parquet"),
        holds=ALL - {"correction", "skip", "guideline"},
    ),
    Format(
        "checkthat",
        "CheckThat! TSV (2023 and 2024; reads all years)",
        "diptych.formats.checkthat",
        ".tsv",
        offsets="none",
        holds=_MARKS,
    ),
    Format(
        "checkthat-2018",
        "CheckThat! TSV of 2018 and 2019, without column names",
        "diptych.formats.checkthat",
        ".tsv",
        offsets="none",
        holds=_MARKS | {"attribution"},
    ),
    Format(
        "claimbuster",
        "ClaimBuster CSV",
        "diptych.formats.checkthat",
        ".csv",
        offsets="none",
        holds=_MARKS | {"attribution"},
    ),
    Format(
        "conll2003",
        "CoNLL-2003 columns, IOB2",
        "diptych.formats.conll",
        ".conll",
        offsets="tokens",
        aliases=("conll", "iob"),
        holds=frozenset({"span", "label"}),
    ),
    Format(
        "docbin",
        "spaCy DocBin",
        "diptych.formats.docbin",
        ".spacy",
        extra="entities",
        aliases=("spacy",),
        holds=_TASKS | {"unjudged"},
    ),
    Format(
        "html",
        "HTML report for people: side by side, with marks, notes and figures",
        "diptych.formats.report_html",
        ".html",
        reads=False,
        holds=ALL - {"id", "time", "session", "scheme", "skip", "guideline"},
    ),
    Format(
        "markdown",
        "Markdown report for people",
        "diptych.formats.report_markdown",
        ".md",
        reads=False,
        aliases=("md",),
        holds=ALL - {"id", "time", "session", "scheme", "skip", "guideline"},
    ),
    Format(
        "claimreview",
        "schema.org ClaimReview JSON-LD",
        "diptych.formats.claimreview",
        ".json",
        reads=False,
        offsets="none",
        aliases=("claim-review",),
        holds=(_SPANS - {"not_a_claim"})
        | _RECORD
        | {"note", "attribution", "annotator", "article", "cross_link", "relation"},
    ),
    Format(
        "averitec",
        "AVeriTeC JSON",
        "diptych.formats.averitec",
        ".json",
        writes=False,
        offsets="none",
    ),
    Format(
        "cas",
        "UIMA CAS XMI with its type system",
        "diptych.formats.cas",
        "",
        folder=True,
        offsets="UTF-16",
        extra="cas",
        aliases=("xmi", "uima"),
        holds=_TASKS | {"unjudged"},
    ),
    Format(
        "webanno",
        "WebAnno TSV 3",
        "diptych.formats.webanno",
        ".tsv",
        writes=False,
        offsets="UTF-16",
        aliases=("webanno-tsv", "inception"),
    ),
)


def formats() -> list[Format]:
    """All formats: diptych's own in their order, then those of other packages by name."""
    return [*FORMATS, *sorted(_foreign(), key=lambda format: format.name)]


def find(name: str) -> Format:
    """The format of that name or alias; UnknownFormat lists the good names, nearest first."""
    wanted = name.strip().lower().replace("_", "-")
    for format in FORMATS:
        if wanted == format.name or wanted in format.aliases:
            return format
    known = formats()
    for format in known:
        if wanted == format.name or wanted in format.aliases:
            return format
    names = [format.name for format in known]
    near = get_close_matches(wanted, names, n=3, cutoff=0.4)
    rest = [other for other in names if other not in near]
    raise UnknownFormat(f"There is no format {name!r}. There are: {', '.join([*near, *rest])}.")


def guess(path: Path, *, writing: bool) -> Format:
    """The format that a path's ending means; FormatError where it says nothing."""
    for format in formats():  # our own come first
        if (
            path.suffix.lower() == format.suffix
            and not format.folder
            and (format.writes if writing else format.reads)
        ):
            return format
    raise UnknownFormat(
        f"The name {path.name or path} does not say which format is meant; name it with --format."
    )


def _foreign() -> Iterator[Format]:
    from importlib.metadata import entry_points

    for entry in entry_points(group=ENTRY_POINTS):
        try:
            found: Any = entry.load()
        except Exception:  # another package's fault must not break our own formats
            continue
        if isinstance(found, Format) and all(found.name != own.name for own in FORMATS):
            yield found

"""Reading a UIMA CAS, as XMI or JSON: each view with a text is an article, each annotation in it an answer.

cassis reads on over an offset that lies outside its text, or inside a character, as if it counted code points. So the
file is surveyed first, and what has such an offset is refused.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import OffsetMismatch, UnreadableData
from diptych.formats import cas_types, fields
from diptych.formats.fields import Refused
from diptych.formats.offsets import Utf16

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.store.records import StoredArticle

ANNOTATION = "uima.tcas.Annotation"
LABELS = (
    "value",
    "label",
    "PosValue",
    "category",
    "identifier",
    "referenceType",
    "DependencyType",
    "relation",
)
"""Features that may say what an annotation is, in the order in which they are looked for."""

_XMI = "{http://www.omg.org/XMI}"
_CAS = "{http:///uima/cas.ecore}"
_DOCTYPE = "it declares a document type or entities, which no CAS needs and which can do harm"
_UNITS = ("Token", "Lemma", "Stem", "Paragraph", "Heading", "Document", "TagsetDescription")
"""Types that divide or describe a text and say nothing about it."""


def read(path: Path, arrivals: Arrivals) -> None:
    """Read one ``.xmi`` or ``.json`` file, or a folder with ``.xmi`` files in it."""
    import cassis  # noqa: F401  (where it is missing, the extra is named before any file is opened)

    files = [path] if path.is_file() else sorted(path.rglob("*.xmi"))
    if not files:
        raise UnreadableData(f"There is no .xmi file in {path}.")
    for file in files:
        with arrivals.row(file, 0):
            data = _bytes(file)
            if file.suffix.casefold() == ".json":
                survey, cas = _json(data)
            else:
                survey = _survey(data)
                cas = _loaded(data, survey, _typesystem(file))
            for view in cas.views:
                if view.sofa.sofaString:
                    _View(file, view, survey, arrivals).take()


@dataclass
class Survey:
    """What a first look at a file finds: its types with their features, and offsets that fit no text."""

    types: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    places: list[tuple[str, str, str, str]] = field(default_factory=list)
    arrays: set[tuple[str, str]] = field(default_factory=set)
    wrong: dict[int, str] = field(default_factory=dict)

    def check(self) -> None:
        """Find the offsets that lie outside their text or inside a character; Refused where there is no text."""
        if not any(self.texts.values()):
            raise Refused("no view of this CAS has a text")
        units = {sofa: Utf16(text) for sofa, text in self.texts.items()}
        for id, sofa, begin, end in self.places:
            if sofa in units:
                try:
                    first, last = (units[sofa].to_code_points(int(at)) for at in (begin, end))
                    if first > last:
                        raise OffsetMismatch(f"it ends at {end}, before it begins at {begin}")
                except (OffsetMismatch, ValueError) as error:
                    self.wrong[int(id)] = str(error)


def _bytes(file: Path) -> bytes:
    if file.stat().st_size > fields.MAX_BYTES:
        raise Refused("it is larger than the 1 GB that diptych reads at once")
    data = file.read_bytes()
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused(_DOCTYPE)
    return data


def _parsed(data: bytes) -> Any:
    """The XML's outermost element; Refused where it declares a document type, in whatever encoding it does so."""
    from lxml import etree  # type: ignore[import-untyped]  # cassis brings it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"it is no XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(_DOCTYPE)
    return root


def _survey(data: bytes) -> Survey:
    found, root = Survey(), _parsed(data)
    if root.tag != f"{_XMI}XMI":
        raise Refused(f"it is no XMI: its outermost element is {root.tag}")
    for element in root:
        if not isinstance(element.tag, str) or element.tag in (f"{_CAS}NULL", f"{_CAS}View"):
            continue
        id = element.get(f"{_XMI}id", "")
        if not id.isdecimal():
            raise Refused(f"an element {element.tag} has no number as its xmi:id")
        if element.tag == f"{_CAS}Sofa":
            if element.get("sofaString") is not None:
                found.texts[id] = element.get("sofaString", "")
            continue
        name = element.tag.removeprefix("{http:///").replace("/", ".").replace(".ecore}", ".")
        name = name.removeprefix("uima.noNamespace.")
        features = found.types.setdefault(name, set())
        features |= {key for key in element.attrib if isinstance(key, str) and not key.startswith("{")}
        for child in element:
            if isinstance(child.tag, str):
                features.add(child.tag)
                found.arrays.add((name, child.tag))
        if element.get("begin") is not None:
            found.places.append(
                (id, element.get("sofa", ""), element.get("begin", ""), element.get("end", ""))
            )
    found.check()
    return found


def _typesystem(file: Path) -> Any:
    """The type system beside the file: by the file's own name, else ``TypeSystem.xml``; else an empty one."""
    from cassis import TypeSystem, load_typesystem

    beside = {other.name.casefold(): other for other in file.parent.glob("*.xml")}
    for name in (f"{file.stem}-typesystem.xml", f"{file.stem}.xml", "typesystem.xml"):
        if (found := beside.get(name.casefold())) is not None:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # what they say makes no difference here
                    described = _bytes(found)
                    _parsed(described)
                    return load_typesystem(BytesIO(described))
            except Refused as refusal:
                raise Refused(f"its type system {found.name}: {refusal}") from refusal
            except Exception as error:  # cassis lets through whatever its parts raise
                raise Refused(f"its type system {found.name} cannot be read: {error}") from error
    return TypeSystem()


def _loaded(data: bytes, survey: Survey, types: Any) -> Any:
    from cassis import load_cas_from_xmi

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _complete(types, survey)
            return load_cas_from_xmi(BytesIO(data), typesystem=types)
    except Exception as error:  # cassis lets through whatever its parts raise
        raise Refused(f"cassis cannot read it: {type(error).__name__}: {error}") from error


def _complete(types: Any, survey: Survey) -> None:
    """Add the types and features that the file uses and nobody described, as what they look like there."""
    for name, features in survey.types.items():
        if not types.contains_type(name, match_exactly=True):
            types.create_type(name, ANNOTATION if "begin" in features else "uima.cas.TOP")
        known = {feature.name.rstrip("_") for feature in types.get_type(name).all_features}
        for feature in sorted(features - known - {"id" if name.startswith("uima.cas.") else ""}):
            kind = "uima.cas.StringArray" if (name, feature) in survey.arrays else "uima.cas.String"
            types.create_feature(types.get_type(name), feature, kind)


def _json(data: bytes) -> tuple[Survey, Any]:
    """A CAS as JSON brings its types along; its offsets are UTF-16 units as well."""
    from cassis import load_cas_from_json

    top = fields.mapping(fields.parsed(data.decode("utf-8", "replace"), ""), "the CAS")
    survey = Survey()
    structures = fields.sequence(top.get("%FEATURE_STRUCTURES"), "'%FEATURE_STRUCTURES'")
    for one in structures:
        one = fields.mapping(one, "a feature structure")
        if one.get("%TYPE") == "uima.cas.Sofa" and isinstance(one.get("sofaString"), str):
            survey.texts[str(one.get("%ID"))] = one["sofaString"]
        elif "begin" in one and isinstance(one.get("%ID"), int):
            sofa, begin, end = (str(one.get(name, "")) for name in ("@sofa", "begin", "end"))
            survey.places.append((str(one["%ID"]), sofa, begin, end))
    survey.check()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return survey, load_cas_from_json(BytesIO(data))
    except Exception as error:  # cassis lets through whatever its parts raise
        raise Refused(f"cassis cannot read it: {type(error).__name__}: {error}") from error


class _View:
    """One view: its article first, then its annotations, then what joins them."""

    def __init__(self, file: Path, view: Any, survey: Survey, arrivals: Arrivals) -> None:
        self.file = file
        self.text: str = view.sofa.sofaString
        self.members = list(view.get_all_fs())
        self.survey = survey
        self.arrivals = arrivals
        self.ids: dict[int, str] = {}

    def take(self) -> None:
        spans = [one for one in self.members if one.type.short_name == "Sentence" and self._fits(one)]
        article = self._article([Sentence(one.begin, one.end) for one in spans])
        if article.text != self.text:
            raise Refused("its text has characters that diptych does not keep, so its offsets would not fit")
        relations = []
        for one in self.members:
            short = one.type.short_name
            if one.type.name in (cas_types.REPORT, cas_types.SPEAKER, "uima.tcas.DocumentAnnotation"):
                continue
            if short in ("Sentence", "DocumentMetaData"):
                continue
            if "Governor" in _names(one) and "Dependent" in _names(one):
                relations.append(one)
            elif not _is_annotation(one) or short in _UNITS:
                self.arrivals.leave(f"{short} structures")
            else:
                with self.arrivals.row(f"{self.file} ({short} {one.xmiID})", 0):
                    self._annotation(one, article)
        for one in relations:
            with self.arrivals.row(f"{self.file} ({one.type.short_name} {one.xmiID})", 0):
                self._relation(one)

    def _fits(self, one: Any) -> bool:
        return one.xmiID not in self.survey.wrong and one.begin is not None and one.end is not None

    def _article(self, sentences: list[Sentence]) -> StoredArticle:
        about: dict[str, Any] = {"title": self.file.stem}
        uuid = ""
        for one in self.members:
            if one.type.name == cas_types.REPORT:
                about = _texts(one, cas_types.REPORT_FEATURES)
                uuid = about.pop("uuid", "")
        about["published"] = about.get("published") or None
        return self.arrivals.article(Article(self.text, **about), uuid=uuid, sentences=sentences or None)

    def _annotation(self, one: Any, article: StoredArticle) -> None:
        if one.xmiID in self.survey.wrong:
            raise OffsetMismatch(self.survey.wrong[one.xmiID])
        if one.begin is None or one.end is None:
            raise Refused("it has no offsets")
        if one.begin == one.end:
            self.arrivals.leave("annotations of no text")
            return
        if one.type.name == cas_types.CLAIM:
            said = _texts(one, cas_types.CLAIM_FEATURES)
            speaker = one.speaker
            if speaker is not None:
                if speaker.xmiID in self.survey.wrong:
                    raise OffsetMismatch(self.survey.wrong[speaker.xmiID])
                said |= {"attributed_start": speaker.begin, "attributed_end": speaker.end}
        else:
            said = {"label": _label(one), "scheme": one.type.short_name}
            for name in _told(one) - set(LABELS):
                self.arrivals.leave(f"the feature {name} of {one.type.short_name}")
        label = said.pop("label", "")
        self.ids[one.xmiID] = self.arrivals.annotation(article, one.begin, one.end, label, **said)

    def _relation(self, one: Any) -> None:
        source, target = (
            self.ids.get(getattr(one[name], "xmiID", -1), "") for name in ("Governor", "Dependent")
        )
        if not source or not target:
            self.arrivals.leave(f"{one.type.short_name} relations between words")
            return
        if one.type.name == cas_types.LINK:
            said = _texts(one, cas_types.LINK_FEATURES)
            self.arrivals.link(source, target, said.pop("relation", ""), **said)
        else:
            self.arrivals.link(source, target, _label(one))


def _is_annotation(one: Any) -> bool:
    return bool(one.type.typesystem.is_instance_of(one.type.name, ANNOTATION))


def _names(one: Any) -> set[str]:
    return {feature.name for feature in one.type.all_features}


def _told(one: Any) -> set[str]:
    """The features of an annotation that say something."""
    return {name for name in _names(one) - {"sofa", "begin", "end"} if one[name] not in (None, "")}


def _label(one: Any) -> str:
    for name in LABELS:
        if name in _names(one) and isinstance(one[name], str) and one[name].strip():
            return str(one[name])
    return str(one.type.short_name)


def _texts(one: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """The features of our own types as arguments, without those that are not there."""
    there = _names(one)
    return {name: one[feature] for name, feature in names.items() if feature in there and one[feature]}

"""What the runs of one paragraph of a docx say, tracked changes taken as accepted: a paragraph in, its words out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.read.numbering import child_of, local, value_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Elements whose text is not the paragraph's: deleted text, old places of moved text, fields' codes, comments, pictures'
# second rendering, text boxes, and properties.
_SKIPPED = frozenset(
    "del,moveFrom,instrText,delText,pPr,rPr,sectPr,Fallback,footnoteReference,endnoteReference,"  # noqa: SIM905
    "commentReference,annotationRef,pict,object,txbxContent,drawing".split(",")
)
_T, _R, _R_PROPERTIES, _P_PROPERTIES = f"{W}t", f"{W}r", f"{W}rPr", f"{W}pPr"
_HIDDEN, _BOLD = f"{W}vanish", f"{W}b"
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


def runs(element: etree._Element) -> list[tuple[str, bool | None]]:
    """Return the text of each run of a paragraph with whether it is bold, None where its style decides."""
    found: list[tuple[str, bool | None]] = []
    for child in element:
        tag = child.tag
        if tag == _R:
            found.append(_run(child))
        elif tag != _P_PROPERTIES and (name := local(child)) not in _SKIPPED:
            if name == "r":
                found.append(_run(child))
            else:
                found.extend(runs(child))
    return found


def text_of(paragraph: etree._Element) -> str:
    """Return the words of a paragraph."""
    return "".join([text for text, _ in runs(paragraph)])


def notes_of(parent: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield kind and number of each note that a paragraph or table refers to, those of its text boxes left to them."""
    for reference in parent.iter(*_REFERENCES):
        if not any(local(above) == "txbxContent" for above in reference.iterancestors()):
            yield _REFERENCES[reference.tag], reference.get(f"{W}id", "")


def is_on(mark: etree._Element | None) -> bool:
    """Say whether a property is there and not switched off."""
    return mark is not None and (value_of(mark) or "true") not in ("false", "0", "off", "none")


def _run(run: etree._Element) -> tuple[str, bool | None]:
    bold: bool | None = None
    text: list[str] = []
    for child in run:
        if child.tag == _T:
            text.append(child.text or "")
        elif child.tag == _R_PROPERTIES:
            if is_on(child_of(child, _HIDDEN)):
                return "", None
            mark = child_of(child, _BOLD)
            bold = None if mark is None else is_on(mark)
        else:
            text.append(_sign(child))
    return "".join(text), bold


def _sign(child: etree._Element) -> str:
    """Return what stands for a sign that has an element of its own."""
    tag = local(child)
    if tag == "t":
        return child.text or ""
    if tag in ("tab", "ptab"):
        return " "
    if tag == "cr" or (tag == "br" and child.get(f"{W}type") in (None, "textWrapping")):
        return "\n"
    if tag == "noBreakHyphen":
        return "-"
    if tag == "ruby":
        return "".join(t.text or "" for t in child.iterfind(f"{W}rubyBase//{W}t"))
    return ""

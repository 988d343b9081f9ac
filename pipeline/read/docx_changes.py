"""Tracked changes of a docx taken as accepted: a body in, with what was deleted taken out of it.

ECMA-376 part 1, §17.13.5: runs, rows, cells, and the ends of paragraphs can be deleted; what was moved stands twice.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED, _MOVED, _CELL_DELETED = f"{W}del", f"{W}moveFrom", f"{W}cellDel"
_ROW_PROPERTIES, _CELL_PROPERTIES = f"{W}trPr", f"{W}tcPr"
_RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = f"{W}rPr", f"{W}pPr"


def accept(body: etree._Element) -> frozenset[etree._Element]:
    """Take out of the body what was deleted or moved away; return the paragraphs that go on in the next one."""
    open_ended: set[etree._Element] = set()
    for mark in list(body.iter(_DELETED, _MOVED, _CELL_DELETED)):
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag in (_ROW_PROPERTIES, _CELL_PROPERTIES):
            _drop(parent.getparent())
        elif parent.tag == _RUN_PROPERTIES:
            properties = parent.getparent()
            paragraph = None if properties is None else properties.getparent()
            if paragraph is not None and properties.tag == _PARAGRAPH_PROPERTIES:
                open_ended.add(paragraph)
        else:
            parent.remove(mark)
    return frozenset(open_ended)


def _drop(element: etree._Element | None) -> None:
    parent = None if element is None else element.getparent()
    if parent is not None:
        parent.remove(element)

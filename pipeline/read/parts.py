"""The parts of a zip of XML (docx, xlsx, ofd): bytes in, parsed parts and their relations out."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from pipeline.model import ReadError
from pipeline.read.package import check_package

# What `zipfile` raises for members that are cut short, packed in an unknown way, or not what the directory says.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    ValueError,
)
# ISO 29500 strict names the same elements in other namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: the last word of the relation's type, its id, and the other part's name."""

    kind: str
    id: str
    target: str


class Package:
    """The parts of one package; `kind` is what it is called in messages: Word file."""

    def __init__(self, data: bytes, path: str, kind: str) -> None:
        self.path = path
        self._damaged = f"the {kind} is damaged or cut short; fetch or save it again"
        check_package(data, path, damaged=self._damaged)
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = frozenset(self._archive.namelist())

    def damage(self) -> ReadError:
        """Return the error that says that the package is damaged."""
        return ReadError(self.path, self._damaged, code="damaged")

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part; no entities, nothing from outside, no more depth than libxml2 takes by itself."""
        try:
            written = self._archive.read(name)
        except (*_DAMAGES, RuntimeError) as error:
            raise self.damage() from error
        for strict, usual in _STRICT:
            if strict in written[:4096]:
                written = written.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(written, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damage() from error

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Return the relations of a part inside the package, those of the package itself for the empty name."""
        folder, _, file = name.rpartition("/")
        held = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if held not in self.names:
            return ()
        return tuple(
            Relation(
                (found.get("Type") or "").rpartition("/")[2],
                found.get("Id") or "",
                posixpath.normpath(posixpath.join("/", folder, found.get("Target") or "")).lstrip("/"),
            )
            for found in self.xml(held).iter(_REL)
            if found.get("TargetMode") != "External"
        )

    def main(self, default: str) -> str:
        """Return the name of the part that holds the document itself."""
        found = next((each.target for each in self.relations("") if each.kind == "officeDocument"), default)
        if found not in self.names:
            raise self.damage()
        return found

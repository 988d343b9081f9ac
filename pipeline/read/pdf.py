"""Pdf files: paragraphs joined from lines, ruled tables in their place, pages as spans; scanned pages are recognised.

pdfium gives the characters and ruled lines with their places, pdfplumber finds the cells between the lines. (Not by
pdfplumber's own reading of the page: that takes five times as long.)
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.model import Document, IssueCode, ReadError, Source
from pipeline.read.limits import exceeded, limits, page_read
from pipeline.read.ocr import INSTALL
from pipeline.read.pdf_forms import check_forms
from pipeline.read.pdf_marks import repeated_marks
from pipeline.read.pdf_page import Sheet, pdf_sheet
from pipeline.read.sheets import document_of


def read_pdf(data: bytes, source: Source) -> Document:
    """Return the document of a pdf file, or raise a `ReadError` where it is locked, damaged or only pictures."""
    file = _open(data, source.path)
    try:
        check_forms(data, source.path)
        return _read(file, source)
    finally:
        file.close()


def _open(data: bytes, path: str) -> pypdfium2.PdfDocument:
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            reason = "the pdf is protected by a password; save a copy without one"
            raise ReadError(path, reason, code="encrypted") from error
        reason = "the pdf is damaged or cut short; fetch it again"
        raise ReadError(path, reason, code="damaged") from error
    pages = len(file)
    if pages > limits().pages:
        file.close()
        raise exceeded(path, "pages", f"the pdf has {pages} pages")
    return file


def _read(file: pypdfium2.PdfDocument, source: Source) -> Document:
    sheets = []
    for number in range(1, len(file) + 1):
        sheets.append(pdf_sheet(file, number))
        page_read(number, len(file))
    marks = repeated_marks((sheet.marks for sheet in sheets), ((sheet.width, sheet.height) for sheet in sheets))
    for at, sheet in enumerate(sheets):
        if any(found.mark in marks for found in sheet.marks):
            sheets[at] = pdf_sheet(file, sheet.number, marks)
    if not any(sheet.has_text for sheet in sheets):
        raise _nothing(sheets, source.path)
    return document_of(sheets, source)


def _nothing(sheets: list[Sheet], path: str) -> ReadError:
    """Return why no page of the file has text."""
    issues = [issue for sheet in sheets for issue in sheet.issues]
    codes = {issue.code for issue in issues}
    if codes == {IssueCode.PAGE_UNREAD} and all("damaged" in issue.detail for issue in issues):
        return ReadError(path, "no page of the pdf can be read; fetch it again", code="damaged")
    if IssueCode.PAGE_UNREAD in codes:
        return ReadError(path, f"the pdf holds pictures of pages and no text; {INSTALL}", code="no-text-layer")
    if IssueCode.PAGE_GARBLED in codes:
        return ReadError(path, f"the fonts of the pdf do not tell what they print; {INSTALL}", code="no-text-layer")
    return ReadError(path, "there is no text on any page of the pdf; look at it", code="no-text-layer")

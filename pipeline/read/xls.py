"""Old Excel workbooks (xls, and et of WPS Office, which is the same): the sheets as they are shown.

xlrd alone tells number formats: 0.985 that the sheet shows as 98.5% is 98.5%.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.compdoc import CompDocError

from pipeline.model import Document, ReadError, Source
from pipeline.read.limits import exceeded, limits
from pipeline.read.number_format import GENERAL, plain, shown
from pipeline.read.workbook import Merge, Sheet, document_of

# What xlrd raises, besides its own, for records that are cut short or lie about their length.
_DAMAGES = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    OverflowError,
    ZeroDivisionError,
    NotImplementedError,
    RecursionError,
)
_LOCKED = "encrypted"


def read_xls(data: bytes, source: Source) -> Document:
    """Return the document of an old workbook."""
    try:
        sheets = list(_sheets(data, source.name))
    except ReadError:
        raise
    except _DAMAGES as error:
        if _LOCKED in str(error).lower():
            reason = "the workbook is protected by a password; save a copy without one"
            raise ReadError(source.name, reason, code="encrypted") from error
        reason = "the Excel file is damaged or cut short; fetch or save it again"
        raise ReadError(source.name, reason, code="damaged") from error
    return document_of(sheets, source)


def _sheets(data: bytes, path: str) -> Iterator[Sheet]:
    with xlrd.open_workbook(
        file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=True
    ) as book:
        for number in range(book.nsheets):
            sheet = book.sheet_by_index(number)
            merges = tuple(Merge(top, left, bottom, right) for top, bottom, left, right in sheet.merged_cells)
            yield Sheet(sheet.name, dict(_cells(book, sheet, path)), merges, sheet.visibility != 0)
            book.unload_sheet(number)


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet, path: str) -> Iterator[tuple[tuple[int, int], str]]:
    count = 0
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _shown(book, sheet.cell(row, column))
            if text:
                count += 1
                if count > limits().cells:
                    raise exceeded(path, "cells", f"a sheet has more than {limits().cells} cells")
                yield (row, column), text


def _shown(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str or GENERAL
    value = float(cell.value)
    return plain(value) if code == GENERAL else shown(value, code, from_1904=book.datemode == 1)

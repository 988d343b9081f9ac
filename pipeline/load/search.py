"""Chinese search that finds two-character words: the form in which texts are compared, and an index of character pairs.

The index only narrows down; `LIKE` on the folded text decides. SQLite keeps the pairs in an FTS5 table, PostgreSQL as a
`tsvector` with a GIN index, both under the name `passage_index`. FTS5's own tokenizers are of no use here: `unicode61`
finds no word inside a sentence, `trigram` none of two characters.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from pipeline.fold import fold
from pipeline.load.schema import Big, passages

passage_index = sa.table("passage_index", sa.column("rowid", Big), sa.column("grams", sa.Text))


def search_form(text: str) -> str:
    """Return the form in which texts are compared: folded, small letters, no blanks (「９０％　 就業」 → 90%就业)."""
    return "".join(fold(text).casefold().split())


def grams(folded: str) -> tuple[str, ...]:
    """Return a token for each pair of neighbours and one for the last character alone, each once.

    Tokens are UTF-16 in hexadecimal (就业 → 5c314e1a, 4e1a): no tokenizer takes a part of one for a blank, and what begins
    with a character is found by the first four digits.
    """
    digits = folded.encode("utf-16-be").hex()
    return tuple(dict.fromkeys(digits[start : start + 8] for start in range(0, len(digits), 4)))


def contains(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Return the condition that a folded column holds the words."""
    return column.contains(search_form(words), autoescape=True)


def passages_with(words: str, dialect: str) -> sa.Select[tuple[int]]:
    """Return the query for the ids of passages that hold the words; the index narrows down, `LIKE` decides."""
    folded = search_form(words)
    query = sa.select(passages.c.id).where(contains(passages.c.folded, words))
    if not folded:
        return query
    tokens = grams(folded)
    if dialect == "sqlite":
        wanted = " ".join(tokens[:-1]) or f"{tokens[0]}*"
        narrowed = sa.text("SELECT rowid FROM passage_index WHERE passage_index MATCH :wanted")
    else:
        wanted = " & ".join(f"'{token}'" for token in tokens[:-1]) or f"'{tokens[0]}':*"
        narrowed = sa.text("SELECT rowid FROM passage_index WHERE grams @@ CAST(:wanted AS tsquery)")
    return query.where(passages.c.id.in_(narrowed.bindparams(wanted=wanted).columns(sa.column("rowid", Big))))


def index_passages(connection: sa.Connection, folded: Iterable[tuple[int, str]]) -> None:
    """Add passages, each with its id and folded text, to the index."""
    rows = [{"rowid": number, "grams": " ".join(grams(text))} for number, text in folded]
    value = ":grams" if connection.dialect.name == "sqlite" else "array_to_tsvector(string_to_array(:grams, ' '))"
    if rows:
        connection.execute(sa.text(f"INSERT INTO passage_index (rowid, grams) VALUES (:rowid, {value})"), rows)


def forget_passages(connection: sa.Connection, document: int) -> None:
    """Take a document's passages out of the index; PostgreSQL does it by itself when the passage goes.

    An FTS5 table without contents of its own can only forget a row when told what the row said.
    """
    if connection.dialect.name != "sqlite":
        return
    query = sa.select(passages.c.id, passages.c.folded).where(passages.c.document_id == document)
    rows = [{"rowid": number, "grams": " ".join(grams(text))} for number, text in connection.execute(query)]
    if rows:
        forget = "INSERT INTO passage_index (passage_index, rowid, grams) VALUES ('delete', :rowid, :grams)"
        connection.execute(sa.text(forget), rows)

"""Which extractor this is: the version of the package with a digest of all that decides what is extracted."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

# What reads, cuts, extracts and normalizes; a change to the store or the command line makes no new extractor.
_DECIDING = ("model.py", "fold.py", "rules.py", "verbs.py", "lexicon", "read", "segment", "extract", "normalize")


@cache
def extractor_version() -> str:
    """Return the version, 0.1.0+3f9a2c81: another one where a rule, a table or a learned weight is another."""
    package = Path(__file__).parent
    digest = sha256()
    for name in _DECIDING:
        root = package / name
        files = [root] if root.is_file() else sorted(path for path in root.rglob("*") if _counts(path))
        for path in files:
            digest.update(f"{path.relative_to(package).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return f"{version('mubiao')}+{digest.hexdigest()[:8]}"


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")

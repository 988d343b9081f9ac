"""`python -m pipeline.cli` does as `mubiao` does."""

from pipeline.cli import main

main()

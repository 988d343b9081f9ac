# `make demo` and `make test` need Python 3.11 or newer, git and make; everything else goes into .venv.
SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/installed
DEMO_DB := demo.db
# Another interpreter: make demo PYTHON=/opt/python3.12/bin/python3
PYTHON ?=

# Prefect asks nobody and tells nobody.
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help install demo test lint bench hostile formats clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST)

install: $(STAMP) ## .venv with everything that users and developers need

$(STAMP): pyproject.toml constraints.txt
	@python=; for candidate in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo 'mubiao needs Python 3.11 or newer, and none is on the PATH. Install it (Debian, Ubuntu: apt-get install' >&2; \
	    echo 'python3.11 python3.11-venv), or name one: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3' >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$python cannot make environments. Debian and Ubuntu keep that apart: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	echo "Installing into .venv (once; some minutes on a slow line) ..."; \
	"$$python" -m venv .venv && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]' && \
	touch $@

demo: $(STAMP) ## ingest the samples into a fresh database and say what to ask
	@rm -f $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm
	$(BIN)/mubiao ingest corpus/*.txt corpus/*.html corpus/*.docx corpus/*.pdf --db $(DEMO_DB)
	@echo; echo 'The database is $(DEMO_DB). Some of its targets:'; echo
	$(BIN)/mubiao targets --db $(DEMO_DB) --limit 8
	@echo; echo 'Ask it yourself:'; echo
	@echo '  export MUBIAO_DB=$(DEMO_DB)'
	@echo '  $(BIN)/mubiao documents                              # what is in it'
	@echo '  $(BIN)/mubiao targets --indicator 入园率             # how much, by when, by whom'
	@echo '  $(BIN)/mubiao deadlines --due-before 2023-06-30      # what falls due'
	@echo '  $(BIN)/mubiao units --unit 教育局                    # who is responsible for what'
	@echo '  $(BIN)/mubiao audit                                  # does it hold together'
	@echo '  $(BIN)/mubiao ingest YOUR_FOLDER                     # your own documents'

test: $(STAMP) ## the tests (those on PostgreSQL are skipped where it is not installed)
	$(BIN)/python -m pytest

lint: $(STAMP) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP) ## characters a second of extraction and pages a second of reading, beside others
	$(BIN)/python benchmarks/extract.py
	$(BIN)/python benchmarks/read.py
	@echo 'The audit, of a database of yours: $(BIN)/python benchmarks/audit.py DATABASE [--stored]'

hostile: $(STAMP) ## all bad files in full size, and longer fuzzing: half an hour
	MUBIAO_HOSTILE=all MUBIAO_FUZZ=200 $(BIN)/python -m pytest tests/hostile

formats: $(STAMP) ## the samples in every format, all of them as scans too: some minutes
	MUBIAO_FORMATS=all $(BIN)/python -m pytest tests/test_formats.py

clean: ## remove .venv, caches and the demo's database
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	rm -f $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm

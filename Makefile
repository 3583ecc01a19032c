# Everything runs in .venv, which is made on first use. Only Python 3.11+ and make are needed.
PYTHON ?= python3
BIN = .venv/bin
READY = .venv/.ready
TESTED = .venv/.tested
BENCHED = .venv/.benched

.PHONY: demo test test-peers check bench quality samples clean

demo: $(READY)        ## open the samples side by side
	$(BIN)/diptych demo

test: $(TESTED)       ## run the tests
	$(BIN)/python -m pytest -n 2

check: $(TESTED)      ## formatting, lint, types, imports, then the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

bench: $(BENCHED)     ## speed, as ratios to peers in the same run
	$(BIN)/python -m benchmarks

quality: $(TESTED)    ## precision and recall beside the plain libraries
	$(BIN)/python -m benchmarks.quality

samples: $(TESTED)    ## other tools' own sample files, read
	$(BIN)/python -m benchmarks.samples

test-peers: $(TESTED) ## other tools' real readers open every export
	$(BIN)/pip install --quiet -e '.[entities,web,dev,parquet,cas,peers]'
	$(BIN)/python -m pytest tests/peers

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "diptych needs Python 3.11 or newer")'
	@echo "Setting up .venv: about a minute, 400 MB"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -e '.[entities]'
	touch $@

$(TESTED): $(READY)
	$(BIN)/pip install --quiet -e '.[entities,web,dev]'
	touch $@

$(BENCHED): $(TESTED)
	$(BIN)/pip install --quiet -e '.[entities,web,dev,bench]'
	touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

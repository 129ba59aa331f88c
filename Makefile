# Two commands do everything: `make serve` and `make test`. Both set up what they need and are safe to repeat.
VENV := .venv
BIN := $(VENV)/bin
STORE ?= .rolegraph
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: serve test lint types bench quality vectors clean

serve: $(VENV)/.run
	$(BIN)/rolegraph load --store $(STORE) data/documents
	$(BIN)/rolegraph serve --store $(STORE) --host $(HOST) --port $(PORT)

test: $(VENV)/.test
	$(BIN)/pytest -n auto -m "not slow" $(ARGS)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

bench: $(VENV)/.test
	$(BIN)/python -m bench

quality: $(VENV)/.test
	$(BIN)/python -m bench.quality

vectors: $(VENV)/.test
	$(BIN)/python -m loaders.ship_vectors $(VENV)

clean:
	rm -rf $(VENV) $(STORE)

$(VENV)/.run: pyproject.toml constraints.txt
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[align]'
	touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[align,test]'
	touch $@

# Two commands do everything: `make serve` and `make test`. Both set up what they need and are safe to repeat.
VENV := .venv
BIN := $(VENV)/bin
STORE ?= .rolegraph
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: serve test lint types bench quality vectors closure texts clean

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

closure: $(VENV)/.test
	$(BIN)/python -m loaders.reasoning.ship_closure

# Catalogues with what pages say now; a new language begins with `pybabel init -i $(VENV)/messages.pot -d ... -l xx`.
texts: $(VENV)/.test
	$(BIN)/pybabel --quiet extract -F pyproject.toml -k N_ -k said --no-location -o $(VENV)/messages.pot .
	$(BIN)/pybabel --quiet update -i $(VENV)/messages.pot -d server/translations -w 118 \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

clean:
	rm -rf $(VENV) $(STORE)

$(VENV)/.run: pyproject.toml constraints.txt hatch_build.py browser/package-lock.json
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[align]'
	touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[align,test]'
	touch $@

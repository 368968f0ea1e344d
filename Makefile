# make demo      sample pages through all of it, then the library on PORT; CHECK=1 starts, looks, stops
# make test      lint, types, import contracts, tests
# make fuzz      pages with damage and requests by chance, many more than the tests make
# make lint      the first three alone         make format   lay the code out
# make audit     known faults in the locked packages; asks the network
# make docs      the documents as a site in build/docs, without a network
# make wheel     wheel and sdist into dist/, tried in a clean environment of every Python here
# make lock      versions and hashes of what an installation runs on, into locks/; asks the network
# make sbom      what an installation by the lock is made of, into dist/
# make release   the checklist of a release; ONLY=STEP for one step
# make bench     speed, as ratios to a floor   make clean    remove the environment and what tools left behind
PYTHON ?= python3
PORT ?= 8000

VENV := .venv
PY := $(VENV)/bin/python
HERE := $(shell pwd | cksum | cut -d ' ' -f 1)
# One stamp for each set of packages; a copy of the folder, or a changed pyproject.toml, makes its own.
RUN := $(VENV)/run-$(HERE)
DEV := $(VENV)/dev-$(HERE)
ifneq ($(shell command -v uv),)
MAKE_VENV = uv venv --quiet --allow-existing --python '>=3.11' $(VENV)
INSTALL = uv pip install --quiet --python $(PY) --editable
else
MAKE_VENV = $(PYTHON) scripts/check_python.py && $(PYTHON) -m venv $(VENV)
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --editable
endif

.PHONY: demo test fuzz lint format docs bench audit wheel lock sbom release clean
.DEFAULT_GOAL := test

demo: $(RUN)
	$(PY) -m tierbook demo --port $(PORT) $(if $(CHECK),--check)

test: lint
	$(PY) -m pytest -q --numprocesses=auto

fuzz: $(DEV)
	TIERBOOK_MUTATIONS=$(or $(COUNT),10000) $(PY) -m pytest -q --numprocesses=auto tests/pages/test_mutations.py
	TIERBOOK_API_EXAMPLES=$(or $(API_COUNT),200) $(PY) -m pytest -q --numprocesses=auto tests/library/api/test_schemathesis.py

lint: $(DEV)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) -m tierbook.codebook.compile --check
	$(PY) -m tierbook.coding.compile --check

format: $(DEV)
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

audit: $(DEV)
	$(PY) scripts/audit.py

wheel: $(DEV)
	$(PY) scripts/try_wheel.py

lock: $(DEV)
	$(PY) scripts/lock.py $(if $(UPGRADE),--upgrade)

sbom: $(DEV)
	$(PY) scripts/sbom.py dist/tierbook.cdx.json --lock library

release: $(DEV)
	$(PY) scripts/check_release.py $(if $(ONLY),--only $(ONLY))

docs: $(DEV)
	$(PY) -m sphinx --fail-on-warning --keep-going --quiet -d build/doctrees docs build/docs
	@echo 'build/docs/index.html'

bench: $(DEV)
	for file in $(filter-out bench/record.py bench/plain_view.py bench/library_home.py bench/library_growth.py,$(wildcard bench/*.py)); do $(PY) -m bench.$$(basename $$file .py) || exit; done

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(MAKE_VENV)

$(RUN): pyproject.toml src/tierbook/files/version.py | $(PY)
	$(INSTALL) '.[library]'
	@touch $@

$(DEV): pyproject.toml src/tierbook/files/version.py | $(PY)
	$(INSTALL) '.[library,tables,dev]'
	@touch $@ $(RUN)

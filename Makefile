# Every target sets up what it needs in .venv and .cache; none needs root.
PYTHON ?= python3
ARTICLES ?= 10 100
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
VNU := .cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: build bundle test check format lint types serve verify.pyz golden bench bench-merge gate mutants clean dev checker

build: $(READY)  ## the main job: all locales into build/site
	$(BIN)/polyclinic build

bundle: $(READY)  ## the built pages with all that proves them, as one ZIP in build/bundles; the same commit gives the same bytes
	$(BIN)/polyclinic bundle

test: $(READY_DEV) checker  ## every test that this machine can run
	$(BIN)/pytest -n 2

check: format lint types test  ## all that CI runs

format: $(READY_DEV)
	$(BIN)/ruff format --check .

lint: $(READY_DEV)
	$(BIN)/ruff check .

types: $(READY_DEV)
	$(BIN)/mypy

verify.pyz: $(READY)  ## one file with which anybody who has Python 3.9 checks a bundle: python verify.pyz bundle.zip
	$(BIN)/python -m pipeline.publish.verifier build/verify.pyz

serve: build  ## the built site in a browser
	$(BIN)/polyclinic serve

golden: $(READY_DEV)  ## rewrite the golden files; review them as a diff
	GOLDEN=rewrite $(BIN)/pytest -q tests -k golden

bench: $(READY_DEV)  ## speed and memory, A beside B; make bench ARTICLES="10 100 500" sees further growth
	$(BIN)/python tests/benchmarks/bench.py --articles $(ARTICLES)

bench-merge: $(READY_DEV)  ## merging beside GNU msgmerge: what is suggested, and what it costs
	$(BIN)/python tests/benchmarks/replay.py generated
	$(BIN)/python tests/benchmarks/update.py

gate: $(READY_DEV)  ## the gate's tests alone cover every branch of the gate
	$(BIN)/pytest -q tests/gate --cov --cov-config=tests/gate/coverage.ini --cov-fail-under=100 --cov-report=term-missing

mutants: $(READY_DEV)  ## change the gate in hundreds of ways, and see its tests notice; tests/gate/MUTANTS.md explains what is left
	$(BIN)/python -m tests.gate.mutants

clean:
	rm -rf build/site build/pseudo build/reports build/bundles build/.lock build/.staging-* .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

dev: $(READY_DEV)

# Debian ships venv without pip in a package of its own: where it is missing, the system's pip serves.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "polyclinic needs Python 3.11 or newer"; exit 2; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); \
	  $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install -q pip; } || \
	  { echo "pip is missing: install python3-venv (Debian: apt install python3-venv)"; exit 2; }
	$(BIN)/python -m pip install -q -e .
	@touch $@

$(READY_DEV): $(READY)
	$(BIN)/python -m pip install -q -e '.[dev]'
	@touch $@

# The Nu HTML checker comes from npm, where there is one; without it its tests skip and say so.
checker:
	@test -f $(VNU) || ! command -v npm >/dev/null || ! command -v java >/dev/null || \
	  npm install --silent --no-audit --no-fund --no-save --prefix .cache/vnu vnu-jar@26 || true

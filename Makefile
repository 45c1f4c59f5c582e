# Every target sets up what it needs in .venv and .cache; none needs root.
PYTHON ?= python3
ARTICLES ?= 10 100
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
VNU := .cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar
# Of that package only the official schema is read.
SARIF := .cache/sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Some images set it. Every process would then compile a hundred modules before it starts, and the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: build bundle test check format lint types serve verify.pyz golden bench bench-merge gate mutants clean dev checker
.PHONY: ci build-check build-locale check-sarif check-junit content locales published release same-bundles

build: $(READY)  ## the main job: all locales into build/site
	$(BIN)/polyclinic build

bundle: $(READY)  ## the site and each clinic's pages, each as one ZIP in build/bundles; the same commit gives the same bytes
	$(BIN)/polyclinic bundle
	set -e; for file in source/clinics/*.toml; do test ! -f "$$file" || $(BIN)/polyclinic bundle --clinic "$$(basename "$$file" .toml)"; done

# Each process begins with its own half, so that most of what a module builds once is built once; who is done takes from the other.
test: $(READY_DEV) checker  ## every test that this machine can run
	$(BIN)/pytest -n 2 --dist worksteal

check: format lint types test  ## all that CI runs

format: $(READY_DEV)
	$(BIN)/ruff format --check .

lint: $(READY_DEV)
	$(BIN)/ruff check .

types: $(READY_DEV)
	$(BIN)/mypy

verify.pyz: $(READY)  ## one file with which anybody who has Python 3.9 checks a bundle: python verify.pyz bundle.zip
	$(BIN)/python -m pipeline.publish.verifier build/bundles/verify.pyz

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
	$(BIN)/pytest -q tests/gate tests/clinics/test_page_attacks.py tests/clinics/test_contradictions.py --cov --cov-config=tests/gate/coverage.ini --cov-fail-under=100 --cov-report=term-missing

mutants: $(READY_DEV)  ## change the gate in hundreds of ways, and see its tests notice; tests/gate/MUTANTS.md explains what is left
	$(BIN)/python -m tests.gate.mutants

# What .github/workflows and action.yml run. Their inputs come by the environment: a make variable would be read as make's own words.
ci:  ## all that CI runs, with what it needs from Debian
	.ci/run

build-check: $(READY)  ## which files of build/site a build would change; it changes none
	$(BIN)/polyclinic build --check

build-locale: $(READY)  ## one language by itself: LOCALE=hr make build-locale
	$(BIN)/polyclinic build --locale "$$LOCALE"

check-sarif: $(READY)  ## what the checks find, for code scanning: build/reports/check.sarif
	@mkdir -p build/reports
	$(BIN)/polyclinic check --format sarif > build/reports/check.sarif

check-junit: $(READY)  ## the same as a report of tests: build/reports/check.xml
	@mkdir -p build/reports
	$(BIN)/polyclinic check --format junit > build/reports/check.xml

# Findings of the checks do not stop it: what must not go out, the build refuses.
content: $(READY)  ## check and build another project: PROJECT=../clinic make content
	@test -n "$$PROJECT" || { echo "name the project's folder: PROJECT=../clinic make content"; exit 2; }
	@mkdir -p "$$PROJECT/build/reports"
	$(BIN)/polyclinic -C "$$PROJECT" check --format sarif > "$$PROJECT/build/reports/check.sarif" || test $$? = 1
	$(BIN)/polyclinic -C "$$PROJECT" check --format junit > "$$PROJECT/build/reports/check.xml" || test $$? = 1
	$(BIN)/polyclinic -C "$$PROJECT" check --format github || test $$? = 1
	$(BIN)/polyclinic -C "$$PROJECT" build

locales: $(READY)  ## the languages of the settings, as a workflow's matrix wants them
	@$(BIN)/python -c 'import json, tomllib; s = tomllib.load(open("source/site.toml", "rb")); \
	  print("locales=" + json.dumps([s["source_locale"], *s["locales"]]))'

published: $(READY_DEV)  ## whether published pages still carry their disclaimer: URLS="https://…" make published
	@test -n "$$URLS" || { echo "name the pages: URLS=\"https://…\" make published"; exit 2; }
	$(BIN)/polyclinic check-url $$URLS

same-bundles:  ## whether two folders of bundles are the same, byte for byte: ONE=a OTHER=b make same-bundles
	@test -d "$$ONE" && test -d "$$OTHER" || { echo "name two folders: ONE=a OTHER=b make same-bundles"; exit 2; }
	diff -r "$$ONE" "$$OTHER" && echo "the same, byte for byte"

release:  ## the bundles as assets of a tag's release: TAG=v1 BUNDLES=build/bundles make release; asks gh to do it
	gh release create "$$TAG" --verify-tag --generate-notes "$$BUNDLES"/*

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
	@test -f $(SARIF) || ! command -v npm >/dev/null || \
	  npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix .cache/sarif @microsoft/jest-sarif@1.0.0-beta.0 || true

# `make help` lists the targets. Three matter to a newcomer: `make demo`, `make check` while one works, `make test` before one hands in.

MAKEFLAGS += --no-builtin-rules
.NOTPARALLEL:
.DEFAULT_GOAL := help

# Tools that scripts/setup installs come first, and only for the commands below.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export CARGO_TERM_COLOR ?= auto

STEP   := scripts/step
# The command line that rules are checked with: built alone, unless the tests have just built it with everything else.
BAREME ?= cargo run --quiet --locked --package bareme-cli --
BUILT  := $(or $(CARGO_TARGET_DIR),target)/debug
DATE   ?= 2024-09-02
# make fuzz TARGET=dossier_reader SECONDS=600
TARGET ?= pack_reader
SECONDS ?= 60

.PHONY: help check analyse solver solver-all mutation mutation-sample nightly book msrv release-check form-dev columns figures operations service setup demo test fmt fmt-check lint unit doctest docs docs-check deny rules cases questions handbook handbook-check readme wasm wasm-check types form python-check test-spark-million bench bench-wasm bench-python law-watch law-watch-check stress-ledger stress-batch quotas-2024 fuzz fuzz-build clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what the checks need and is missing (idempotent)
	@$(STEP) "Tools and dependencies" scripts/setup

demo: ## decide the dossiers of examples/dossiers and show the reasons
	@scripts/demo $(DATE)

# Not part of `test`: it asks the registries what is new. make law-watch ECRIRE=1 notes what was read; ECRIRE=code_travail_x, read again.
law-watch: ## compare the articles and the values that were read with what is published since
	@scripts/law-watch $(if $(ECRIRE),--ecrire $(filter-out 1,$(ECRIRE))) $(if $(FORMAT),--format $(FORMAT))

law-watch-check:
	@$(STEP) "Comparison of the law watch" python3 -m unittest discover --quiet --start-directory scripts/law_watch/tests \
	  --top-level-directory scripts

# The same features whatever is checked, so that the engine and what it needs are compiled once: with others, a database and its
# encryption would be compiled again only to read the rules.
test check: export BAREME = $(BUILT)/bareme
test: export COUVERTURE = $(BUILT)/examples/couverture

# What `.ci/run` calls. The order puts what fails most often, and fastest, first.
test: setup fmt-check lint unit doctest docs-check deny rules cases columns figures mutation-sample handbook-check readme book law-watch-check doors ## run every check, before a change is handed in
	@printf '\nEvery check passed.\n'

.PHONY: doors
# A notebook, a browser and the link of the WebAssembly module each wait for one thing at a time.
doors:
	@MAKE='$(MAKE)' scripts/beside python-check 'service fuzz-build wasm-check'

# What a change of the rules, the engine, what is told or the command line usually breaks.
check: fmt-check check-lint check-unit rules cases ## the checks that a change usually needs, in a few minutes
	@printf '\nWhat a change usually breaks holds. make test runs the rest.\n'

CHECKED = --package bareme --package bareme-pays-de-la-loire --package bareme-recit --package bareme-cli

.PHONY: check-lint check-unit
check-lint:
	@$(STEP) "Lints" cargo clippy --quiet --locked $(CHECKED) --all-targets --all-features -- -D warnings

check-unit:
	@$(STEP) "Tests of the engine, the rules, what is told and the command line" scripts/unit-tests $(CHECKED)

# Workspaces of their own, which `cargo fmt` here does not see.
OTHER_SOURCES = --edition 2024 tests/fuzz/targets/*.rs examples/axum/src/*.rs

fmt: ## format the sources
	cargo fmt --all
	rustfmt $(OTHER_SOURCES)

fmt-check:
	@$(STEP) "Format" cargo fmt --all --check
	@$(STEP) "Format, other workspaces" rustfmt --check $(OTHER_SOURCES)

lint: ## clippy on everything, warnings are errors
	@$(STEP) "Lints" cargo clippy --quiet --locked --workspace --all-targets --all-features -- -D warnings
	@$(STEP) "Lints, engine without the reader" cargo clippy --quiet --locked --package bareme --no-default-features -- -D warnings
	@$(STEP) "Lints, command line as it is installed" cargo clippy --quiet --locked --package bareme-cli -- -D warnings

unit: ## the tests of every crate
	@$(STEP) "Tests" scripts/unit-tests

# With what the tests have built: an optimised engine would take longer to compile than it would save.
columns: ## both evaluators on 100,000 random dossiers; make unit tries 2,000
	@$(STEP) "Columns, 100,000 dossiers" env BAREME_CASES=100_000 cargo test --quiet --locked --workspace --all-features --test columns

doctest: ## the examples of the documentation
	@$(STEP) "Examples in the documentation" cargo test --quiet --locked --workspace --all-features --doc

docs: ## build the Rust documentation and say where it is
	cargo doc --locked --workspace --all-features --no-deps
	@echo "$${CARGO_TARGET_DIR:-target}/doc/bareme/index.html"

docs-check:
	@$(STEP) "Documentation" env RUSTDOCFLAGS=-Dwarnings cargo doc --quiet --locked --workspace --all-features --no-deps

# Not `advisories`: see deny.toml.
deny: ## licences, forbidden crates and registries of the dependency tree
	@$(STEP) "Licences and origins of the dependencies" cargo deny --log-level error check licenses bans sources

rules: ## read and check the pack of rules
	@$(STEP) "Rules" $(BAREME) check --strict rules

cases: ## run the case files, and compare the pack with what was published
	@$(STEP) "Cases" $(BAREME) test tests/cases tests/suivi tests/transcriptions --couverture

# Each figure makes a pack of its own.
figures: ## change each figure of the pack by one unit: some case, or some published table, must see it
	@$(STEP) "Figures" $(BAREME) test tests/cases tests/suivi tests/transcriptions --valeurs

# Every slip takes a pack of its own: an optimised build is ten times as fast, which minutes of compilation are worth. With ECRIRE=1, what was
# measured is written in tests/mutation.toml, where each slip that nothing sees has its reason.
SLIPS = mutation rules tests/cases tests/suivi tests/transcriptions --admis tests/mutation.toml
mutation: ## make one slip at a time in the pack: a check, a case or a published table must see each
	@$(STEP) "Slips in the pack" cargo run --quiet --locked --release --package bareme-cli -- $(SLIPS) $(if $(ECRIRE),--ecrire)

# A minute of it, on two cores, with what the tests have built.
mutation-sample:
	@$(STEP) "Slips in the pack, a sample" $(BAREME) $(SLIPS) --echantillon 100

# What takes too long for each change: LONG seconds a target of fuzzing, MANY random packs asked of a solver, TRIED small packs tried whole.
LONG ?= 600
MANY ?= 100
TRIED ?= 2000
analyse: ## what is wrong with the rules, proved for every dossier (release build)
	@$(STEP) "Analysis" cargo run --quiet --locked --release --package bareme-cli -- check --strict --analyse rules

solver-all:
	@$(STEP) "Search and Z3" env BAREME_CASES=$(MANY) cargo test --quiet --locked --package bareme-conformance --test solver
	@$(STEP) "Search and every dossier" env BAREME_CASES=$(TRIED) cargo test --quiet --locked --package bareme-conformance --test analysis

solver: ## measure the search beside Z3: a table in Markdown (release build)
	@cargo run --quiet --locked --release --package bareme-conformance --example solver

nightly: mutation analyse solver-all ## what takes hours: every slip in the pack, the search beside Z3, long fuzzing (LONG seconds a target)
	@for target in pack_reader dossier_reader arrow parquet csv receipt; do $(MAKE) fuzz TARGET=$$target SECONDS=$(LONG) || exit 1; done

# make questions DETAIL=ifsi19 tells one interview; GENS=100 draws fewer people; ECRIRE=1 keeps the figures in tests/questions.toml.
questions: ## how many questions people answer before the page is useful, then done
	@cargo run --quiet --locked --package bareme-conformance --example questions -- $(if $(DETAIL),--detail $(DETAIL)) $(if $(GENS),--gens $(GENS)) $(if $(ECRIRE),--ecrire)

handbook: ## write the pages of docs/ that come from the rules
	$(BAREME) sources --markdown > docs/sources.md
	$(BAREME) dispositifs --markdown > docs/dispositifs.md
	$(BAREME) reperes --markdown > docs/reperes.md
	cargo run --quiet --locked --package bareme-conformance --example couverture > docs/couverture.md

book: ## make a book of docs/SUMMARY.md in target/book
	@$(STEP) "Book" scripts/book

handbook-check:
	@$(STEP) "Pages written from the rules" scripts/check-handbook

readme: ## run the commands that README.md shows
	@$(STEP) "Commands of the README" python3 scripts/check-readme README.md

# A workspace of its own, so that a server of HTTP is not in the dependency tree that `deny` checks.
service: ## the example of a service that gives places, and its clients
	@$(STEP) "Example of a service" cargo test --quiet --locked --manifest-path examples/axum/Cargo.toml \
	  --target-dir $${CARGO_TARGET_DIR:-target}

python-check: ## the Python module: build, tests, types, wheel, notebooks
	@$(STEP) "Python environment" scripts/setup-python
	@$(STEP) "Python module" scripts/check-python build
	@$(STEP) "Python tests" scripts/check-python tests
	@$(STEP) "Python types" scripts/check-python stubs
	@$(STEP) "Python wheel in a clean environment" scripts/check-python wheel
	@$(STEP) "Notebooks" scripts/check-python notebooks

test-spark-million: ## a million rows on a local Spark session, as on one machine
	@scripts/setup-python
	@scripts/check-python build
	BAREME_SPARK_ROWS=1000000 scripts/check-python tests tests/test_spark.py

bench-python: ## measure the Python module, beside numpy, polars and DuckDB
	@scripts/setup-python
	@scripts/check-python bench

# WASM_TOOLCHAIN=debian takes the compiler and its target from Debian alone; otherwise from where they are.
wasm: ## build the npm package (bindings-wasm/dist) and the form (bindings-wasm/form/dist)
	@$(STEP) "WebAssembly package" scripts/build-wasm

types: ## write the types of the npm package that come from the rules
	BAREME_WRITE_TYPES=1 cargo test --quiet --locked --package bareme-wasm --test types

operations: ## write what follows from the operations of the language: the table of the manual, the words of a fuzz target
	BAREME_WRITE_OPERATIONS=1 cargo test --quiet --locked --package bareme-conformance --test operations

wasm-check: wasm
	@$(STEP) "Browser and its packages" scripts/ensure-node browser
	@$(STEP) "Types of the npm package" npm run --silent --prefix bindings-wasm typecheck
	@$(STEP) "npm package in Node" npm run --silent --prefix bindings-wasm test:node
	@$(STEP) "Form in a browser" npm run --silent --prefix bindings-wasm test:browser

form: wasm ## serve the form on a loopback port and print its address: make form PORT=8080
	node bindings-wasm/scripts/serve.mjs $(PORT)

form-dev: ## serve the form, and build it again when its sources or the rules change: make form-dev PORT=8080
	@scripts/ensure-node
	node bindings-wasm/scripts/dev.mjs $(PORT)

bench-wasm: wasm ## measure the npm package and the form
	@scripts/ensure-node browser
	node bindings-wasm/scripts/bench.mjs

msrv: ## compile with the oldest Rust that Cargo.toml states, where rustup has it
	@$(STEP) "Oldest Rust" scripts/check-msrv

# The tag of this commit, when there is one: the version and the changelog must then be its own.
release-check: ## look at what would be published: versions, changelog, crates, Python, npm (after a commit; publishes nothing)
	@$(STEP) "Versions and changelog" scripts/check-versions $$(git tag --points-at HEAD --list 'v[0-9]*' | tail -n 1)
	@$(STEP) "Crates" scripts/check-release crates
	@$(STEP) "Public face of the crates since the last release" scripts/check-release semver
	@$(STEP) "Python archive and wheel" scripts/check-release python
	@$(STEP) "npm package" scripts/check-release npm

stress-ledger: ## many clients at once, clients and servers killed or mute, full disks: figures of what ledgers withstood
	@scripts/stress-ledger

stress-batch: ## batches killed at 200 moments, full disks: figures of what was found under the names of their files
	@scripts/stress-batch

quotas-2024: ## the published figures of 2024, dossier by dossier
	@cargo run --quiet --locked --package bareme-cli --example quotas_2024

bench: ## measure: one decision, columns of dossiers, and the ratios to loops written by hand
	@python3 scripts/bench-table

# Fuzzing runs on stable Rust: `--sanitizer none` keeps the coverage that guides it. The address sanitizer, which asks for a
# nightly compiler, would find nothing here, save for the target `arrow`, whose memory is lent: what else is fuzzed has no unsafe code.
FUZZ = --fuzz-dir tests/fuzz --sanitizer none
# What the command line answers to each file is not shown.
FUZZ_parquet = -close_fd_mask=3

fuzz: fuzz-seeds ## look for crashes: make fuzz TARGET=pack_reader|dossier_reader|arrow|parquet|csv|receipt SECONDS=60
	cargo fuzz run $(FUZZ) $(TARGET) -- -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 \
	  -max_len=65536 $(FUZZ_$(TARGET)) $(addprefix -dict=,$(wildcard tests/fuzz/$(TARGET).dict))

.PHONY: fuzz-seeds
fuzz-seeds:
	@python3 scripts/fuzz-seeds

# Without the instrumentation, which takes minutes: what it needs is what they say, and it is the same sources.
fuzz-build: ## build the fuzz targets
	@$(STEP) "Fuzz targets" cargo build --quiet --locked --manifest-path tests/fuzz/Cargo.toml --bins \
	  --target-dir $${CARGO_TARGET_DIR:-target}

clean: ## remove what was built and installed here
	cargo clean
	rm -rf bindings-python/.venv

	rm -rf bindings-wasm/node_modules bindings-wasm/dist bindings-wasm/js/wasm bindings-wasm/form/dist
	rm -rf .venv tests/fuzz/target tests/fuzz/corpus tests/fuzz/artifacts

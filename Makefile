.DEFAULT_GOAL := help
SHELL := /bin/sh
export PATH := $(CURDIR)/.venv/bin:$(PATH)
CORPORA ?= ../shared/corpora

.PHONY: help
help: ## Show this help

	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

.PHONY: demo
demo: ## Install all that is needed, capture three sample invoices, open the web screen
	@tools/setup run
	@prejeto up --demo

.PHONY: up
up: ## Start everything on embedded defaults (SQLite, folder, Prefect)
	@tools/setup run
	@prejeto up

.PHONY: test
test: ## Install what the tests need and run every test
	@tools/setup test
	pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: lint
lint: ## Format, lint, types and import contracts, as CI checks them
	@tools/setup test
	ruff format --check .
	ruff check .
	mypy
	lint-imports

.PHONY: format
format: ## Format the code and apply the safe fixes
	@tools/setup test
	ruff format .
	ruff check --fix .

.PHONY: texts
texts: ## Bring texts for people into review_ui/locale, and list those to translate
	@tools/setup test
	python -m tests.translations

.PHONY: train
train: ## Train names and ranker on generated documents; calibrate on CORPORA, if there
	@tools/setup test
	prejeto train $(if $(wildcard $(CORPORA)),--corpora $(CORPORA))

.PHONY: measure
measure: ## Accuracy, coverage and speed on the documents of CORPORA
	@tools/setup run
	prejeto measure --corpora $(CORPORA)

.PHONY: bench
bench: ## Speed against peers in the same run, and what is read of CORPORA
	@tools/setup test
	python -m tests.bench --corpora $(CORPORA)

.PHONY: screenshots
screenshots: ## Pictures of every page and state, in every language, into build/screenshots
	@tools/setup test
	python -m tests.screenshots build/screenshots

.PHONY: soak
soak: ## Documents flow while processes are killed, on both forms; spoilt documents meet the readers
	@tools/setup test
	pytest -m soak tests/soak

.PHONY: pool-trial
pool-trial: ## Drains on a Prefect work pool of two machines, in networks of their own; as root
	@[ "$$(id -u)" = 0 ] || { echo "make pool-trial makes network namespaces: run it as root."; exit 1; }
	@tools/setup test
	unshare --net pytest -m trial --allow-hosts=127.0.0.1,10.77.0.1 tests/trials

.PHONY: clean-trial
clean-trial: ## The demonstration and the tests on new Debian machines; needs root and debootstrap
	@tools/setup test
	python -m tests.clean_machine $(TRIAL)

.PHONY: secrets
secrets: ## Make the secrets of docker-compose.yml; never overwrites any
	@tools/secrets

.PHONY: compose-trial
compose-trial: ## Build and run the containers, kill, stop and restore them
	@tools/setup test
	python -m tests.trials

.PHONY: clean
clean: ## Remove the environment and caches, never data
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build

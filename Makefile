# The work is in tools/task.py, which Windows runs as well: py tools\task.py run
PYTHON ?= python3
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.DEFAULT_GOAL := help
.PHONY: help run test check bench bench-peers nightly build setup lock python

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: python ## Open ShopDesk (all set-up included)
	@$(PYTHON) tools/task.py run $(ARGS)

test: python ## Everything a change must pass (all set-up included)
	@$(PYTHON) tools/task.py test $(ARGS)

check: python ## Style, types, import rules and missing Thai sentences
	@$(PYTHON) tools/task.py check

bench: python ## Measure, and print JSON
	@$(PYTHON) tools/task.py bench $(ARGS)

bench-peers: python ## Measure beside other programs for shops
	@$(PYTHON) tools/task.py bench-peers $(ARGS)

nightly: python ## The long proofs: power cuts, a fresh machine, the built program, a real shop server
	@$(PYTHON) tools/task.py nightly $(ARGS)

build: python ## The packed program and its Debian package, in dist/
	@$(PYTHON) tools/task.py build $(ARGS)

setup: python ## Only the set-up, for working without a network later
	@$(PYTHON) tools/task.py setup

lock: python ## Write the lock files anew (ARGS=--upgrade takes newer releases)
	@$(PYTHON) tools/task.py lock $(ARGS)

python:
	@command -v $(PYTHON) >/dev/null || { $(SUDO) apt-get update -q; $(SUDO) apt-get install -y --no-install-recommends python3 python3-venv; }

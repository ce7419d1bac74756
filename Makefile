# The commands of this checkout; each sets up on first use what it needs.
.DEFAULT_GOAL := help
.PHONY: help run test quick check faults bench pictures questions lock ready-to-run ready-to-test

bin := .venv/bin
offscreen := QT_QPA_PLATFORM=offscreen
# Tests start some hundred processes of Python: each would compile all of Chairside anew.
pytest := $(offscreen) PYTHONDONTWRITEBYTECODE= $(bin)/pytest -n auto --dist worksteal
faults := $(or $(FAULTS),100)
faulting = $(bin)/pytest -n auto -o faulthandler_timeout=3600
units := $(addprefix tests/,records forms policy services storage)
compile := $(bin)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --custom-compile-command "make lock"

help:  ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ready-to-run  ## open Chairside
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
		echo "Chairside is set up, but this session has no screen to open its window on." >&2; \
		exit 1; \
	fi
	@$(bin)/chairside

test: check  ## check, then every test (offscreen)
	$(pytest)

quick: ready-to-test  ## the tests of what has no window, but for the long ones: about a minute
	$(pytest) -m "not long" --hypothesis-profile=quick $(units)

check: ready-to-test  ## style, types and the direction of imports
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/basedpyright
	$(bin)/lint-imports

faults: ready-to-test  ## everything hurt at every place (half an hour; FAULTS=10 tries a tenth)
	$(offscreen) CHAIRSIDE_FAULTS=$(faults) $(faulting) -rs -m faults tests/faults
	$(offscreen) CHAIRSIDE_RUNS=$$((15 * $(faults))) $(faulting) tests/services/test_memory_and_store_agree.py

bench: ready-to-run  ## speed and size against the floor of this machine
	$(offscreen) $(bin)/python benchmarks/run.py

pictures: ready-to-test  ## a picture of every screen, into pictures/
	$(offscreen) $(bin)/python tests/pictures.py

questions: ready-to-run  ## every form as a Word list of its questions, into questions/
	@rm -rf questions && mkdir questions
	@$(bin)/chairside forms | while read -r form name; do \
		$(bin)/chairside forms print "$$form" --to questions || exit 1; \
	done

lock: ready-to-test  ## renew the locks to the newest versions that pyproject.toml allows
	$(compile) pyproject.toml --group build --output-file requirements.lock
	$(compile) --group test --constraint requirements.lock --output-file requirements-test.lock

ready-to-run:
	@installer/setup.sh run

ready-to-test:
	@installer/setup.sh test

# Everything starts here. Each target does its own set-up (scripts/setup.sh), idempotently; the second time is quick.
.DEFAULT_GOAL := help
.PHONY: help setup serve build test size bench fmt lint clean screenshots e2e lighthouse catalogue catalogue-check

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

setup: ## install what building and testing need (once per machine: some minutes)
	@scripts/setup.sh test

serve: ## build and serve at http://127.0.0.1:8080/, rebuild and reload on change (PORT=… for another port)
	@scripts/serve.sh

build: ## build dist/, the static page
	@scripts/build.sh

test: ## run every test: format, clippy, native, conformance, wasm, build, size, browser
	@scripts/test.sh

e2e: ## run the browser tests against dist/ as it is (NAME=… for some files)
	@scripts/test-e2e.sh "$(NAME)"

size: ## print what dist/ weighs, and fail above the budgets
	@[ -f dist/index.html ] || scripts/build.sh
	@node scripts/size.mjs dist

bench: ## run the native benchmarks
	@scripts/bench.sh

catalogue: ## make the action catalogue in data/ anew from its two packages (needs npm, python3 and pip)
	@scripts/catalogue.py write

catalogue-check: ## download both packages anew, and compare what they give with data/, byte for byte
	@scripts/catalogue.py check

fmt: ## format the code
	@cargo fmt

lint: ## clippy, warnings denied, native and wasm
	@scripts/lint.sh

lighthouse: ## print Lighthouse's scores of dist/ for a phone
	@scripts/lighthouse.sh

screenshots: ## pictures of dist/ into target/screenshots (DIR=… for another folder)
	@scripts/screenshots.sh "$(DIR)"

clean: ## remove what was built; the tools stay in the per-user cache
	@echo "removing target/ dist/ node_modules/"
	@rm -rf target dist node_modules

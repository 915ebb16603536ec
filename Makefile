# make app · make test · make lint · make component
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: app test lint component clean

app: .venv/app
	$(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.headless true

test: .venv/test
	$(BIN)/python tests/find_browser.py --install
	$(BIN)/python -m pytest tests -n 2 --dist loadfile

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What the browser runs, from TypeScript: needs Node 20 or newer.
component:
	cd explorer/component/frontend && npm ci && npm test && npm run build

.venv/app: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed"; exit 1)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

.venv/test: .venv/app
	$(BIN)/python -m pip install --quiet -e '.[test]'
	touch $@

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# The verbs of this repository. `just` lists them; `just check` is what CI runs.

default:
    @just --list

# Prepare the environment
setup:
    uv sync --frozen --group dev

# Run the tests
test *arguments:
    uv run pytest {{arguments}}

# Lint and format
lint:
    uv run ruff check --fix src tests bench start.py
    uv run ruff format src tests bench start.py

# Check the types
types:
    uv run mypy

# Check who may import what
contracts:
    uv run lint-imports

# Write the generated pages of docs/
docs:
    uv run python -m lifesigns.doors.docs docs

# Start a metric: just new-metric people/mentors
new-metric name:
    uv run python -m tests.metrics.new {{name}}

# Everything CI checks
check:
    python3 start.py test

# Measure speed, memory or accuracy: just bench collect CLONE (each module of bench/ says how)
bench name *arguments:
    uv run --group bench python -m bench.{{name}} {{arguments}}

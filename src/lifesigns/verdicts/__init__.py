"""Answer one human question each, from metrics and models, with sourced thresholds."""

"""The words every room shares: scope, window, unit, shape, missing, spec, answer, errors."""

"""Ways in: parse, call api, call present."""

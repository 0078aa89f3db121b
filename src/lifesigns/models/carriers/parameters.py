"""The constants of the published methods, read from the data beside the models."""

import json
from importlib.resources import files
from typing import Any

PARAMETERS: dict[str, Any] = json.loads(
    (files("lifesigns.models.carriers") / "parameters.json").read_text("utf-8")
)

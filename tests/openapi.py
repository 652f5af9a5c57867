"""Checks that an answer is what the API's own document promises: status, and shape to the last field."""

import re
from datetime import datetime
from typing import Any

_KINDS: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def promised(document: dict[str, Any], method: str, path: str, status: int) -> dict[str, Any] | None:
    """The schema of this answer's body; None if the document promises an empty one, or sound.

    Fails if the document knows no such operation, or not this status of it.
    """
    for template, operations in document["paths"].items():
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in operations:
            answers = operations[method.lower()]["responses"]
            assert str(status) in answers, f"{method} {path}: {status} is in no document"
            content = answers[str(status)].get("content")
            schema: dict[str, Any] | None = content and content.get("application/json", {}).get("schema")
            return schema
    raise AssertionError(f"{method} {path} is in no document")


def fault_of(document: dict[str, Any], schema: dict[str, Any], value: object, at: str = "$") -> str | None:
    """What about the value isn't as the schema says; None if all is."""
    if "$ref" in schema:
        return fault_of(document, document["components"]["schemas"][schema["$ref"].split("/")[-1]], value, at)
    if "anyOf" in schema:
        faults = [fault_of(document, one, value, at) for one in schema["anyOf"]]
        return None if None in faults else f"{at}: none of its kinds"
    if "enum" in schema:
        return None if value in schema["enum"] else f"{at}: {value!r} isn't one of {schema['enum']}"
    if schema["type"] == "integer":
        return None if isinstance(value, int) and not isinstance(value, bool) else f"{at}: no whole number"
    if not isinstance(value, _KINDS[schema["type"]]):
        return f"{at}: {type(value).__name__} instead of {schema['type']}"
    if isinstance(value, dict):
        return _fault_of_fields(document, schema, value, at)
    if isinstance(value, list):
        faults = [fault_of(document, schema["items"], item, f"{at}[]") for item in value if "items" in schema]
        return next(filter(None, faults), None)
    if schema.get("format") == "date-time":
        return _fault_of_time(str(value), at)
    return None


def _fault_of_fields(
    document: dict[str, Any], schema: dict[str, Any], value: dict[str, object], at: str
) -> str | None:
    known, rest = schema.get("properties", {}), schema.get("additionalProperties")
    if missing := [name for name in schema.get("required", ()) if name not in value]:
        return f"{at}: {missing} missing"
    if not isinstance(rest, dict) and (strange := value.keys() - known.keys()):
        return f"{at}: {sorted(strange)} in no document"
    faults = [fault_of(document, known.get(name, rest), item, f"{at}.{name}") for name, item in value.items()]
    return next(filter(None, faults), None)


def _fault_of_time(text: str, at: str) -> str | None:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return f"{at}: no time"
    return None if text.endswith("Z") else f"{at}: not in UTC with Z"

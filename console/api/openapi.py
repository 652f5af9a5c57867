"""The OpenAPI document, made from the operations and their shapes, so that it cannot say anything else."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import FunctionType
from typing import Any, cast

import msgspec

from console.api.operations import Operation
from console.api.shapes import Problem
from hotline.attachment import COPIES, Attachment, Cleaned
from hotline.recording import TYPES, UNKNOWN_TYPE, Recording

_REF = "#/components/schemas/{name}"
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 1}
_IN_PATH: dict[str, dict[str, Any]] = {
    "number": _NUMBER,
    "medium": _NUMBER,
    "kind": {"type": "string"},
    "day": {"type": "string", "format": "date"},
}
_BYTES: dict[type, dict[str, Any]] = {
    Recording: {mime: {} for mime in (*TYPES, UNKNOWN_TYPE)},
    Cleaned: {mime: {} for mime in COPIES},
    Attachment: {UNKNOWN_TYPE: {}},
}
"""Shapes that come as they are, not as JSON, and the types they come as."""


def document(operations: Sequence[Operation], title: str, server: str) -> dict[str, Any]:
    """OpenAPI 3.1."""
    shapes = _shapes(operations)
    refs, components = msgspec.json.schema_components(shapes, ref_template=_REF)
    schema_of = dict(zip(shapes, refs, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "servers": [{"url": server}],
        "security": [{"session": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def statuses(operation: Operation) -> dict[HTTPStatus, type | None]:
    """Every status that the operation can answer, the guard's too."""
    found: dict[HTTPStatus, type | None] = {HTTPStatus.UNPROCESSABLE_ENTITY: Problem}
    if operation.guarded:
        found[HTTPStatus.UNAUTHORIZED] = Problem
        if not operation.while_password_must_change:
            found[HTTPStatus.FORBIDDEN] = Problem
    if operation.body is not None:
        found[HTTPStatus.BAD_REQUEST] = Problem
        found[HTTPStatus.REQUEST_ENTITY_TOO_LARGE] = Problem
    return found | dict(operation.answers)


def _shapes(operations: Sequence[Operation]) -> list[type]:
    found: dict[type, None] = {}
    for operation in operations:
        shapes = statuses(operation).values()
        found |= dict.fromkeys(shape for shape in shapes if shape is not None and shape not in _BYTES)
        if operation.body is not None:
            found[operation.body] = None
    return list(found)


def _in_path(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _operation(operation: Operation, schema_of: dict[type, dict[str, Any]]) -> dict[str, Any]:
    act = cast("FunctionType", operation.act)
    described: dict[str, Any] = {
        "operationId": f"{act.__module__.rpartition('.')[2]}.{act.__name__}",
        "summary": (act.__doc__ or "").strip(),
        "parameters": [
            *(_in_path(name, schema) for name, schema in _IN_PATH.items() if f"{{{name}}}" in operation.path),
            *({"name": name, "in": "query", "schema": schema} for name, schema in operation.query.items()),
        ],
        "responses": {
            str(status.value): _response(status, shape, schema_of)
            for status, shape in sorted(statuses(operation).items())
        },
    }
    if operation.body is not None:
        content = {"application/json": {"schema": schema_of[operation.body]}}
        described["requestBody"] = {"required": True, "content": content}
    if not operation.guarded:
        described["security"] = []
    return described


def _response(
    status: HTTPStatus, shape: type | None, schema_of: dict[type, dict[str, Any]]
) -> dict[str, Any]:
    response: dict[str, Any] = {"description": status.phrase}
    if shape is not None and shape in _BYTES:
        response["content"] = _BYTES[shape]
    elif shape is not None:
        response["content"] = {"application/json": {"schema": schema_of[shape]}}
    return response

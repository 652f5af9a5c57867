"""A column among a list of values, in a statement that is worked out once.

PostgreSQL takes the list as one value; SQLite has no lists, so there the statement grows a mark for each.
"""

from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Among(FunctionElement[bool]):
    """`column` is one of the values given for a parameter when the statement is run.

    It has no type: SQLAlchemy would compare a boolean to 1 on SQLite, which then uses no index.
    """

    name = "among"
    inherit_cache = True


def among(column: ColumnElement[Any], name: str) -> Among:
    """Whether `column` is among the values given as `name`."""
    return Among(column, bindparam(name, expanding=True, type_=column.type))


@compiles(Among)
def _in_marks(element: Among, compiler: SQLCompiler, **how: object) -> str:
    column, values = element.clauses
    return compiler.process(column.in_(values), **how)


@compiles(Among, "postgresql")
def _any_of_list(element: Among, compiler: SQLCompiler, **how: object) -> str:
    from sqlalchemy.dialects.postgresql import ARRAY  # noqa: PLC0415 - 4 MB that nobody needs on SQLite

    column, values = element.clauses
    listed = bindparam(values.key, type_=ARRAY(column.type))
    return f"{compiler.process(column, **how)} = ANY ({compiler.process(listed, **how)})"

"""The base of all tables: names of constraints, ids, and column types that are the same on SQLite and PostgreSQL.

Every table has `organisation_id`, and every query names it.
"""

import secrets
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, Numeric, String
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """A new id of 32 hex digits: the time in microseconds, then chance; so ids sort by time within a process."""
    return id_of(time.time_ns() // 1000)


def id_of(microseconds: int) -> str:
    """An id that was made so long after 1970 began. What searches look through by time relies on that."""
    return f"{microseconds:016x}{secrets.token_hex(8)}"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC, in and out. A naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times have a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal, exact and with its scale: NUMERIC on PostgreSQL, text on SQLite, which would make it a float."""

    impl = Numeric()
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(40) if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return format(value, "f")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(value)


Id = Annotated[str, mapped_column(String(32))]
Key = Annotated[str, mapped_column(String(32), primary_key=True, default=new_id)]
Organisation = Annotated[str, mapped_column(String(32), ForeignKey("organisations.id"))]
Word = Annotated[str, mapped_column(String(64))]
Digest = Annotated[str, mapped_column(String(64))]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Amount = Annotated[Decimal, mapped_column(ExactDecimal)]


class Base(DeclarativeBase):
    """All tables of the house, in one metadata."""

    metadata = MetaData(naming_convention=NAMES)

"""All tables of the house: whoever needs the whole schema imports it from here."""

from models.tables import (
    audit,
    automation,
    decisions,
    documents,
    insight,
    lessons,
    mailboxes,
    notices,
    people,
    queue,
    readings,
    work,
)
from models.tables.base import Base

MODULES = (
    audit,
    automation,
    decisions,
    documents,
    insight,
    lessons,
    mailboxes,
    notices,
    people,
    queue,
    readings,
    work,
)
SCHEMA = Base.metadata

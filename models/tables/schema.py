"""All tables of the house: whoever needs the whole schema imports it from here."""

from models.tables import audit, automation, documents, lessons, mailboxes, notices, people, readings, work
from models.tables.base import Base

MODULES = (audit, automation, documents, lessons, mailboxes, notices, people, readings, work)
SCHEMA = Base.metadata

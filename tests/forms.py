"""The two forms of a house, each by settings alone.

`embedded` sets nothing: SQLite, a folder and a key under the data folder. `large` names a database and a bucket of its
own on a real PostgreSQL and a real SeaweedFS.
"""

import base64
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from flows.settings import PREFIX, Settings, read_settings
from storage.s3_store import S3Access

EMBEDDED, LARGE = "embedded", "large"
FORMS = (EMBEDDED, LARGE)
MASTER_KEY = base64.b64encode(bytes(range(32))).decode()


@dataclass(frozen=True, slots=True)
class Form:
    """What is set, as whoever runs the program sets it: environment variables, for a process started by hand too."""

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)

    def settings(self, **given: Any) -> Settings:
        """The settings of a program that runs in this form; `given` besides."""
        ours: dict[str, Any] = {name.removeprefix(PREFIX).lower(): value for name, value in self.variables.items()}
        return read_settings(**ours, **given)

    @property
    def database_url(self) -> str:
        return self.variables[f"{PREFIX}DATABASE_URL"]

    @contextmanager
    def copied(self, source: Path, target: Path) -> Iterator["Form"]:
        """The form of a copy of the house in the data folder `source`, in which nobody is; gone at the end."""
        if self.name == EMBEDDED:
            shutil.copytree(source, target)
            yield self
            return
        name = name_for(target)
        url = create_database(self.database_url, name, template=self.database_url.rpartition("/")[2])
        yield Form(self.name, {**self.variables, f"{PREFIX}DATABASE_URL": url})
        drop_database(self.database_url, name)


def large_form(postgres: str, s3: S3Access, name: str) -> Form:
    """A new database of this name on that server, and a bucket of this name, which is made when it is first used."""
    variables = {
        "DATABASE_URL": create_database(postgres, name),
        "OBJECTS_URL": f"s3://{name}",
        "S3_ENDPOINT": s3.endpoint,
        "S3_ACCESS_KEY": s3.access_key,
        "S3_SECRET_KEY": s3.secret_key,
        "S3_SECURE": str(s3.secure).lower(),
        "MASTER_KEY": MASTER_KEY,
    }
    return Form(LARGE, {PREFIX + name: value for name, value in variables.items()})


def create_database(server: str, name: str, template: str = "template1") -> str:
    """The address of a new database beside that of `server`."""
    _at_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server.rpartition('/')[0]}/{name}"


def drop_database(server: str, name: str) -> None:
    _at_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _at_server(server: str, statement: str) -> None:
    address = f"{server.rpartition('/')[0]}/postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def name_for(folder: Path) -> str:
    """A name for a database or bucket that no other test has: pytest numbers the folders."""
    return "-".join(folder.parts[-3:]).lower().replace("_", "-").strip("-")[-60:].strip("-")

"""Real processes over an empty house in a folder of its own, as the journeys have them, to be timed."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flows.bootstrap import open_house
from flows.settings import PREFIX
from storage.house import House
from tests.forms import MASTER_KEY, Form, create_database, large_form
from tests.journeys.premises import IN_ITSELF, Premises, make_prefect_home
from tests.servers import postgres_server, s3_server


@contextmanager
def open_large_workplace(*names: str) -> Iterator[Premises]:
    """The same on a PostgreSQL and a SeaweedFS of its own."""
    with ExitStack() as stack:
        postgres, s3 = stack.enter_context(postgres_server()), stack.enter_context(s3_server())
        yield stack.enter_context(open_workplace(*names, form=large_form(postgres, s3, "bench")))


@contextmanager
def open_workplace(*names: str, form: Form = IN_ITSELF) -> Iterator[Premises]:
    """Premises where the processes of these names work."""
    with tempfile.TemporaryDirectory(prefix="prejeto-bench-") as folder:
        home = make_prefect_home(Path(folder) / "first")
        with Premises(Path(folder) / "house", home, form) as premises:
            for name in names:
                premises.start(name)
            yield premises


@contextmanager
def open_house_of(form: Form = IN_ITSELF) -> Iterator[House]:
    """A house of this form in a folder of its own, without any process around it."""
    with tempfile.TemporaryDirectory(prefix="prejeto-bench-") as folder:
        house = open_house(form.settings(data_dir=Path(folder)))
        try:
            yield house
        finally:
            house.close()


@contextmanager
def open_large_house() -> Iterator[House]:
    """The same on a PostgreSQL of its own; originals and pages lie in the folder."""
    with postgres_server() as postgres:
        url = create_database(postgres, "bench")
        with open_house_of(
            Form("postgresql", {f"{PREFIX}DATABASE_URL": url, f"{PREFIX}MASTER_KEY": MASTER_KEY})
        ) as house:
            yield house

"""The one thread in which the mail process runs its Prefect flows. It begins with the first round that needs one."""

import asyncio
import threading

from flows.mail.places import LOOK_SECONDS, Place, Places
from flows.mail.problems import problem
from flows.mail.round import Round, visit
from flows.probes import answers

AT_ONCE = 2  # flows; they wait for Prefect and the database, and for no mail server


class Engine:
    """Runs rounds for the threads that watch mailboxes. Prefect is loaded when it is first needed."""

    def __init__(self, api: str) -> None:
        self._api = api
        self._flows = threading.BoundedSemaphore(AT_ONCE)
        self._large = Places()
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def begun(self) -> bool:
        return self._loop is not None

    def run(self, work: Round) -> None:
        """Do a round: in the caller's thread what the mail server does, as a flow what is written down.

        Its errors are the caller's, after what was done before them is written; MailboxError `prefect_away` when
        Prefect is.
        """
        if not answers(f"{self._api}/health"):
            raise problem("prefect_away", lost=False)
        with Place(self._large, work.mailbox.organisation_id) as place:
            failure = visit(work, place)
            if work.fetched or work.settled:
                self._write(work)
        if failure:
            raise failure

    def _write(self, work: Round) -> None:
        while not self._flows.acquire(timeout=LOOK_SECONDS):
            if not work.goes_on():
                return
        try:
            asyncio.run_coroutine_threadsafe(_run(work), self._running()).result()
        finally:
            self._flows.release()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="flows", daemon=True).start()
            return self._loop


async def _run(work: Round) -> None:
    from flows.mail.fetching import at_hand, fetch_mails  # noqa: PLC0415 - loads Prefect, whose environment is set
    from flows.retries import is_outage_of_prefect  # noqa: PLC0415 - likewise

    try:
        with at_hand(work):
            await fetch_mails(work.mailbox.id)
    except Exception as error:
        if is_outage_of_prefect(error):
            raise problem("prefect_away", lost=False) from error
        raise

"""Somebody who hands documents in at the web and does not give up: sent again until it was acknowledged."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from flows.ingesting import ACTOR
from flows.samples.writing import SampleDocument
from review_ui.visitors import COOKIE
from storage.access import Role, create_user, sign_in
from storage.jobs import queue_depth
from tests.journeys.premises import Premises

EMAIL, PASSWORD = "uploader@example.test", "a long enough secret"
AHEAD = 4  # documents that may wait, so that there is work from the first to the last kill
PAUSE_SECONDS = 0.2
ANSWER_SECONDS = 10.0


@dataclass(slots=True)
class Sender:
    """Documents acknowledged so far by their names, and how often one had to be sent again."""

    premises: Premises
    acknowledged: dict[str, SampleDocument] = field(default_factory=dict)
    again: int = 0

    def send_all(self, documents: Sequence[SampleDocument]) -> None:
        """One after the other, a few ahead of the workers."""
        cookies = {COOKIE: _token(self.premises)}
        for document in documents:
            while queue_depth(self.premises.house).ready >= AHEAD:
                time.sleep(PAUSE_SECONDS)
            while not self._send(document, cookies):
                self.again += 1
                time.sleep(PAUSE_SECONDS)

    def _send(self, document: SampleDocument, cookies: dict[str, str]) -> bool:
        """Whether it was acknowledged. What was received before the answer was lost counts too."""
        address = self.premises.settings.address
        headers = {"Accept": "application/json", "Origin": address}
        files = {"files": (document.name, document.content)}
        try:
            with httpx.Client(cookies=cookies, headers=headers, timeout=ANSWER_SECONDS, trust_env=False) as client:
                answer = client.post(f"{address}/documents", files=files)
        except httpx.TransportError:
            return False
        if answer.is_server_error:
            return False
        (result,) = answer.raise_for_status().json()["results"]
        assert result["outcome"] in {"received", "duplicate"}, result
        self.acknowledged[document.name] = document
        return True


def _token(premises: Premises) -> str:
    create_user(premises.house, premises.organisation, EMAIL, PASSWORD, Role.UPLOADER, actor=ACTOR)
    return sign_in(premises.house, EMAIL, PASSWORD)

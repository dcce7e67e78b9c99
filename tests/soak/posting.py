"""Somebody who sends mails to a mailbox whose server is killed now and then, and does not give up."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from imapclient import IMAPClient

from tests.mail_server import Mailbox
from tests.mail_shapes import Shape

AHEAD = 25  # mails that may lie in the mailbox, so that there is work from the first to the last kill
PAUSE_SECONDS = 0.3


@dataclass(slots=True)
class Poster:
    """Mails that are in the mailbox, or were; `again` counts those that were sent once more, not to lose one."""

    mailbox: Mailbox
    sent: list[Shape] = field(default_factory=list)
    again: int = 0

    def send_all(self, shapes: Sequence[Shape]) -> None:
        for shape in shapes:
            while not self._send(shape):
                self.again += 1
                time.sleep(PAUSE_SECONDS)
            self.sent.append(shape)

    def _send(self, shape: Shape) -> bool:
        """False when it is not known whether it arrived."""
        try:
            while (self.count("INBOX") or 0) >= AHEAD:
                time.sleep(PAUSE_SECONDS)
            self.mailbox.append(shape.content)
        except (OSError, IMAPClient.Error):
            return False
        return True

    def count(self, folder: str) -> int | None:
        """Mails in a folder; None while the server is away."""
        try:
            with self.mailbox.visit() as person:
                if not person.folder_exists(folder):
                    return 0
                return int(person.folder_status(folder, ["MESSAGES"])[b"MESSAGES"])
        except (OSError, IMAPClient.Error):
            return None

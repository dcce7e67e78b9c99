"""What whoever starts the web decides. Plain values: the reading of the environment happens above."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Limits of uploads, and how pages behave.

    `max_upload_bytes` is per file, `max_form_bytes` per form without files; `max_files` per request
    (a browser with JavaScript sends one file a request).
    `secure_cookies` is for TLS, also when a proxy ends it: the session cookie then never travels in the clear.
    `poll_milliseconds` is how often an open inbox asks while a document is being read.
    `mail_sender` is the address that mails are from; empty while whoever runs Prejeto named no server that takes them.
    """

    max_upload_bytes: int = 50 * MEBIBYTE
    max_form_bytes: int = 8 * MEBIBYTE
    max_files: int = 100
    secure_cookies: bool = False
    per_page: int = 50
    poll_milliseconds: int = 400
    mail_sender: str = ""

    @property
    def max_body_bytes(self) -> int:
        """The largest request: a few files of a form without JavaScript, and what encloses them."""
        return 4 * self.max_upload_bytes + MEBIBYTE

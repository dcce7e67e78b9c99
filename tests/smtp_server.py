"""A server that takes mails over SMTP, with TLS and passwords, and refuses what a test says. Real sockets, no queue."""

import asyncio
import base64
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.certificates import make_certificate

USER, PASSWORD = "prejeto@example.test", "secret of the post"


@dataclass
class Post:
    """What the server took. `refusals` are answers by the verb they are given to; `secured` says how each mail came."""

    context: ssl.SSLContext
    authority: Path
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    signed_in: list[bool] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    offers_tls: bool = True

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        secured, known = writer.get_extra_info("ssl_object") is not None, False
        await say(writer, "220 post.example.test")
        while line := await reader.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            verb = verb.upper()
            if verb in self.refusals:
                await say(writer, self.refusals[verb])
            elif verb == "EHLO":
                offered = ["250-post.example.test", "250-STARTTLS" if self.offers_tls else "", "250 AUTH PLAIN"]
                await say(writer, *filter(None, offered))
            elif verb == "STARTTLS":
                await say(writer, "220 Go on")
                await writer.start_tls(self.context)
                secured = True
            elif verb == "AUTH":
                known = base64.b64decode(rest.removeprefix("PLAIN ")) == f"\0{USER}\0{PASSWORD}".encode()
                await say(writer, "235 Welcome" if known else "535 Who are you?")
            elif verb == "RCPT":
                self.recipients.append(rest.removeprefix("TO:").strip("<>"))
                await say(writer, "250 Yes")
            elif verb == "DATA":
                await say(writer, "354 Go on")
                content = await reader.readuntil(b"\r\n.\r\n")
                self.mails.append(message_from_bytes(content[:-3].replace(b"\n..", b"\n."), policy=policy.default))
                self.secured.append(secured)
                self.signed_in.append(known)
                await say(writer, "250 Taken")
            elif verb == "QUIT":
                await say(writer, "221 Bye")
                break
            else:
                await say(writer, "250 Yes")
        writer.close()


async def say(writer: asyncio.StreamWriter, *lines: str) -> None:
    writer.write("".join(f"{line}\r\n" for line in lines).encode())
    await writer.drain()


@contextmanager
def smtp_server(folder: Path, *, tls: bool = False) -> Iterator[Post]:
    """The server on a free port of this machine; with `tls` from the first byte."""
    make_certificate(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    post = Post(context, folder / "certificate.pem")
    loop = asyncio.new_event_loop()
    served = loop.run_until_complete(asyncio.start_server(post.serve, "127.0.0.1", 0, ssl=context if tls else None))
    post.port = served.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield post
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        served.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

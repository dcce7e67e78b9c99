"""Somebody at a browser, through the TLS front: makes the first account, hands documents in, opens originals."""

import hashlib
import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from flows.samples.writing import make_sample
from tests.trials.engine import Fault, Project

EMAIL, ORGANISATION = "clerk@example.test", "Trial"
ROOT = "/var/lib/caddy/caddy/pki/authorities/local/root.crt"
OK, UNAVAILABLE = 200, 500
AGAIN_SECONDS = 0.5
PATIENCE_SECONDS = 120.0


@dataclass(slots=True)
class Clerk:
    """Documents that were acknowledged: name to digest and address; `again` counts what had to be sent again."""

    address: str
    password: str
    client: httpx.Client
    acknowledged: dict[str, tuple[str, str]] = field(default_factory=dict)
    again: int = 0

    def begin(self, link: str) -> None:
        """Make the first account by its one-time link."""
        form = {"organisation_name": ORGANISATION, "email": EMAIL}
        twice = {"password": self.password, "password_again": self.password}
        self._enter(self.client.post(urlsplit(link).path, data={**form, **twice}))

    def sign_in(self) -> None:
        self._enter(self.client.post("/sign-in", data={"email": EMAIL, "password": self.password, "next": "/"}))

    def _enter(self, answer: httpx.Response) -> None:
        cookie = answer.headers.get("set-cookie", "")
        if answer.status_code != httpx.codes.SEE_OTHER or "Secure" not in cookie:
            raise Fault(f"signing in gave {answer.status_code}, cookie {cookie.partition('=')[0] or 'none'}")

    def hand_in(self, number: int) -> None:
        """One generated document, sent until it is acknowledged."""
        name, content, _ = make_sample(7, number)
        late = time.monotonic() + PATIENCE_SECONDS
        while not self._sent(name, content):
            if time.monotonic() > late:
                raise Fault(f"{name} was not acknowledged in {PATIENCE_SECONDS:.0f} s")
            self.again += 1
            time.sleep(AGAIN_SECONDS)

    def _sent(self, name: str, content: bytes) -> bool:
        try:
            answer = self.client.post("/documents", files={"files": (name, content)})
        except httpx.TransportError:
            return False
        if answer.status_code >= UNAVAILABLE:
            return False
        (result,) = answer.raise_for_status().json()["results"]
        if result["outcome"] not in {"received", "duplicate"}:
            raise Fault(f"{name} was {result['outcome']}: {result['message']}")
        self.acknowledged[name] = hashlib.sha256(content).hexdigest(), result["address"]
        return True

    def find_changed(self) -> list[str]:
        """Originals that are not, byte for byte, what was handed in."""
        return [
            f"{name} is not what was handed in"
            for name, (digest, address) in self.acknowledged.items()
            if hashlib.sha256(self.client.get(f"{address}/original").content).hexdigest() != digest
        ]


def clerk_at(project: Project, port: int, password: str) -> Clerk:
    """At a browser that trusts the certificates of this project's Caddy, and no others."""
    trust = ssl.create_default_context(cadata=project.execute("caddy", "cat", ROOT))
    address = f"https://localhost:{port}"
    headers = {"Accept": "application/json", "Origin": address, "Sec-Fetch-Site": "same-origin"}
    client = httpx.Client(base_url=address, headers=headers, verify=trust, timeout=30, trust_env=False)
    return Clerk(address, password, client)

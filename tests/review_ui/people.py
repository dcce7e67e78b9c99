"""People at the web application, as a browser would be: cookies kept, redirects not followed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from httpx2 import Response
from starlette.testclient import TestClient

SMALL = 20_000  # bytes an upload may have in tests


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody at a browser. `name` is what stands before `@example.test`."""

    client: TestClient
    name: str

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Response:
        return self.client.get(address, headers=headers)

    def post(self, address: str, headers: Mapping[str, str] | None = None, **form: str) -> Response:
        return self.client.post(address, data=form, headers=headers)

    def send(self, address: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Response:
        return self.client.post(address, data=form, headers=headers)

    def upload(self, *files: tuple[str, bytes], accept: str = "application/json") -> Response:
        named = [("files", file) for file in files]
        return self.client.post("/documents", files=named, headers={"Accept": accept})

    def form_of(self, document_id: str) -> dict[str, str]:
        """The review form as the browser would send it: every input with its value."""
        html = self.get(f"/documents/{document_id}").text
        inputs = re.findall(r'<input[^>]* name="([^"]+)"[^>]*? value="([^"]*)"', html)
        typed = re.findall(r'<input[^>]*? name="([^"]+)" type="text" value="([^"]*)"', html)
        return {name: value for name, value in [*inputs, *typed] if name not in {"back", "reason"}}

    def edit(self, document_id: str, headers: Mapping[str, str] | None = None, **changes: str) -> Response:
        """Send the form with some values changed; `total_gross` stands for `fields.total_gross`."""
        form = {**self.form_of(document_id), **{f"fields.{key}": value for key, value in changes.items()}}
        return self.client.post(f"/documents/{document_id}/fields", data=form, headers=headers)

    def approve(self, document_id: str) -> Response:
        return self.client.post(f"/documents/{document_id}/approve", data=self.form_of(document_id))

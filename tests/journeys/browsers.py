"""A real browser at a real server, both on this machine."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from axe_playwright_python.base import AxeResults  # type: ignore[import-untyped]
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 20.0  # seconds until the server answers


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """Serve the application on a free port of this machine; its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port_of(server)}"
    finally:
        app.state.hub.stop()
        server.should_exit = True
        thread.join()


def port_of(server: uvicorn.Server) -> int:
    end = time.monotonic() + PATIENCE
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a browser: the page, and the address of the server."""

    page: Page
    address: str

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_selector("html.script", state="attached")

    def sign_in(self, email: str, password: str) -> None:
        self.open("/sign-in")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(self.address + "/")
        self.page.wait_for_selector("html.script", state="attached")

    def barriers(self) -> str:
        """What keeps people with disabilities out of this page, by axe's rules of WCAG 2.2 AA; empty when nothing."""
        results = look_for_barriers(self.page)
        return str(results.generate_report()) if results.violations_count else ""


def count_violations(page: Page) -> int:
    """How many of axe's rules a page breaks."""
    return int(look_for_barriers(page).violations_count)


def look_for_barriers(page: Page) -> AxeResults:
    return Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}})

"""The web application: one function puts it together from a house and settings.

It records what people decide; workers react. Whoever starts it opens the house and closes it again.
"""

from fastapi import FastAPI

from review_ui import health
from review_ui.assets import ASSETS, assets_path
from review_ui.automation import routes as automation
from review_ui.beside import routes as beside
from review_ui.body_limit import BodyLimit
from review_ui.bookings import routes as bookings
from review_ui.browser_guard import BrowserGuard
from review_ui.by_field import cutting
from review_ui.by_field import routes as by_field
from review_ui.dashboard import routes as dashboard
from review_ui.documents import routes as documents
from review_ui.errors import add_error_pages
from review_ui.inbox import bulk, upload, views
from review_ui.inbox import routes as inbox
from review_ui.issuers import routes as issuers
from review_ui.joining import routes as joining
from review_ui.languages import routes as languages
from review_ui.languages.asked import Languages
from review_ui.live import routes as live
from review_ui.live.hub import Hub
from review_ui.mailboxes import editing as mailbox_editing
from review_ui.mailboxes import outgoing
from review_ui.mailboxes import routes as mailboxes
from review_ui.me import routes as me
from review_ui.notices import routes as notices
from review_ui.people import invited
from review_ui.people import routes as people
from review_ui.review import (
    assigning,
    attaching,
    checking,
    decisions,
    dividing,
    holding,
    rejecting,
    talking,
    turning,
)
from review_ui.review import routes as review
from review_ui.rules import labels as rules_labels
from review_ui.rules import routes as rules
from review_ui.settings import WebSettings
from review_ui.sign_in import routes as sign_in
from storage.house import House

PARTS = (
    *(health, sign_in, languages, inbox, bulk, views, upload, live),
    *(documents, checking, decisions, holding, review, bookings),
    *(mailbox_editing, outgoing, mailboxes, beside),
    *(dashboard, issuers, automation),
    *(rejecting, talking, attaching, assigning, dividing, joining, turning, rules, rules_labels),
    *(me, notices, people, invited, by_field, cutting),
)


def create_app(house: House, settings: WebSettings | None = None) -> FastAPI:
    """The application over `house`. No schema and no documentation pages are served: this is a screen, not an API."""
    settings = settings or WebSettings()
    app = FastAPI(title="Prejeto", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.house = house
    app.state.settings = settings
    app.state.hub = Hub(house)
    app.mount(assets_path(), ASSETS, name="assets")
    for part in PARTS:
        app.include_router(part.router)
    add_error_pages(app)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes, max_form_bytes=settings.max_form_bytes)
    app.add_middleware(BrowserGuard)
    app.add_middleware(Languages)
    return app

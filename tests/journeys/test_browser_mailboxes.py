"""Setting up a mailbox in a real browser: with the keyboard alone, without scripts, and with nobody kept out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from review_ui.app import create_app
from storage.mailbox_trials import take_trial
from storage.mailboxes import list_mailboxes, load_settings
from tests.journeys.browsers import Visit, serve
from tests.journeys.mailroom import FAILED, WELL, answering, furnish, leave_alone
from tests.review_ui.houses import PASSWORD, Seeded
from tests.review_ui.mailboxes import SECRET, add

LOOKS = [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]
SIZES = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.fixture
def visit(seeded: Seeded, window: Page) -> Iterator[Visit]:
    """An administrator at the seeded house."""
    with serve(create_app(seeded.house)) as address:
        visit = Visit(window, address)
        visit.sign_in("administrator@example.test", PASSWORD)
        yield visit


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def reach(page: Page, name: str) -> None:
    """Go on with Tab until what bears a name that begins so has the focus."""
    for _ in range(40):
        press(page, "Tab")
        focused = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if focused.startswith(name):
            return
    raise LookupError(name)


def enter(page: Page, **values: str) -> None:
    """Type into the inputs of these labels, in their order, with the keyboard alone."""
    for label, value in values.items():
        reach(page, label.replace("_", " "))
        page.keyboard.type(value)


def test_a_mailbox_is_tried_and_added_with_the_keyboard_alone(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    reach(page, "Mailboxes")
    press(page, "Enter")
    page.wait_for_url("**/mailboxes")
    reach(page, "Add a mailbox")
    press(page, "Enter")
    page.wait_for_selector("html.script [name=host]")
    enter(page, Name="Invoices")
    reach(page, "Mail server (IMAP)")
    page.keyboard.type("imap.example.com")
    enter(page, User_name="ap@example.com", Password=SECRET)
    with answering(seeded.house, FAILED):
        reach(page, "Test connection")
        press(page, "Enter")
        expect(page.get_by_text("It does not work yet.")).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_have_value(SECRET)
    with answering(seeded.house, WELL):
        press(page, "Enter")
        expect(page.get_by_text("It works.")).to_be_visible()
    press(page, "Shift+Tab", "Enter")
    expect(page.get_by_text("The mailbox was added.")).to_be_visible()
    (row,) = list_mailboxes(seeded.house, seeded.organisation_id)
    assert load_settings(seeded.house, seeded.organisation_id, row.id).password == SECRET


def test_a_typed_secret_outlives_a_mistake_elsewhere(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open("/mailboxes/new")
    for label, value in {"Name": "Invoices", "Mail server (IMAP)": "no server", "User name": "ap"}.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Password", exact=True).fill(SECRET)
    page.get_by_role("button", name="Add the mailbox").click()
    expect(page.get_by_text("Name the mail server")).to_be_visible()
    expect(page.get_by_label("Mail server (IMAP)")).to_be_focused()
    expect(page.get_by_label("Password", exact=True)).to_have_value(SECRET)
    page.get_by_label("Mail server (IMAP)").fill("imap.example.com")
    page.get_by_role("button", name="Add the mailbox").click()
    expect(page.get_by_text("The mailbox was added.")).to_be_visible()
    assert len(list_mailboxes(seeded.house, seeded.organisation_id)) == 1


def test_only_what_belongs_to_a_choice_is_shown_and_the_port_follows(visit: Visit) -> None:
    page = visit.page
    visit.open("/mailboxes/new")
    expect(page.get_by_label("Client's id")).to_be_hidden()
    page.get_by_label("With a token").check()
    expect(page.get_by_label("Client's id")).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_be_hidden()
    expect(page.get_by_label("Folder to move to")).to_be_hidden()
    page.get_by_label("Move it to a folder").check()
    expect(page.get_by_label("Folder to move to")).to_be_visible()
    page.get_by_label("Security").select_option("starttls")
    expect(page.get_by_label("Port")).to_have_attribute("placeholder", "143")


def test_the_list_follows_what_the_mail_process_writes(seeded: Seeded, visit: Visit) -> None:
    furnish(seeded)
    visit.open("/mailboxes")
    expect(visit.page.get_by_text("Problem", exact=True)).to_be_visible()
    leave_alone(seeded)
    expect(visit.page.get_by_text("Nobody watches").first).to_be_visible(timeout=15_000)


def test_a_mailbox_is_removed_after_a_question(seeded: Seeded, visit: Visit) -> None:
    visit.open(f"/mailboxes/{add(seeded).id}")
    visit.page.get_by_text("Remove…").click()
    visit.page.get_by_role("button", name="Remove the mailbox").click()
    expect(visit.page.get_by_text("The mailbox was removed.")).to_be_visible()


def test_without_scripts_the_result_stands_in_a_tab_of_its_own(seeded: Seeded, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serve(create_app(seeded.house)) as address:
        page.goto(f"{address}/mailboxes/new")
        page.get_by_label("E-mail").fill("administrator@example.test")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        for label, value in {"Name": "Invoices", "Mail server (IMAP)": "imap.example.com", "User name": "ap"}.items():
            page.get_by_label(label, exact=True).fill(value)
        page.get_by_label("Password", exact=True).fill(SECRET)
        with context.expect_page() as opened:
            page.get_by_role("button", name="Test connection").click()
        result = opened.value
        expect(result.get_by_text("Asking the mail process")).to_be_visible()
        with answering(seeded.house, WELL):
            expect(result.get_by_role("link", name="Look again")).to_be_visible()
            while "It works." not in result.content():
                result.reload()
        expect(page.get_by_label("Password", exact=True)).to_have_value(SECRET)
        page.get_by_role("button", name="Add the mailbox").click()
        expect(page.get_by_text("The mailbox was added.")).to_be_visible()
    context.close()


class TestEverybody:
    """Every page by the rules of WCAG 2.2 AA, light and dark, on a desk and on a phone."""

    @pytest.fixture(params=LOOKS, ids="-".join)
    def window(self, request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
        size, scheme = request.param
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        yield context.new_page()
        context.close()

    def test_no_page_of_mailboxes_keeps_anybody_out(self, seeded: Seeded, visit: Visit) -> None:
        barriers = {"empty": look(visit, "/mailboxes")}
        for name, address in furnish(seeded).items():
            barriers[name] = look(visit, address)
        leave_alone(seeded)
        barriers["unwatched"] = look(visit, "/mailboxes")
        assert not {name: report for name, report in barriers.items() if report}

    def test_no_form_with_mistakes_or_trials_keeps_anybody_out(self, seeded: Seeded, visit: Visit) -> None:
        barriers = {}
        visit.open(f"/mailboxes/{add(seeded).id}/change")
        visit.page.get_by_label("With a token").check()
        visit.page.get_by_role("button", name="Test connection").click()
        visit.page.wait_for_selector("#client_id-error")
        barriers["mistake"] = check(visit)
        visit.page.get_by_label("With a password").check()
        visit.page.get_by_role("button", name="Test connection").click()
        visit.page.wait_for_selector(".trial-waiting")
        barriers["waiting"] = check(visit)
        for steps, name in ((FAILED, "failed"), (WELL, "well")):
            with answering(seeded.house, steps):
                visit.page.get_by_role("button", name="Test connection").click()
                visit.page.wait_for_selector(f".trial-{name}")
            barriers[name] = check(visit)
        assert not {name: report for name, report in barriers.items() if report}


def look(visit: Visit, address: str) -> str:
    visit.open(address)
    return check(visit)


def check(visit: Visit) -> str:
    """What keeps people out of this page, and whether it is wider than the window; empty when nothing."""
    fits = visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return visit.barriers() or ("" if fits else "wider than the window")


def test_a_trial_is_not_taken_for_done_while_nobody_took_it(seeded: Seeded, visit: Visit) -> None:
    visit.open(f"/mailboxes/{add(seeded).id}/change")
    visit.page.get_by_role("button", name="Test connection").click()
    expect(visit.page.get_by_text("The mail process does not run")).to_be_visible(timeout=15_000)
    assert take_trial(seeded.house) is not None
    expect(visit.page.get_by_text("Connecting…")).to_be_visible()

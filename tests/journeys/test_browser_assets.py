"""What is served small says the same to a real browser."""

from playwright.sync_api import Page

from review_ui.assets import STATIC, all_assets

RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map(({ cssText }) => cssText.replaceAll(", ", ",").replace(/\\b0[.]/g, "."));
}"""


def test_every_rule_of_every_sheet_is_served(window: Page) -> None:
    sheets = sorted(STATIC.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        served = all_assets()[sheet.relative_to(STATIC).as_posix()].plain.decode()
        assert window.evaluate(RULES, served) == window.evaluate(RULES, sheet.read_text(encoding="utf-8"))

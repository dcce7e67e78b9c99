"""What is served small has every rule, to a real browser."""

from playwright.sync_api import Page

from review_ui.assets import STATIC, all_assets

RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const name = rule => rule.selectorText ?? rule.conditionText ?? rule.type;
  const told = rule => [name(rule), rule.style?.length, [...rule.cssRules ?? []].map(told)];
  return [...sheet.cssRules].map(told);
}"""


def test_every_rule_of_every_sheet_is_served(window: Page) -> None:
    sheets = sorted(STATIC.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        served = all_assets()[sheet.relative_to(STATIC).as_posix()].plain.decode()
        assert window.evaluate(RULES, served) == window.evaluate(RULES, sheet.read_text(encoding="utf-8"))

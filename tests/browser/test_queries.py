"""Named queries in a browser: their list, a form, an answer in pages, and what programs are told."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Browse
from tests.browser.visit import Visit

CSR = "rgid:role/customer-service-representative"
PAGES = (
    "/queries",
    "/queries?lang=ru",
    "/queries/tools-by-category",
    "/queries/role-profile?per_page=5&page=2",
    "/queries/skill-gap?lang=fi",
    "/queries/candidates?kind=tool",
    "/queries/roles-of-skill?skill=rgid:skill/nothing",
    "/api",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible(at: Visit, path: str) -> None:
    answer = at.go(path)

    assert 200 == answer.status
    at.accessible()


def test_what_is_wrong_is_told_beside_the_form(at: Visit) -> None:
    answer = at.go("/queries/skills-of-role?role=nobody+at+all")
    at.forgive("status of 400")

    assert 400 == answer.status
    assert "nobody at all" in at.page.get_by_role("alert").inner_text()
    assert "nobody at all" == at.page.get_by_label("Role", exact=True).input_value()
    at.accessible()


def test_a_form_is_filled_in_and_sent_by_keyboard_alone(at: Visit) -> None:
    at.go("/queries/skills-of-role?lang=fi")
    at.page.get_by_label("Työrooli", exact=True).focus()
    at.page.keyboard.press("Control+a")
    at.page.keyboard.type("customer service representative")
    at.page.keyboard.press("Enter")
    at.page.wait_for_url("**role=customer**")

    assert "empatia" in at.page.locator("table").inner_text()
    at.accessible()


def test_every_details_of_the_description_opens(at: Visit) -> None:
    at.go("/api")
    for one in at.page.locator("summary").all()[:6]:
        one.click()
    at.accessible()


def test_pages_of_rows_lead_on_without_scripts(browse: Browse) -> None:
    visit = browse(java_script_enabled=False)
    visit.go(f"/queries/role-profile?role={CSR}&per_page=5")
    first = visit.page.locator("tbody").inner_text()
    visit.page.locator("a[rel=next]").click()
    visit.page.wait_for_url("**page=2**")

    assert first != visit.page.locator("tbody").inner_text()
    assert visit.page.locator("a[rel=prev]").count() == 1


def test_labels_are_suggested_while_somebody_types(at: Visit) -> None:
    at.go("/queries/skills-of-role")
    field = at.page.get_by_label("Role", exact=True)
    field.fill("")
    field.press_sequentially("asiakaspalv")
    at.page.locator("datalist option").first.wait_for(state="attached")
    suggested = at.page.locator("datalist option").evaluate_all("options => options.map(one => one.value)")
    field.fill(suggested[0])
    field.press("Enter")
    at.page.wait_for_url("**role=**")

    assert at.page.locator("table").count() == 1

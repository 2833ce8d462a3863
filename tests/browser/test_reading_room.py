"""From a file to checked findings, as a person does it: by keyboard, by mouse, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tequio.apps.library.models import Document
from tequio.apps.library.operations import take_in
from tequio.apps.register.models import Commitment, SessionProposal
from tequio.apps.register.operations import accept

State = Commitment.State


def state_of(card):
    return Commitment.objects.get(pk=int(card.get_attribute("data-finding"))).state


def current(page):
    return page.locator(".finding.is-current")


def open_room(visit, document, **more):
    return visit(f"/documents/{document.pk}/", **more)


def select_words(page, words):
    """Select words of the text as a mouse would leave them."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                const selection = window.getSelection();
                selection.removeAllRanges();
                selection.addRange(range);
                return;
            }
            throw new Error("not in the text: " + words);
        }""",
        words,
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_file_is_uploaded_and_checked_with_the_keyboard(visit, statement_file, language):
    page = visit("/", language=language)
    assert page.locator("html").get_attribute("lang") == language
    page.set_input_files("input[type=file]", statement_file(language))
    page.locator(".intake a").click()
    cards = page.locator("#findings-list .finding")
    expect(cards.first).to_have_class("finding is-current")
    found = cards.count()
    assert found >= 3

    page.keyboard.press("a")
    expect(cards.nth(0)).to_have_attribute("data-state", "accepted")
    expect(current(page)).to_have_id(cards.nth(1).get_attribute("id"))
    page.keyboard.press("x")
    expect(cards.nth(1)).to_have_attribute("data-state", "rejected")
    page.keyboard.press("e")
    page.locator("[data-form=correct] [name=recurrence]").fill("annual")
    # A key that is a shortcut is a letter while one writes.
    page.locator("[data-form=correct] [name=why]").press_sequentially("a ja x")
    page.locator("[data-form=correct] [name=why]").press("Enter")
    expect(cards.nth(2)).to_have_attribute("data-state", "corrected")

    assert [state_of(cards.nth(n)) for n in range(3)] == [State.ACCEPTED, State.REJECTED, State.CORRECTED]
    corrected = Commitment.objects.get(state=State.CORRECTED)
    assert (corrected.recurrence, corrected.decisions.get().why) == ("annual", "a ja x")
    assert "3 " in page.locator("#progress").inner_text()
    assert page.locator("#progress progress").get_attribute("value") == "3"
    assert page.problems == []


def test_undo_takes_back_the_last_decision_and_its_finding_is_current_again(visit, document):
    page = open_room(visit, document)
    cards = page.locator("#findings-list .finding")
    page.keyboard.press("a")
    expect(cards.nth(0)).to_have_attribute("data-state", "accepted")
    mark = page.locator(f"#{cards.nth(0).get_attribute('data-passage')}")
    expect(mark).to_have_class("passage passage--done")
    page.keyboard.press("u")
    expect(cards.nth(0)).to_have_attribute("data-state", "proposed")
    expect(current(page)).to_have_id(cards.nth(0).get_attribute("id"))
    expect(mark).to_have_class("passage")
    assert state_of(cards.nth(0)) == State.PROPOSED
    page.keyboard.press("u")
    expect(page.locator("#toast .notice")).to_be_visible()
    assert [problem for problem in page.problems if "409" not in problem] == []


def test_j_and_k_walk_through_the_findings_and_their_places(visit, document):
    page = open_room(visit, document)
    cards = page.locator("#findings-list .finding")
    for key, at in (("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(current(page)).to_have_id(cards.nth(at).get_attribute("id"))
        finding = cards.nth(at).get_attribute("data-finding")
        expect(page.locator(f"#action-{finding}")).to_be_in_viewport()
    expect(page.locator(".ref.is-current")).to_have_count(1)


def test_a_click_on_a_passage_shows_its_finding(visit, document):
    page = open_room(visit, document)
    last = page.locator("#findings-list .finding").last
    page.locator("mark.passage").last.click()
    expect(current(page)).to_have_id(last.get_attribute("id"))
    expect(last).to_be_in_viewport()


def test_the_address_of_one_finding_opens_at_it(visit, document):
    finding = Commitment.objects.order_by("passage__start").last()
    page = open_room(visit, document)
    page.goto(f"/documents/{document.pk}/#finding-{finding.pk}")
    page.reload()
    expect(current(page)).to_have_id(f"finding-{finding.pk}")


def test_selected_words_become_a_commitment_with_their_exact_place(visit, document):
    page = open_room(visit, document)
    words = "Both countries recognised the importance of the work of civil society."
    select_words(page, words)
    page.locator("#pick").click()
    form = page.locator("[data-form=add]")
    expect(form.locator("[name=quote]")).to_have_value(words)
    form.locator("[name=kind]").select_option("agreement")
    form.locator("button").click()
    expect(page.locator("#messages .notice")).to_be_visible()
    added = Commitment.objects.get(origin=Commitment.Origin.PERSON)
    assert (added.passage.exact, added.kind, added.state) == (words, "agreement", State.ACCEPTED)
    content = added.version.content
    assert content[added.passage.start : added.passage.end] == words
    assert page.locator(f"#passage-{added.passage_id}").count() == 1


def test_the_quote_of_a_finding_changes_to_selected_words(visit, document):
    page = open_room(visit, document)
    page.keyboard.press("e")
    expect(page.locator("[data-form=correct]")).to_be_visible()
    select_words(page, "good practices")
    page.locator("#pick").click()
    page.locator("[data-form=correct] .button--primary").click()
    first = Commitment.objects.order_by("pk").first()
    expect(page.locator(f"#finding-{first.pk}")).to_have_attribute("data-state", "corrected")
    first.refresh_from_db()
    assert first.passage.exact == "good practices"
    # The text is marked anew.
    expect(page.locator(f"#passage-{first.passage_id}")).to_have_count(1)


def test_offsets_hold_across_line_ends_mark_up_and_characters_outside_the_plane(visit, coordinator, tmp_path):
    path = tmp_path / "odd.md"
    lines = (
        "# Title 🌎",
        "",
        "The 𝔭arties **agreed to",
        "meet** in coop-",
        "eration with 🤝 others. Last words.",
    )
    path.write_bytes("\r\n".join(lines).encode())
    with path.open("rb") as file:
        version = take_in(file, path.name, by=coordinator).version
    page = visit(f"/documents/{version.document_id}/")
    select_words(page, "Last words")
    page.locator("#pick").click()
    page.locator("[data-form=add] button").click()
    expect(page.locator("#messages .notice")).to_be_visible()
    assert Commitment.objects.get(origin="person").passage.exact == "Last words"


def test_all_above_a_confidence_are_accepted_and_undone_in_one_action(visit, document):
    page = open_room(visit, document)
    page.locator(".room-head .menu summary").first.click()
    page.locator(".menu__box input[type=radio]").last.check()
    page.locator("form.menu__box .button--primary").click()
    expect(page.locator("#messages .notice")).to_be_visible()
    assert Commitment.objects.filter(state=State.ACCEPTED).exists()
    page.keyboard.press("u")
    expect(page.locator(".finding[data-state=accepted]")).to_have_count(0)
    assert not Commitment.objects.filter(state=State.ACCEPTED).exists()


def test_the_session_is_confirmed_from_the_first_card(visit, document):
    page = open_room(visit, document)
    page.locator(".session-card summary").click()
    page.locator(".session-card [name=place]").fill("London")
    page.locator(".session-card .button--primary").click()
    expect(page.locator("#session-card.finding--done")).to_be_visible()
    proposal = SessionProposal.objects.get()
    assert (proposal.state, proposal.session.place) == ("confirmed", "London")
    assert set(Commitment.objects.values_list("session", flat=True)) == {proposal.session_id}


def test_another_person_deciding_meanwhile_is_told(visit, document, coordinator):
    page = open_room(visit, document)
    first = Commitment.objects.order_by("passage__start").first()
    accept(first, coordinator)
    page.keyboard.press("x")
    expect(page.locator(f"#finding-{first.pk} [role=alert]")).to_be_visible()
    first.refresh_from_db()
    assert first.state == State.ACCEPTED


def test_everything_works_without_scripts(visit, statement_file):
    page = visit("/documents/", scripts=False)
    page.set_input_files("input[type=file]", statement_file("en"))
    page.locator(".drop .button--primary").click()
    page.locator(".intake a").click()
    card = page.locator("#findings-list .finding").first
    card.locator("[data-key=a]").click()
    first = Commitment.objects.order_by("passage__start").first()
    assert first.state == State.ACCEPTED
    second = page.locator("#findings-list .finding").nth(1)
    second.locator("[data-key=e]").click()
    page.locator("[data-form=correct] [name=recurrence]").fill("annual")
    page.locator("[data-form=correct] .button--primary").click()
    assert Commitment.objects.filter(state=State.CORRECTED, recurrence="annual").count() == 1
    page.locator(".added summary").click()
    page.locator("[data-form=add] [name=quote]").fill("Both countries recognised the importance")
    page.locator("[data-form=add] button").click()
    assert Commitment.objects.get(origin="person").passage.exact == "Both countries recognised the importance"
    page.locator(".language button[lang=es]").click()
    assert page.locator("html").get_attribute("lang") == "es"
    assert f"/documents/{Document.objects.get().pk}/" in page.url


def test_several_files_are_sent_each_with_its_outcome(visit, statement_file, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    page = visit("/documents/")
    page.set_input_files("input[type=file]", [statement_file("en"), empty, statement_file("es")])
    expect(page.locator(".intake")).to_have_count(3)
    expect(page.locator(".intake--kept")).to_have_count(2)
    assert "empty.txt" in page.locator(".intake--refused").inner_text()
    expect(page.locator("#documents-list tbody tr")).to_have_count(2)


def test_filters_follow_decisions_and_what_was_said_before_goes_away(visit, document):
    page = open_room(visit, document)
    page.locator("#findings-filters .chip").first.click()
    expect(page).to_have_url(re.compile(r"\?state=proposed"))
    waiting = page.locator("#findings-filters .chip[aria-current] .count")
    before = int(waiting.inner_text())
    page.locator(".room-head .menu summary").first.click()
    page.locator(".menu__box input[type=radio]").first.check()
    page.locator("form.menu__box .button--primary").click()
    expect(page.locator("#messages .notice")).to_be_visible()
    left = int(waiting.inner_text()) if waiting.count() else 0
    assert left < before
    page.keyboard.press("u")
    expect(waiting).to_have_text(str(before))
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(waiting).to_have_text(str(before - 1))
    expect(page.locator("#messages .notice")).to_have_count(0)


def test_a_narrow_page_begins_at_its_title(visit, document):
    page = visit(f"/documents/{document.pk}/", size={"width": 360, "height": 740})
    expect(page.locator(".finding.is-current")).to_have_count(1)
    assert page.evaluate("window.scrollY") == 0
    addressed = Commitment.objects.order_by("passage__start").last()
    page.goto("/documents/")
    page.goto(f"/documents/{document.pk}/#finding-{addressed.pk}")
    expect(page.locator(f"#finding-{addressed.pk}")).to_be_in_viewport()


def test_the_file_field_is_a_button_in_the_language_of_the_page(visit, coordinator):
    page = visit("/documents/", language="es")
    field = page.get_by_label("Elegir archivos")
    expect(field).to_have_attribute("type", "file")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Elegir archivos").click()
    assert chooser.value.is_multiple()
    field.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = page.locator(".drop__choose").evaluate("label => getComputedStyle(label).outlineStyle")
    assert outline == "solid"


def test_what_is_added_without_a_name_asks_who_owes_it(visit, document):
    page = open_room(visit, document)
    page.locator(".added summary").click()
    page.locator("[data-form=add] [name=quote]").fill("Both countries recognised the importance")
    page.locator("[data-form=add] button").click()
    field = page.locator("[data-form=correct] [name=actors]")
    expect(field).to_be_focused()
    field.fill("Mexico")
    page.locator("[data-form=correct] .button--primary").click()
    made = Commitment.objects.get(origin="person")
    expect(page.locator(f"#finding-{made.pk}[data-state=corrected]")).to_have_count(1)
    assert [actor.code for actor in made.actors.all()] == ["MX"]

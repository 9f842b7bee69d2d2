"""What a person reads: the words of every door, on a page of a notebook, in a console, in a letter."""

import json
import re
from typing import Any, Literal

import bareme
import pytest
from conftest import DATE, Cli

FORMATS: tuple[Literal["md", "html", "txt"], ...] = ("md", "html", "txt")


def words(page: str) -> str:
    """A page of HTML as words."""
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def test_what_can_be_asked_for_comes_first_and_refusals_are_folded_with_their_count(engine: bareme.Engine) -> None:
    answer = engine.evaluate({"statut": "agent_public", "age": 30}, date=DATE)
    asked = (bareme.Nature.AIDE, bareme.Nature.DECISION)
    shown = [decision for decision in answer.values() if decision.nature in asked]
    refused = [decision for decision in shown if decision.verdict == "non_eligible"]
    assert len(refused) > 1
    page = answer._repr_html_()
    # Folded: what is not opened hides no title that comes before it.
    folds = re.findall(r"<details><summary>([^<]*)</summary>", page)
    assert any(str(len(refused)) in fold for fold in folds), folds
    first, _, folded = page.partition("<details>")
    for decision in refused:
        assert f'data-dispositif="{decision.id}"' not in first
    assert "<details open>" not in folded


@pytest.mark.parametrize("explained", [False, True])
def test_the_page_of_a_notebook_has_the_sentences_of_the_console(
    engine: bareme.Engine, student: dict[str, Any], explained: bool
) -> None:
    decide = engine.explain if explained else engine.evaluate
    answer = decide(student, date=DATE)
    text = str(answer)
    assert max(map(len, text.splitlines())) <= 100
    assert "\x1b" not in text
    page = words(answer._repr_html_())
    title = engine.evaluate(student, date=DATE)["bourse_regionale"].titre
    assert title in " ".join(text.split()) and title in page
    assert "5\u202f212,00" in text and "5\u202f212,00" in page


def test_the_text_of_an_answer_is_that_of_the_command_line(engine: bareme.Engine, student: dict[str, Any], cli: Cli) -> None:
    text = json.dumps(student)
    for command, decide in (("evaluate", engine.evaluate), ("explain", engine.explain)):
        code, page = cli(command, "--date", DATE, "-", text=text)
        # What to type next is of the command line alone.
        lines = [line for line in page.splitlines() if "`bareme explain`" not in line and "`--tout`" not in line]
        assert code == 0 and str(decide(student, date=DATE)).splitlines() == lines


def test_a_letter_tells_the_reasons_whatever_the_answer_has(engine: bareme.Engine, student: dict[str, Any], cli: Cli) -> None:
    text = json.dumps(student)
    for format in FORMATS:
        options = ("--date", DATE, "--dispositif", "bourse_regionale", "--format", format)
        code, expected = cli("lettre", *options, "-", text=text)
        assert code == 0
        for decide in (engine.evaluate, engine.explain):
            letter = decide(student, date=DATE).letter("bourse_regionale", format=format)
            assert letter.rstrip("\n") == expected
    with pytest.raises(ValueError, match="`format` vaut"):
        engine.evaluate(student, date=DATE).letter("bourse_regionale", format="pdf")  # type: ignore[arg-type]


def test_a_letter_about_what_was_not_decided_is_refused(engine: bareme.Engine) -> None:
    answer = engine.evaluate({"age": 20}, date=DATE, dispositifs="bourse_regionale")
    for id, suggestion in (("bourse_regional", "bourse_regionale"), ("aref", None)):
        with pytest.raises(bareme.BaremeError) as refused:
            answer.letter(id)
        (finding,) = refused.value.findings
        assert (finding.code, finding.suggestion) == ("dispositif_inconnu", suggestion)
        assert f"`{id}`" in finding.message and finding.help is not None and id in finding.help


def test_a_decision_alone_is_told_with_its_reasons(engine: bareme.Engine, student: dict[str, Any]) -> None:
    decision = engine.explain(student, date=DATE)["bourse_regionale"]
    for condition in decision.conditions:
        assert condition.titre in " ".join(str(decision).split()) and condition.titre in words(decision._repr_html_())
        assert f"{condition.id}: {condition.etat}" in repr(decision)
    assert "bourse_regionale: eligible" in repr(decision)

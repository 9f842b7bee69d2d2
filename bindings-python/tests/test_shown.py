"""What a person reads: the words of every door, on a page of a notebook, in a console, in a letter."""

import json
import re
import shutil
from html import unescape
from typing import Any, Literal

import bareme
import pytest
from conftest import DATE, ROOT, Cli

FORMATS: tuple[Literal["md", "html", "txt"], ...] = ("md", "html", "txt")


def words(text: str) -> str:
    """A text, or a page of HTML, on one line: its words with a plain space between them."""
    return " ".join(unescape(re.sub("<style>.*</style>|<[^>]+>", " ", text, flags=re.DOTALL)).split())


def test_what_can_be_asked_for_comes_first_and_refusals_are_folded_with_their_count(engine: bareme.Engine) -> None:
    answer = engine.evaluate({"statut": "agent_public", "age": 30}, date=DATE)
    asked = (bareme.Nature.AIDE, bareme.Nature.DECISION)
    shown = [decision for decision in answer.values() if decision.nature in asked]
    refused = [decision for decision in shown if decision.verdict == "non_eligible"]
    page = answer._repr_html_()
    assert page.index("À demander maintenant") < page.index("Ce qui peut encore s&#39;ouvrir") < page.index("ne vous sont pas ouvertes")
    assert "<details open" not in page and page.count("<details") == page.count("</details>") > 2
    # One that is refused is a card of that fold alone, whose count is said: with those that what is supposed refuses.
    fold = next(fold for fold in re.findall("<details>.*?</details>", page, re.DOTALL) if "ne vous sont pas ouvertes" in fold)
    count = re.search(r"<summary>(\d+)", fold)
    assert count is not None and len(refused) <= int(count[1]) <= len(shown)
    for decision in refused:
        assert f'data-dispositif="{decision.id}"' not in page.replace(fold, "")


@pytest.mark.parametrize("explained", [False, True])
def test_a_notebook_shows_the_sentences_of_the_console(
    engine: bareme.Engine, student: dict[str, Any], explained: bool
) -> None:
    answer = (engine.explain if explained else engine.evaluate)(student, date=DATE)
    text = str(answer)
    assert max(map(len, text.splitlines())) <= 100 and "\x1b" not in text
    text, page = words(text), words(answer._repr_html_())
    # Arrêté du 4 juillet 2024: 5 212 € for échelon 5.
    for sentence in (answer["bourse_regionale"].titre, "5 212,00 € par an", "À notre connaissance, vous y avez droit."):
        assert words(sentence) in text and words(sentence) in page


def test_the_text_of_an_answer_is_that_of_the_command_line(engine: bareme.Engine, student: dict[str, Any], cli: Cli) -> None:
    text = json.dumps(student)
    for command, decide in (("evaluate", engine.evaluate), ("explain", engine.explain)):
        code, page = cli(command, "--date", DATE, "-", text=text)
        # What to type next is of the command line alone.
        lines = [line for line in page.splitlines() if "`bareme explain`" not in line and "`--tout`" not in line]
        assert code == 0 and str(decide(student, date=DATE)).rstrip() == "\n".join(lines).rstrip()


def test_what_remains_possible_is_told(engine: bareme.Engine, student: dict[str, Any]) -> None:
    # One fact is missing: 1 point for the distance, 4 for a brother or sister, 2 for each of twenty more; three échelons remain.
    del student["autres_enfants_a_charge"]
    only: dict[str, Any] = {"date": DATE, "dispositifs": "bourse_regionale"}
    for answer in (engine.evaluate(student, **only), engine.explain(student, **only)):
        for told in (words(str(answer)), words(answer._repr_html_())):
            assert "entre 5 et 45 points" in told and "Échelon 4, ou Échelon 5, ou Échelon 6" in told
            # Arrêté du 4 juillet 2024 : 4 587 € à l'échelon 4, 5 506 € à l'échelon 6.
            assert "entre 4 587 € et 5 506 € par an" in told
            assert "combien d'enfants vos parents ont-ils à charge" in told
    assert ": non dépassé" in words(str(engine.explain(student, **only)))


def test_a_page_promises_nothing_that_is_not_decided(engine: bareme.Engine, student: dict[str, Any]) -> None:
    told = words(str(engine.evaluate(student, date=DATE, dispositifs="remboursement_cvec")))
    # Nobody said whether she paid the contribution.
    before, supposed, after = told.partition("Si les conditions sont remplies")
    assert supposed and "103,00" not in before and "103,00 €" in after


def test_nothing_of_a_pack_becomes_a_tag(student: dict[str, Any], tmp_path: Any) -> None:
    pack = shutil.copytree(ROOT / "rules", tmp_path / "rules")
    file = next(pack.glob("dispositifs/bourses/bourse_regionale*.toml"))
    text = file.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("titre"))
    file.write_text(text.replace(title, "titre = '<script>alert()</script>'", 1), encoding="utf-8")
    answer = bareme.load(pack).explain(student, date=DATE, dispositifs="bourse_regionale")
    for page in (answer._repr_html_(), answer["bourse_regionale"]._repr_html_(), answer.letter("bourse_regionale", format="html")):
        assert "<script" not in page and "&lt;script&gt;" in page


def test_a_letter_tells_the_reasons_whatever_the_answer_has(engine: bareme.Engine, student: dict[str, Any], cli: Cli) -> None:
    for format in FORMATS:
        options = ("--date", DATE, "--dispositif", "bourse_regionale", "--format", format)
        code, expected = cli("lettre", *options, "-", text=json.dumps(student))
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
        assert words(condition.titre) in words(str(decision)) and words(condition.titre) in words(decision._repr_html_())
        assert f"{condition.id}: {condition.etat}" in repr(decision)
    assert "bourse_regionale: eligible" in repr(decision) and "montant_annuel=5212.00" in repr(decision)

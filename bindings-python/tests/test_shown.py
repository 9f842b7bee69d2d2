"""The page of a notebook and the lines of a console."""

import re

import bareme
from conftest import DATE


def test_what_gives_something_comes_first(engine: bareme.Engine) -> None:
    page = engine.evaluate({"statut": "agent_public", "age": 30}, date=DATE)._repr_html_()
    marks = re.findall(r"<strong>([✓✗?–]) ", page)
    order = [mark for mark in "✓?✗–" if mark in marks]
    assert len(order) > 1 and marks == sorted(marks, key=order.index)


def test_a_condition_is_marked_the_same_everywhere(engine: bareme.Engine) -> None:
    decision = engine.evaluate({"age": 14}, date=DATE, dispositifs="bourse_regionale")["bourse_regionale"]
    for condition in decision.conditions:
        mark = {"remplie": "✓", "non_remplie": "✗", "inconnue": "?"}[condition.etat]
        assert f"{mark} {condition.titre}" in repr(decision)
        assert f'<span aria-hidden="true">{mark}</span>' in decision._repr_html_()

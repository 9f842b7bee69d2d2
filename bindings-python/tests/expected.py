"""What a case expects of an answer, compared with its JSON. The reader of `bareme test` says what a case may write."""

import datetime
from typing import Any

LISTS = ("manquants", "avertissements", "perimes", "doutes", "incompatible_avec", "remplace_par", "dispositifs", "non_classes", "au_lieu_de")


def check(answer: dict[str, Any], case: dict[str, Any]) -> None:
    """Everything that the case expects of the decisions, of the best combination and of the course."""
    for id, expected in case.get("attendu", {}).items():
        # Sentences are compared with those of the command line.
        compare(answer["decisions"][id], {key: value for key, value in expected.items() if key != "dit"}, f"{case['nom']}: {id}")
    best = case.get("meilleure_combinaison")
    if best == "aucune":
        assert answer["meilleure_combinaison"] is None, case["nom"]
    elif best:
        compare(answer["meilleure_combinaison"], best, f"{case['nom']}: meilleure_combinaison")


def check_course(course: dict[str, Any], case: dict[str, Any]) -> None:
    """What the case expects of an échéancier."""
    expected = dict(case["echeancier"])
    place = f"{case['nom']}: echeancier"
    totals = course["totaux"]
    if "segments" in expected:
        assert [segment["du"] for segment in course["segments"]] == [plain(day) for day in expected.pop("segments")], place
    assert totals["general"] == expected.pop("total", totals["general"]), place
    assert totals["complet"] == expected.pop("complet", totals["complet"]), place
    for payer, total in expected.pop("payeurs", {}).items():
        assert totals["payeurs"][payer]["total"] == total, place
    compare(course, expected, place)


def check_incomes(incomes: dict[str, Any], case: dict[str, Any]) -> None:
    """What the case expects of the ways to be paid."""
    expected = dict(case["revenus"])
    place = f"{case['nom']}: revenus"
    if "inconnus" in expected:
        assert sorted(open["dispositif"] for open in incomes["inconnus"]) == sorted(expected.pop("inconnus")), place
    sequences = expected.pop("sequences", None)
    if sequences is not None:
        assert len(incomes["sequences"]) == len(sequences), place
    for given, wanted in zip(incomes["sequences"], sequences or [], strict=False):
        own = dict(wanted)
        months = {month["mois"]: month["total"] for month in given["mois"]}
        for month, total in own.pop("mois", {}).items():
            assert months[month] == total, f"{place}: {month}"
        if "changements" in own:
            days = sorted({change["jour"] for change in given["changements"]})
            assert days == [plain(day) for day in own.pop("changements")], place
        if own.get("ecart") == "inconnu":
            assert given["ecart"] is None and own.pop("ecart"), place
        compare(given, own, place)
    compare(incomes, expected, place)


def compare(given: Any, expected: dict[str, Any], place: str) -> None:
    for key, value in expected.items():
        where = f"{place}.{key}"
        if key in LISTS:
            named(given[key], value, where)
        elif key == "inconnu":
            assert all(given[part] is None for part in value), where
        elif key in ("conditions", "priorites"):
            states = {item["id"]: item["etat"] for item in given[key]}
            assert {id: states.get(id) for id in value} == value, where
        elif key == "delais":
            days = {one["id"]: one["jour"] or one["manquants"] for one in given[key]}
            assert days == {id: plain(day) for id, day in dict(value).items()}, f"{where}: {days}"
        elif key == "proches":
            assert len(given[key]) == len(value), where
            for position, (one, other) in enumerate(zip(given[key], value, strict=True)):
                compare(one, other, f"{where}.{position}")
        elif key == "periode" and value == "aucune":
            assert given[key] is None, where
        elif isinstance(value, dict):
            compare(given[key], value, where)
        else:
            assert given[key] == plain(value), f"{where}: {given[key]}"


def named(given: list[Any], expected: Any, where: str) -> None:
    """Lists whose items have one name or several: a doubt has its question and what it is about."""
    items = [names(item) for item in given]
    whole = not isinstance(expected, dict)
    some, absent = (expected, []) if whole else (expected.get("dont", []), expected.get("sans", []))
    assert all(any(name in item for item in items) for name in some), f"{where}: {items}"
    assert not any(name in item for item in items for name in absent), f"{where}: {items}"
    if whole:
        assert all(item & set(expected) for item in items), f"{where}: {items}"


def names(item: Any) -> set[str]:
    if isinstance(item, str):
        return {item}
    return {*item.get("porte_sur", []), *(item[key] for key in ("id", "code", "question") if key in item)}


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value

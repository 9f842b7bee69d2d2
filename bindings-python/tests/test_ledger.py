"""Who is served by a quota: places, those that wait, keys, and threads that write to one ledger."""

import datetime
import json
import sys
import threading
import tomllib
from typing import Any

import bareme
import numpy as np
import pytest
from conftest import ROOT, Cli

ID, QUOTA = "transitions_pro_aide_soignant", "parcours_aide_soignant"


@pytest.fixture(scope="module")
def eligible(engine: bareme.Engine) -> bareme.Answer:
    """An employee of the private sector who trains as a nursing assistant: the case file says why she is eligible."""
    content = tomllib.loads((ROOT / "tests/cases/transitions_pro/aide_soignant.toml").read_text(encoding="utf-8"))
    assert content["cas"][0]["attendu"][ID]["verdict"] == "eligible" and not content["cas"][0]["dossier"]
    return engine.evaluate(content["base"], date=content["cas"][0]["date"], dispositifs=ID)


@pytest.fixture
def ledger(engine: bareme.Engine) -> bareme.Ledger:
    return engine.ledger(QUOTA, 2024)


def day(number: int) -> str:
    return f"2024-03-{number:02}T09:30:00Z"


def limit(ledger: bareme.Ledger, places: int, le: str, cle: str) -> list[str]:
    rule = {"changement_de_limite": {"limite": places, "ordre": "reception"}}
    return ledger.evenement(json.dumps({"version": 1, "le": le, "cle": cle, "evenement": rule}))


def refused(call: Any, *arguments: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(bareme.BaremeError) as error:
        call(*arguments, **more)
    assert all(finding.message and finding.help for finding in error.value.findings)
    return [(finding.code, finding.place) for finding in error.value.findings]


def test_the_first_to_ask_opens_the_ledger_under_the_limit_of_the_rules(
    ledger: bareme.Ledger, eligible: bareme.Answer
) -> None:
    assert ledger.id == f"{QUOTA}/2024" and (ledger.limite, ledger.attribuees) == (0, 0)
    # Convention avec Transitions Pro : 150 parcours par an.
    told = ledger.demande(eligible, ID, dossier="a", le=day(1))
    assert told == ["la limite est de 150 places", "`a` a la place 1"]
    assert ledger.demande(eligible, ID, dossier="b", le=day(1)) == ["`b` a la place 2"]
    assert (ledger.limite, ledger.attribuees, ledger.liste_attente) == (150, 2, [])
    assert repr(ledger) == f"Ledger({QUOTA}/2024: 2 places sur 150, 0 en attente)"


def test_the_limit_of_the_office_stays(ledger: bareme.Ledger, eligible: bareme.Answer) -> None:
    limit(ledger, 1, "2024-01-01T00:00:00Z", "bureau")
    assert ledger.demande(eligible, ID, dossier="a", le=day(1)) == ["`a` a la place 1"]
    limit(ledger, 0, day(2), "bureau-2")
    limit(ledger, 1, day(2), "bureau-3")
    assert ledger.demande(eligible, ID, dossier="b", le=day(3)) == ["`b` est sur la liste d'attente, en position 1"]
    assert (ledger.limite, ledger.attribuees, ledger.liste_attente) == (1, 1, ["b"])


def test_places_are_served_in_order_and_never_beyond_the_limit(ledger: bareme.Ledger, eligible: bareme.Answer) -> None:
    limit(ledger, 1, "2024-01-01T00:00:00Z", "bureau")
    for number, dossier in enumerate(["a", "b", "c", "d"], 1):
        ledger.demande(eligible, ID, dossier=dossier, le=day(number))
    assert ledger.attribuees == 1 and ledger.liste_attente == ["b", "c", "d"]
    assert ledger.refus("c", "hors_delai", le=day(5)) == ["`c` est refusé, motif `hors_delai`"]
    told = ledger.desistement("a", le=day(6))
    assert told == ["`a` s'est désisté", "`b` quitte la liste d'attente et a la place 1"]
    assert ledger.attribuees == 1 and ledger.liste_attente == ["d"]
    assert limit(ledger, 2, day(7), "bureau-2")[-1] == "`d` quitte la liste d'attente et a la place 2"
    again = bareme.Ledger.from_json(ledger.json())
    assert again.json() == ledger.json() and (again.limite, again.attribuees) == (2, 2)
    # What was recorded before is still known after.
    assert again.demande(eligible, ID, dossier="a", le=day(8)) == ["`a` est sur la liste d'attente, en position 1"]


def test_without_a_key_each_call_is_an_event_of_its_own(ledger: bareme.Ledger, eligible: bareme.Answer) -> None:
    for turn in range(1, 10, 3):
        assert ledger.demande(eligible, ID, dossier="a", le=day(turn))[-1] == "`a` a la place 1"
        assert ledger.attribuees == 1
        assert ledger.desistement("a", le=day(turn + 1)) == ["`a` s'est désisté"]
        assert ledger.attribuees == 0
        ledger.demande(eligible, ID, dossier="a", le=day(turn + 1))
        assert ledger.refus("a", "hors_delai", le=day(turn + 2)) == ["`a` est refusé, motif `hors_delai`"]
        assert ledger.attribuees == 0
    ledger.demande(eligible, ID, dossier="a", le=day(20))
    asked_twice = refused(ledger.demande, eligible, ID, dossier="a", le=day(20))
    assert asked_twice == [("evenement_sans_effet", "")] and ledger.attribuees == 1
    limit(ledger, 5, day(21), "bureau")
    again = json.dumps({"changement_de_limite": {"limite": 6, "ordre": "reception"}})
    signed = {"version": 2, "le": day(22), "cle": "bureau-2", "evenement": json.loads(again)}
    assert refused(ledger.evenement, json.dumps(signed)) == [("auteur_manquant", "")]
    assert ledger.evenement(json.dumps({**signed, "auteur": "agent-12"})) == ["la limite est de 6 places"]


def test_an_event_is_annulled_by_somebody(ledger: bareme.Ledger, eligible: bareme.Answer) -> None:
    ledger.demande(eligible, ID, dossier="a", le=day(1), auteur="agent-12")
    ledger.desistement("a", le=day(2))
    assert ledger.evenements == 3 and '"attribuee"' not in ledger.json().split('"passes"')[0]
    by: dict[str, Any] = {"auteur": "agent-12", "le": day(3)}
    told = ledger.annulation(3, "erreur_de_saisie", dossier="a", **by)
    assert told == ["l'événement n° 3 est annulé", "`a` a la place 1"] and ledger.attribuees == 1
    assert refused(ledger.annulation, 3, "erreur_de_saisie", dossier="a", **by) == [("evenement_contradictoire", "")]
    assert refused(ledger.annulation, 1, "erreur_de_saisie", **by) == [("evenement_contradictoire", "")]
    code = "evenement_invalide"
    wrong = refused(ledger.annulation, 3, "trop tard", dossier="Marie Dupont", auteur="Jean Petit", le="hier")
    assert wrong == [(code, "/dossier"), (code, "/motif"), (code, "/le"), (code, "/auteur")]
    assert bareme.Ledger.from_json(ledger.json()).json() == ledger.json()


def test_a_moment_ahead_of_the_clock_is_refused(ledger: bareme.Ledger, eligible: bareme.Answer) -> None:
    assert refused(ledger.demande, eligible, ID, dossier="a", le="2999-01-01T00:00:00Z") == [("evenement_futur", "")]
    assert ledger.evenements == 0


def test_a_key_says_that_an_event_is_sent_again(ledger: bareme.Ledger, eligible: bareme.Answer) -> None:
    ledger.demande(eligible, ID, dossier="a", le=day(1), cle="k1")
    again = ["déjà enregistré : rien ne change"]
    assert ledger.demande(eligible, ID, dossier="a", le=day(1), cle="k1") == again
    ledger.desistement("a", le=day(2), cle="k2")
    assert ledger.desistement("a", le=day(3), cle="k2") == again
    assert ledger.demande(eligible, ID, dossier="a", le=day(4), cle="k1") == again and ledger.attribuees == 0
    assert refused(ledger.refus, "a", "hors_delai", le=day(5), cle="k1") == [("cle_deja_utilisee", "")]
    before = ledger.json()
    limit(ledger, 3, day(6), "bureau")
    assert ledger.json() != before and limit(ledger, 3, day(7), "bureau") == again


def test_a_dossier_that_cannot_ask_changes_nothing(engine: bareme.Engine, eligible: bareme.Answer) -> None:
    ledger = engine.ledger(QUOTA, 2025)
    before = ledger.json()
    asks: dict[str, Any] = {"dossier": "a", "le": day(1)}
    # She enters in September 2024.
    assert refused(ledger.demande, eligible, ID, **asks) == [("evenement_contradictoire", "")]
    assert refused(ledger.demande, eligible, "bourse_regionale", **asks) == [("dispositif_inconnu", "")]
    bursary = engine.evaluate({}, date="2024-09-02", dispositifs="bourse_regionale")
    assert refused(ledger.demande, bursary, "bourse_regionale", **asks) == [("dispositif_sans_quota", "")]
    unknown = engine.evaluate({}, date="2024-09-02", dispositifs=ID)
    assert refused(ledger.demande, unknown, ID, **asks) == [("dossier_non_eligible", "")]
    assert refused(ledger.desistement, "a", le=day(1)) == [("registre_non_ouvert", "")]
    assert refused(ledger.evenement, "{") == [("evenement_invalide", "")]
    assert ledger.json() == before


def test_what_is_no_identifier_and_no_moment_is_told_at_once(ledger: bareme.Ledger, engine: bareme.Engine) -> None:
    code = "evenement_invalide"
    told = refused(ledger.refus, "Marie Dupont", "trop tard", le="hier", cle="")
    assert told == [(code, "/dossier"), (code, "/motif"), (code, "/le"), (code, "/cle")]
    naive = datetime.datetime(2024, 3, 1, 9, 30)
    assert refused(ledger.desistement, "a", le=naive) == [(code, "/le")]
    assert refused(engine.ledger, "nulle_part", 2024) == [("quota_inconnu", "")]
    wrong: list[Any] = [None, True, 2024.0, "a b", 1 << 80]
    for group in wrong:
        assert refused(engine.ledger, QUOTA, group) == [(code, "/groupe")]
    for year in (2024, "2024", np.int64(2024)):
        assert engine.ledger(QUOTA, year).id == f"{QUOTA}/2024"


def test_a_moment_may_be_a_datetime_with_a_zone(ledger: bareme.Ledger, eligible: bareme.Answer) -> None:
    paris = datetime.timezone(datetime.timedelta(hours=1))
    ledger.demande(eligible, ID, dossier="a", le=datetime.datetime(2024, 3, 1, 10, 30, 0, 123456, paris))
    assert "2024-03-01T09:30:00.123Z" in ledger.json()


def test_a_ledger_serves_as_the_command_line(
    ledger: bareme.Ledger, eligible: bareme.Answer, cli: Cli, tmp_path: Any
) -> None:
    written = tmp_path / "dossier.json"
    content = tomllib.loads((ROOT / "tests/cases/transitions_pro/aide_soignant.toml").read_text(encoding="utf-8"))
    written.write_text(json.dumps(content["base"]), encoding="utf-8")
    store = ["--store", str(tmp_path / "registre.db")]
    opened = ["quota", "creer", *store, "--quota", QUOTA, "--groupe", "2024", "--le", day(1)]
    request = ["quota", "request", *store, "--le", day(1), "--dossier", "a", "--cle", "demande", "--dispositif", ID]
    told: list[str] = []
    for arguments in (opened, [*request, "--date", "2024-06-03", str(written)]):
        code, text = cli(*arguments)
        assert code == 0
        # The last line is the anchor, which a ledger in memory has not.
        told += [line.strip() for line in text.splitlines()[1:-1]]
    assert told == ledger.demande(eligible, ID, dossier="a", le=day(1), cle="demande")


def test_threads_write_to_one_ledger(ledger: bareme.Ledger, eligible: bareme.Answer) -> None:
    limit(ledger, 30, "2024-01-01T00:00:00Z", "bureau")
    accepted: list[str] = []
    codes: set[str] = set()

    def ask(thread: int) -> None:
        for turn in range(300):
            # A refusal is made while others hold the ledger, or wait for it.
            try:
                ledger.demande(eligible, ID, dossier=f"{turn:03}-{thread}", le=day(1 + turn // 20))
                accepted.append(f"{turn:03}-{thread}")
            except bareme.BaremeError as error:
                codes.update(finding.code for finding in error.findings)
            assert ledger.attribuees <= 30 and ledger.json()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=ask, args=(thread,), daemon=True) for thread in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
    finally:
        sys.setswitchinterval(interval)
    assert not any(thread.is_alive() for thread in threads)
    assert codes <= {"evenement_hors_ordre"}
    assert ledger.attribuees == min(30, len(accepted)) and len(ledger.liste_attente) == len(accepted) - ledger.attribuees

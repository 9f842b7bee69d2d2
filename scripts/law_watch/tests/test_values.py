"""The comparison of dated values, on files that were made up."""

import datetime
import decimal
import pathlib
import tempfile
import unittest

from law_watch import values

PARAMETERS = """\
[autre]
valeurs = [{ depuis = 2020-01-01, valeur = 1 }]

[prime]
valeurs = [
  { depuis = 2020-01-01, valeur = "100.00" },
  { depuis = 2021-01-01, valeur = "110.00" },
]
"""
CELLS = "depuis,points,echelon,plafond\n2020-09-01,0,0bis,100\n2020-09-01,0,1,50\n2020-09-01,1,0bis,200\n2020-09-01,1,1,90\n"
AMOUNTS = "depuis,echelon,montant\n2020-09-01,0bis,100\n2020-09-01,1,200\n"


def dated(**by_day: str) -> dict:
    """The values of a file of OpenFisca: `dated(d2020_01_01="100")`."""
    return {day[1:].replace("_", "-"): {"value": value} for day, value in by_day.items()}


def bracket(threshold: str, **amounts: str) -> dict:
    return {"threshold": dated(d2000_01_01=threshold), "amount": dated(**amounts)}


class Comparison(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        for name, text in {
            "parametres/p.toml": PARAMETERS,
            "tables/plafonds.csv": CELLS,
            "tables/montants.csv": AMOUNTS,
        }.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        self.pack = values.Pack(root)

    def parameter(self, theirs: dict, **more: object) -> list[values.Difference]:
        mapping = {"parametre": [{"nom": "prime", "openfisca": "a/b", **more}]}
        return values.differences(self.pack, mapping, lambda path: {"values": theirs})[0]

    def test_the_same_values_are_not_told_whatever_their_decimals(self) -> None:
        theirs = dated(d2019_01_01="90", d2020_01_01="100.0", d2021_01_01="109.9999999")
        self.assertEqual(self.parameter(theirs), [])

    def test_another_value_is_told_with_its_day_and_its_line(self) -> None:
        (one,) = self.parameter(dated(d2020_01_01="100", d2021_01_01="111.5"))
        self.assertEqual((one.day, one.ours, one.theirs), (datetime.date(2021, 1, 1), decimal.Decimal("110.00"), decimal.Decimal("111.50")))
        self.assertEqual((one.path, one.line), ("parametres/p.toml", 7))

    def test_a_newer_value_there_is_told_on_its_day(self) -> None:
        (one,) = self.parameter(dated(d2020_01_01="100", d2021_01_01="110", d2022_05_01="115"))
        self.assertEqual((one.day, one.theirs), (datetime.date(2022, 5, 1), decimal.Decimal("115.00")))

    def test_a_value_that_came_later_there_is_told(self) -> None:
        (one,) = self.parameter(dated(d2020_01_01="100", d2021_03_01="110"))
        self.assertEqual(one.day, datetime.date(2021, 1, 1))

    def test_days_that_one_of_the_two_does_not_know_are_not_compared(self) -> None:
        self.assertEqual(self.parameter(dated(d2021_01_01="110")), [])
        self.assertEqual(self.parameter({"2021-01-01": {"value": "110"}, "2023-01-01": {"value": "null"}}), [])

    def test_a_difference_that_was_looked_at_is_admitted_as_long_as_it_is_that_one(self) -> None:
        known = [{"jour": datetime.date(2021, 1, 1), "eux": "111.5", "pourquoi": "vu"}]
        self.assertEqual(self.parameter(dated(d2020_01_01="100", d2021_01_01="111.5"), admis=known)[0].admitted, "vu")
        self.assertIsNone(self.parameter(dated(d2020_01_01="100", d2021_01_01="112"), admis=known)[0].admitted)
        before = [{"avant": datetime.date(2021, 1, 1), "pourquoi": "ancien"}]
        told = self.parameter(dated(d2020_01_01="99", d2021_01_01="111"), admis=before)
        self.assertEqual([one.admitted for one in told], ["ancien", None])

    def test_a_decree_counts_from_the_next_intake(self) -> None:
        self.assertEqual(values.next_intake(datetime.date(2023, 3, 15)), datetime.date(2023, 9, 1))
        self.assertEqual(values.next_intake(datetime.date(2023, 9, 1)), datetime.date(2023, 9, 1))
        self.assertEqual(values.next_intake(datetime.date(2023, 9, 2)), datetime.date(2024, 9, 1))

    def test_a_table_is_compared_cell_by_cell(self) -> None:
        files = {
            "e0bis": {"brackets": [bracket("0", d2020_07_22="100"), bracket("1", d2020_07_22="201")]},
            "e1": {"brackets": [bracket("0", d2020_07_22="50"), bracket("1", d2020_07_22="90")]},
        }
        mapping = {"table": [{"nom": "plafonds", "openfisca": "e{echelon}", "jours": "rentree"}]}
        (one,), _ = values.differences(self.pack, mapping, files.__getitem__)
        self.assertEqual((one.cell, one.day, one.theirs, one.line), ("1, 0bis", datetime.date(2020, 9, 1), 201, 4))

    def test_amounts_by_month_and_ranks_are_put_at_our_scale(self) -> None:
        file = {"brackets": [bracket("0", d2020_07_22="10"), bracket("1", d2020_07_22="20.1"), bracket("2", d2020_07_22="30")]}
        mapping = {"table": [{"nom": "montants", "openfisca": "m", "jours": "rentree", "fois": "10", "seuils": {"0": "0bis"}}]}
        told, _ = values.differences(self.pack, mapping, lambda path: file)
        self.assertEqual([(one.cell, one.ours, one.theirs) for one in told], [("1", 200, 201), ("2", None, 300)])

    def test_what_follows_an_index_rises_with_it(self) -> None:
        entry = {"noms": ["prime"], "openfisca": "i", "decimales": 2, "apres": datetime.date(2020, 6, 1)}

        def told(**index: str) -> list[tuple[str, str]]:
            found, _ = values.differences(self.pack, {"hausse": [entry]}, lambda path: {"values": dated(**index)})
            return [(one.day.isoformat(), str(one.theirs)) for one in found]

        # 100 × 1,10 is our value of 2021; a rise of 9,6 % is rounded to the same two decimals.
        self.assertEqual(told(d2020_01_01="50", d2021_01_01="55"), [])
        self.assertEqual(told(d2020_01_01="50", d2021_01_01="54.8"), [])
        self.assertEqual(told(d2020_01_01="50", d2021_01_01="56"), [("2021-01-01", "112.00")])
        self.assertEqual(told(d2020_01_01="50", d2021_01_01="55", d2022_01_01="56.1"), [("2022-01-01", "112.20")])
        # Not before the day from which they follow it.
        self.assertEqual(told(d2019_01_01="50", d2020_05_01="60"), [])

    def test_a_name_that_the_pack_does_not_have_is_said(self) -> None:
        mapping = {"parametre": [{"nom": "parti", "openfisca": "a"}], "table": [{"nom": "partie", "openfisca": "b"}]}
        self.assertEqual(values.differences(self.pack, mapping, lambda path: {}), ([], ["parti", "partie"]))


if __name__ == "__main__":
    unittest.main()

"""The comparison of articles, on codes and packs that were made up."""

import dataclasses
import datetime
import json
import pathlib
import tempfile
import unittest

from law_watch import articles, cited, compare

LONG_AGO = 1262304000000  # 2010-01-01
LATER = 1577836800000  # 2020-01-01

OLD = "Le stage dure trois mois. La prime est de 100 euros par mois ; elle est versée au sens de l'article L. 1-2."
NEW = "Le stage dure trois mois. La prime est de 120 euros par mois ; elle est versée au sens de l'article L. 1-2."

SOURCES = """\
# Une liste.

[autre]
titre     = "Une page"
fiabilite = "secondaire"

# --- Code ---

[code_a]
titre     = "Code du travail, article D1-1 (LEGIARTI000000000001) : prime"
date      = 2010-01-01 # lu
fiabilite = "texte"

[code_b]
titre     = "Code de la route, article R2 (LEGIARTI000000000009) : vitesse"
fiabilite = "texte"
"""

RULE = """\
id = "aide"
sources = [
  { id = "code_a", repere = "1" },
]

[[conditions]]
id = "age"
si = "age >= 18"

[[conditions]]
id = "autre"
source = { id = "autre" }

[[droits]]
id = "prime"
source = { id = "code_a", repere = "2" }
"""

PARAMETERS = """\
[prime]
valeurs = [
  { depuis = 2010-01-01, valeur = "100.00", source = "code_a" },
]
"""


def version(number: int, first: int, until: int) -> dict:
    return {"id": f"LEGIARTI{number:012}", "dateDebut": first, "dateFin": until}


def tree(current: int, text: str, versions: list[dict], state: str = "VIGUEUR") -> dict:
    data = {
        "id": f"LEGIARTI{current:012}",
        "num": "D1-1",
        "etat": state,
        "texte": text,
        "nota": "",
        "articleVersions": versions,
    }
    return {"type": "code", "children": [{"type": "section", "children": [{"type": "article", "data": data}]}]}


def published(content: dict) -> dict[str, articles.Article]:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "code.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return articles.read(path)[0]


FIRST = [version(1, LONG_AGO, articles.FOR_EVER)]
REPLACED = [version(1, LONG_AGO, LATER), version(2, LATER, articles.FOR_EVER)]


class ThePackOfThisRepository(unittest.TestCase):
    """Whoever adds an article says which version was read: `make law-watch ECRIRE=1`."""

    def test_each_article_of_a_code_that_is_followed_was_noted(self) -> None:
        root = pathlib.Path(__file__).resolve().parents[3]
        memory = json.loads((root / "scripts/law_watch/read.json").read_text(encoding="utf-8"))
        followed = [
            source
            for source in cited.sources(root / "rules")
            if source.article and source.code and source.code.lower() in cited.CODES
        ]
        self.assertGreater(len(followed), 20)
        for source in followed:
            self.assertIsNotNone(source.fingerprint, source.id)
            self.assertIsNotNone(source.first, source.id)
            self.assertIn(source.article, memory, source.id)


class Words(unittest.TestCase):
    def test_spaces_and_apostrophes_are_no_words(self) -> None:
        self.assertEqual(
            articles.fingerprint("<p>L’aide  est\nversée .</p>"), articles.fingerprint("L'aide est versée.")
        )
        self.assertNotEqual(articles.fingerprint("100 euros"), articles.fingerprint("120 euros"))

    def test_a_reference_ends_no_sentence(self) -> None:
        self.assertEqual(len(articles.sentences(OLD)), 2)
        self.assertEqual(len(articles.sentences("Sont visés : 1° Les uns ; 2° Les autres (art. L. 2). Fin.")), 4)

    def test_the_words_that_changed_are_shown_alone(self) -> None:
        self.assertEqual(
            articles.differences(OLD, NEW),
            ["La prime est de [-100-] {+120+} euros par mois ; elle est … au sens de l'article L. 1-2."],
        )
        self.assertEqual(articles.differences(OLD, OLD), [])

    def test_without_the_old_words_the_new_sentences_are_shown(self) -> None:
        shown = articles.new_sentences(articles.marks(OLD), NEW)
        self.assertEqual(shown[0], "{+" + articles.sentences(NEW)[1] + "+}")
        self.assertEqual(shown[1:], ["[-1 phrase du texte lu-]"])

    def test_a_note_is_read_with_its_article(self) -> None:
        content = tree(1, OLD, FIRST)
        noted = json.loads(json.dumps(content).replace('"nota": ""', '"nota": "Jusqu\'en 2030."'))
        before, after = (published(one)["LEGIARTI000000000001"].text for one in (content, noted))
        self.assertNotEqual(articles.fingerprint(before), articles.fingerprint(after))


class Comparison(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.pack = pathlib.Path(self.folder.name)
        for name, text in {
            "sources.toml": SOURCES,
            "dispositifs/x/aide.toml": RULE,
            "parametres/p.toml": PARAMETERS,
        }.items():
            path = self.pack / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def source(self, **changes: object) -> cited.Source:
        return dataclasses.replace(cited.sources(self.pack)[0], **changes)

    def read(self, **changes: object) -> cited.Source:
        """The source as it is once its reading was noted."""
        days = {"first": datetime.date(2010, 1, 1), "fingerprint": articles.fingerprint(OLD)}
        return self.source(**(days | changes))

    def found(self, sources: list[cited.Source], now: dict, before: dict | None = None) -> list[compare.Finding]:
        marks = {"LEGIARTI000000000001": articles.marks(OLD)}
        return compare.findings(sources, compare.Published(now, before or {}, marks))

    def test_what_is_as_it_was_read_is_not_told(self) -> None:
        self.assertEqual(self.found([self.read()], published(tree(1, OLD, FIRST))), [])

    def test_a_source_without_a_reading_asks_for_one(self) -> None:
        (finding,) = self.found([self.source()], published(tree(1, OLD, FIRST)))
        self.assertEqual(finding.kind, compare.UNREAD)

    def test_words_that_changed_under_the_same_version_are_told(self) -> None:
        (finding,) = self.found([self.read()], published(tree(1, NEW, FIRST)))
        self.assertEqual((finding.kind, len(finding.words)), (compare.CHANGED, 2))

    def test_a_version_that_is_replaced_is_told_with_the_words(self) -> None:
        before = published(tree(1, OLD, FIRST))
        (finding,) = self.found([self.read()], published(tree(2, NEW, REPLACED)), before)
        self.assertEqual(finding.kind, compare.CHANGED)
        self.assertIn("LEGIARTI000000000002 (depuis le 2020-01-01)", finding.message)
        self.assertIn("[-100-] {+120+}", finding.words[0])

    def test_a_version_of_the_past_beside_that_of_today_is_right(self) -> None:
        now = published(tree(2, NEW, REPLACED))
        past = self.read(last=datetime.date(2019, 12, 31))
        today = self.read(article="LEGIARTI000000000002", fingerprint=articles.fingerprint(NEW), id="code_a_2020")
        self.assertEqual(self.found([past, today], now), [])
        self.assertEqual(len(self.found([past], now)), 1)

    def test_an_end_that_becomes_known_is_told_and_announced(self) -> None:
        ending = published(tree(1, OLD, REPLACED, "ABROGE_DIFF"))
        kinds = [finding.kind for finding in self.found([self.read()], ending)]
        self.assertEqual(kinds, [compare.CHANGED, compare.COMING])
        stated = self.read(last=datetime.date(2019, 12, 31))
        (finding,) = self.found([stated], ending)
        self.assertEqual(finding.kind, compare.COMING)
        self.assertIn("2019-12-31 ; ensuite LEGIARTI000000000002 depuis le 2020-01-01", finding.message)

    def test_an_article_that_is_repealed_is_told(self) -> None:
        (finding,) = self.found([self.read()], published(tree(1, OLD, FIRST, "ABROGE")))
        self.assertEqual((finding.kind, finding.message), (compare.CHANGED, "l'article est abrogé"))

    def test_an_identifier_that_is_gone_is_told_with_that_of_today(self) -> None:
        other = published(tree(7, NEW, [version(7, LATER, articles.FOR_EVER)]))
        (finding,) = self.found([self.source()], other)
        self.assertEqual(finding.kind, compare.CHANGED)
        self.assertTrue(finding.message.endswith("l'article D1-1 est aujourd'hui LEGIARTI000000000007"))
        self.assertEqual(self.found([self.read()], {})[0].kind, compare.CHANGED)
        self.assertEqual(self.found([self.source()], {})[0].kind, compare.UNFOLLOWED)

    def test_an_article_of_an_agreement_has_words_and_may_have_no_versions(self) -> None:
        data = {"id": "KALIARTI000000000003", "num": "4", "etat": "VIGUEUR_ETEN", "content": "<p>Trois mois.</p>"}
        now = published({"type": "root", "children": [{"type": "article", "data": data}]})
        source = self.source(code=None, number=None, article="KALIARTI000000000003")
        (finding,) = self.found([source], now)
        self.assertEqual(finding.kind, compare.UNREAD)
        noted = compare.keys(now["KALIARTI000000000003"])
        self.assertEqual(list(noted), ["article", "empreinte"])
        self.assertEqual(self.found([dataclasses.replace(source, fingerprint=noted["empreinte"].strip('"'))], now), [])

    def test_what_no_package_holds_is_said(self) -> None:
        other = cited.sources(self.pack)[1]
        (finding,) = self.found([other], published(tree(1, OLD, FIRST)))
        self.assertEqual((finding.kind, finding.message), (compare.UNFOLLOWED, "le Code de la route n'est pas dans les paquets"))

    def test_each_use_has_its_file_its_line_and_what_it_is(self) -> None:
        found = cited.uses(self.pack, {"code_a"})["code_a"]
        self.assertEqual(
            [(use.path, use.line, use.what) for use in found],
            [
                ("dispositifs/x/aide.toml", 3, "dispositif"),
                # It says no source, and rests on the first of the dispositif.
                ("dispositifs/x/aide.toml", 6, "condition age"),
                ("dispositifs/x/aide.toml", 16, "droit prime"),
                ("parametres/p.toml", 3, "paramètre prime, valeur du 2010-01-01"),
            ],
        )

    def test_a_reading_is_written_and_nothing_else_moves(self) -> None:
        article = published(tree(1, OLD, REPLACED))["LEGIARTI000000000001"]
        text = cited.written(SOURCES, "code_a", compare.keys(article))
        hash_ = articles.fingerprint(OLD)
        added = (
            "version   = { du = 2010-01-01, au = 2019-12-31 }\n"
            'article   = "LEGIARTI000000000001"\n'
            f'empreinte = "{hash_}"\n'
        )
        self.assertEqual(text, SOURCES.replace("# lu\n", f"# lu\n{added}"))
        again = cited.written(text, "code_a", {"empreinte": '"x"'})
        self.assertEqual(again, text.replace(hash_, "x"))
        last = cited.written(SOURCES, "code_b", {"article": '"y"'})
        self.assertEqual(last, SOURCES[: -len('fiabilite = "texte"\n')] + 'article   = "y"\nfiabilite = "texte"\n')

    def test_a_reading_is_noted_when_it_is_that_of_the_published_version(self) -> None:
        sources = cited.sources(self.pack)
        self.assertEqual(list(compare.readings(sources, published(tree(1, OLD, FIRST)), set())), ["code_a"])
        replaced = published(tree(2, NEW, REPLACED))
        self.assertEqual(list(compare.readings(sources, replaced, set())), [])
        self.assertEqual(list(compare.readings(sources, replaced, {"code_a"})), ["code_a"])


if __name__ == "__main__":
    unittest.main()

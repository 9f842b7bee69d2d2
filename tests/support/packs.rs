//! Random packs: a small vocabulary, random values and tables, random rules of depth four at most, written as TOML.

use std::collections::BTreeMap;

use bareme::pack::InputFile;
use proptest::{collection::vec, prelude::*, sample::select, strategy::ValueTree};

use super::dossiers::Space;
use super::meanings::{DAYS, DAYS_OF_ITS_OWN, Meaning, meaning};
use super::sentences::{Sort, sentences};

/// The facts and the parameters that random rules may read are fixed; [`Sort`] says their types.
const VOCABULARY: &str = r#"
[faits]
b0 = { titre = "b0", type = "booleen" }
b1 = { titre = "b1", type = "booleen" }
n0 = { titre = "n0", type = "entier", min = 0, max = 6 }
n1 = { titre = "n1", type = "entier", min = -3, max = 40 }
e0 = { titre = "e0", type = "montant", unite = "EUR/an", min = 0, max = "1200.00" }
e1 = { titre = "e1", type = "montant", unite = "EUR/an", min = "-400.00", max = "999999.99" }
r0 = { titre = "r0", type = "taux", min = 0, max = 1 }
m0 = { titre = "m0", type = "entier", unite = "mois", min = 0, max = 30 }
d0 = { titre = "d0", type = "date", min = 2019-01-01, max = 2026-12-31 }
d1 = { titre = "d1", type = "date", min = 2020-02-29, max = 2025-01-31 }
k0 = { titre = "k0", type = "choix", choix = "k" }
k1 = { titre = "k1", type = "choix", choix = "k" }
g0 = { titre = "g0", type = "choix", choix = "rang" }
x0 = { titre = "x0", type = "booleen", deduit_de = "non b0 ou n1 > n0 et d0 < d1" }
y0 = { titre = "y0", type = "choix", choix = "k", deduit_de = "si x0 alors k0 sinon selon k1 { ka: kb, kb: kc, kc: k0 }" }
z0 = { titre = "z0", type = "entier", unite = "mois", min = 0, max = 18, deduit_de = "min(m0, borne(mois_entre(d0, d1), 0 mois, 12 mois))" }
w0 = { titre = "w0", type = "date", min = 2019-06-01, deduit_de = "max(d0, d1 + 1 mois)" }

[choix.k]
ka = "A"
kb = "B"
kc = "C"

[choix.rang]
"0bis" = "Zéro bis"
"1" = "Un"
"2" = "Deux"
"#;

const TABLES: &str = r#"
[plafonds]
titre = "Plafonds"
cles = [
  { nom = "points", type = "entier", correspondance = "au_plus" },
  { nom = "rang", type = "choix", choix = "rang", correspondance = "egal" },
]
valeurs = [{ nom = "plafond", type = "montant", unite = "EUR/an", decimales = DECIMALS }]
rangs = ["2", "1", "0bis"]
source = "s"
fiabilite = "texte"
verifie_le = 2030-01-01
periodes = [{ depuis = 0001-01-01, fiabilite = "secondaire" }, { depuis = 2022-09-01 }]

[paliers]
titre = "Paliers"
cles = [{ nom = "revenu", type = "montant", unite = "EUR/an", correspondance = "seuil" }]
valeurs = [{ nom = "nombre", type = "entier" }, { nom = "part", type = "taux" }]
source = "s"
fiabilite = "texte"
verifie_le = 2030-01-01
periodes = [{ depuis = 0001-01-01 }]

[montants]
titre = "Montants"
cles = [
  { nom = "choix", type = "choix", choix = "k", correspondance = "egal" },
  { nom = "compte", type = "entier", correspondance = "egal" },
]
valeurs = [{ nom = "montant", type = "montant", unite = "EUR/an" }, { nom = "rang", type = "choix", choix = "rang" }]
source = "s"
fiabilite = "texte"
verifie_le = 2030-01-01
periodes = [{ depuis = 0001-01-01 }, { depuis = 2023-01-01, fiabilite = "a_confirmer" }]
"#;

/// Amounts of parameters and tables come from few values, so that random facts often meet them.
fn amount() -> BoxedStrategy<i64> {
    prop_oneof![3 => (0..25_i64).prop_map(|fifties| fifties * 5_000), 1 => 0..200_000_i64].boxed()
}

fn euros(cents: i64) -> String {
    format!(
        "{}{}.{:02}",
        if cents < 0 { "-" } else { "" },
        cents.abs() / 100,
        cents.abs() % 100
    )
}

fn parameters() -> BoxedStrategy<String> {
    let days = ["0001-01-01", "2021-01-01", "2022-09-01", "2024-02-29"];
    let dated = move |name: &'static str, of: &'static str, values: BoxedStrategy<String>| {
        let renewed = select(vec![
            "",
            "",
            "renouvelle = \"09-01\"\n",
            "renouvelle = \"04-01\"\n",
        ]);
        (vec((values, sureness()), 1..=4), renewed).prop_map(move |(values, renewed)| {
            let lines: String = days.iter().zip(values).fold(String::new(), |lines, (day, (value, sureness))| {
                format!("{lines}  {{ depuis = {day}, valeur = {value}, {sureness} }},\n")
            });
            format!(
                "[{name}]\ntitre = \"{name}\"\n{of}\nsource = \"s\"\nfiabilite = \"texte\"\nverifie_le = 2030-01-01\n{renewed}valeurs = [\n{lines}]\n"
            )
        })
    };
    let euro = || amount().prop_map(|cents| format!("\"{}\"", euros(cents))).boxed();
    let day = (2019..2027_i32, 1..=12_u8, 1..=28_u8).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let word = |words: Vec<&'static str>| select(words).prop_map(str::to_owned).boxed();
    let count = |range: std::ops::RangeInclusive<i64>| range.prop_map(|count| count.to_string()).boxed();
    let rate = (0..=150_i64)
        .prop_map(|cents| format!("\"{}\"", euros(cents)))
        .boxed();
    (
        dated("pb", "type = \"booleen\"", word(vec!["true", "false"])),
        dated("pn", "type = \"entier\"", count(-2..=9)),
        dated("pe", "type = \"montant\"\nunite = \"EUR/an\"", euro()),
        dated("pf", "type = \"montant\"\nunite = \"EUR/an\"", euro()),
        dated("pr", "type = \"taux\"", rate),
        dated("pm", "type = \"entier\"\nunite = \"mois\"", count(-5..=14)),
        dated("pd", "type = \"date\"", day.boxed()),
        dated(
            "pk",
            "type = \"choix\"\nchoix = \"k\"",
            word(vec!["\"ka\"", "\"kb\"", "\"kc\""]),
        ),
    )
        .prop_map(|(b, n, e, f, r, m, d, k)| [b, n, e, f, r, m, d, k].concat())
        .boxed()
}

/// How sure a value is: few words and few days, so that one is often as sure as another, and mostly not on both counts.
fn sureness() -> BoxedStrategy<String> {
    let words = select(vec!["texte", "secondaire", "a_confirmer"]);
    let days = select(DAYS.to_vec());
    (words, days)
        .prop_map(|(word, day)| format!("fiabilite = \"{word}\", verifie_le = {day}"))
        .boxed()
}

/// The cells of the three tables; ceilings never go down in the order of the ranks.
fn cells() -> BoxedStrategy<Vec<InputFile>> {
    let ceilings = (any::<bool>(), vec([amount(), amount(), amount()], 6)).prop_map(|(whole, rows)| {
        let mut csv = "depuis,points,rang,plafond\n".to_owned();
        for (position, mut row) in rows.into_iter().enumerate() {
            row.sort_unstable();
            let from = ["0001-01-01", "2022-09-01"][position / 3];
            for (rank, cents) in ["2", "1", "0bis"].iter().zip(row) {
                let cell = if whole {
                    (cents / 100).to_string()
                } else {
                    euros(cents)
                };
                csv.push_str(&format!("{from},{},{rank},{cell}\n", position % 3));
            }
        }
        let header = TABLES.replace("DECIMALS", if whole { "0" } else { "2" });
        [
            InputFile::new("tables/tables.toml", header),
            InputFile::new("tables/plafonds.csv", csv),
        ]
    });
    let steps = (vec((1..30_000_i64, -3..9_i64, 0..150_i64), 1..5)).prop_map(|rows| {
        let mut csv = "depuis,revenu,nombre,part\n".to_owned();
        let mut at = -40_000;
        for (step, count, rate) in rows {
            csv.push_str(&format!("0001-01-01,{},{count},{}\n", euros(at), euros(rate)));
            at += step;
        }
        InputFile::new("tables/paliers.csv", csv)
    });
    let ranks = select(vec!["0bis", "1", "2"]);
    let rows = vec((amount(), ranks), 12).prop_map(|rows| {
        let mut csv = "depuis,choix,compte,montant,rang\n".to_owned();
        for (position, (cents, rank)) in rows.into_iter().enumerate() {
            let from = ["0001-01-01", "2023-01-01"][position / 6];
            let (member, count) = (["ka", "kb", "kc"][position % 3], position / 3 % 2);
            csv.push_str(&format!("{from},{member},{count},{},{rank}\n", euros(cents)));
        }
        InputFile::new("tables/montants.csv", csv)
    });
    (ceilings, steps, rows)
        .prop_map(|([a, b], c, d)| vec![a, b, c, d])
        .boxed()
}

const SOURCES: &str = "[s]\ntitre = \"Un texte\"\nfiabilite = \"texte\"\n";
const HEADER: &str =
    "id = \"hasard\"\ntitre = \"Au hasard\"\nversion = \"1.0.0\"\nregion = \"Nulle part\"\nlangue = \"fr\"\n";
/// What a pack that says its meanings adds to the header.
const SECOND_FORMAT: &str = "format = 2\nfraicheur_mois = 12\n";

/// A rule: its sort, its expression, when it applies, and the day on which it reads dated values.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    sort: Sort,
    text: String,
    period: &'static str,
    day: &'static str,
}

/// A random dispositif; `earlier` may be read by its rules.
#[derive(Debug, Clone)]
pub(crate) struct Scheme {
    on_fact: bool,
    in_force: &'static str,
    meaning: Meaning,
    /// What excludes the other dispositif says what it is worth.
    excludes: &'static str,
    variables: Vec<Drawn>,
    conditions: Vec<Drawn>,
    droits: Vec<Drawn>,
}

fn drawn(sorts: Vec<Sort>, rules: &BTreeMap<Sort, BoxedStrategy<String>>) -> BoxedStrategy<Drawn> {
    let rules = rules.clone();
    let periods = vec![
        "",
        "",
        "",
        "depuis = 2022-01-01\n",
        "jusqu_a = 2023-08-31\n",
        "depuis = 2021-06-01\njusqu_a = 2024-06-30\n",
    ];
    (select(sorts), select(periods), select(DAYS_OF_ITS_OWN.to_vec()))
        .prop_flat_map(move |(sort, period, day)| {
            rules[&sort].clone().prop_map(move |text| Drawn {
                sort,
                text,
                period,
                day,
            })
        })
        .boxed()
}

fn scheme(second: bool) -> BoxedStrategy<Scheme> {
    let plain = sentences(3, false, false);
    let rules = sentences(4, true, second);
    let in_force = select(vec![
        "",
        "",
        "en_vigueur = { du = 2021-01-01 }\n",
        "en_vigueur = { du = 2020-06-01, au = 2024-12-31 }\n",
    ]);
    // The variables have fixed sorts, so that rules may name them: `v0` is a truth, `v1` an amount, `v2` a choice.
    let variables = [Sort::Truth, Sort::Money, Sort::Choice].map(|sort| drawn(vec![sort], &plain));
    let droits = Sort::ALL.to_vec();
    let excludes = select(if second {
        vec![
            "",
            "valeur_annuelle = \"max(v1, 0 EUR/an)\"\nincompatible_avec = [\"un\"]\n",
            "valeur_annuelle = \"non_comparable\"\nincompatible_avec = [\"un\"]\n",
        ]
    } else {
        vec![
            "",
            "valeur_annuelle = \"max(v1, 0 EUR/an)\"\n",
            "valeur_annuelle = \"non_comparable\"\n",
        ]
    });
    (
        any::<bool>(),
        in_force,
        meaning(),
        excludes,
        variables,
        vec(drawn(vec![Sort::Truth], &rules), 1..4),
        vec(drawn(droits, &rules), 1..5),
    )
        .prop_map(
            |(on_fact, in_force, meaning, excludes, variables, conditions, droits)| Scheme {
                on_fact,
                in_force,
                meaning,
                excludes,
                variables: variables.into(),
                conditions,
                droits,
            },
        )
        .boxed()
}

impl Drawn {
    /// The key of its day, after what comes before it.
    fn on(&self, before: &str) -> String {
        if self.day.is_empty() {
            String::new()
        } else {
            format!("{before}jour = '{}'", self.day)
        }
    }
}

impl Scheme {
    fn file(&self, id: &str) -> InputFile {
        let mut text = format!(
            "id = \"{id}\"\ntitre = \"{id}\"\nresume = \"{id}\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n{}{}{}sources = [{{ id = \"s\" }}]\n{}[variables]\n",
            if self.on_fact { "date_effet = \"d0\"\n" } else { "" },
            self.in_force,
            self.excludes,
            self.meaning.keys(self.in_force),
        );
        for (position, variable) in self.variables.iter().enumerate() {
            text.push_str(&format!(
                "v{position} = {{ valeur = '{}', {}{} }}\n",
                variable.text,
                variable.sort.declared(", "),
                variable.on(", ")
            ));
        }
        for (position, condition) in self.conditions.iter().enumerate() {
            text.push_str(&format!(
                "[[conditions]]\nid = \"c{position}\"\ntitre = \"c\"\nsi = '{}'{}\n{}",
                condition.text,
                condition.on("\n"),
                condition.period
            ));
        }
        for (position, droit) in self.droits.iter().enumerate() {
            let period = if position == 0 { "" } else { droit.period };
            text.push_str(&format!(
                "[[droits]]\nid = \"x{position}\"\ntitre = \"x\"\n{}\n{}\nvaleur = '{}'{}\n{period}",
                if position == 0 {
                    "role = \"benefice\"\nprincipal = true"
                } else {
                    "role = \"information\""
                },
                droit.sort.declared("\n"),
                droit.text,
                droit.on("\n"),
            ));
        }
        InputFile::new(format!("dispositifs/hasard/{id}.toml"), text)
    }
}

/// The files of a random pack, shown as text.
#[derive(Clone)]
pub(crate) struct RandomPack(pub(crate) Vec<InputFile>);

impl std::fmt::Debug for RandomPack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let told = self.0.iter().filter(|file| file.path.contains('/'));
        told.into_iter()
            .try_for_each(|file| writeln!(f, "--- {}\n{}", file.path, String::from_utf8_lossy(&file.bytes)))
    }
}

/// Packs that the reader accepts.
pub(crate) fn packs() -> BoxedStrategy<RandomPack> {
    // Its first droit is an amount that the second dispositif may read.
    let first = scheme(false).prop_map(|mut scheme| {
        scheme.droits.insert(0, scheme.variables[1].clone());
        scheme
    });
    (any::<bool>(), parameters(), cells(), first, scheme(true))
        .prop_map(|(says_meanings, parameters, cells, first, second)| {
            let mut files = cells;
            let format = if says_meanings { SECOND_FORMAT } else { "" };
            files.push(InputFile::new("pack.toml", format!("{HEADER}{format}")));
            files.push(InputFile::new("sources.toml", SOURCES));
            files.push(InputFile::new("vocabulaire.toml", VOCABULARY));
            files.push(InputFile::new("parametres/hasard.toml", parameters));
            files.push(first.file("un"));
            files.push(second.file("deux"));
            RandomPack(files)
        })
        .prop_filter("refused by the reader", |pack| {
            bareme::catalogue::from_files(pack.0.clone()).is_ok()
        })
        .boxed()
}

/// The dossiers of random packs: they share one vocabulary, and amounts that parameters often have.
pub(crate) fn space() -> Space {
    let cells = cells();
    let files = (parameters(), cells);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (parameters, mut files) = files.new_tree(&mut runner).unwrap().current();
    files.push(InputFile::new("pack.toml", HEADER));
    files.push(InputFile::new("sources.toml", SOURCES));
    files.push(InputFile::new("vocabulaire.toml", VOCABULARY));
    files.push(InputFile::new("parametres/hasard.toml", parameters));
    Space::new(&bareme::pack::read(files).pack, Vec::new())
}

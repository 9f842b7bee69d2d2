//! The smallest pack, read whole: every part with its place.

use super::fixture::{append, edited, lines, minimal, replace};
use crate::{
    date::{Day, Period},
    pack::{
        model::{Citation, Location, Matching, Object, Reliability, Status, TablePeriod, Text},
        read,
    },
    vocabulary::{DeclaredType, EnumerationId, FactId, Kind, Style},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn citation(source: u16, locator: Option<&str>) -> Citation {
    Citation {
        source,
        locator: locator.map(str::to_owned),
    }
}

fn number(style: Style, decimals: u8, unit: &str, min: i64, max: i64) -> DeclaredType {
    DeclaredType {
        style,
        kind: Kind::Number {
            decimals,
            unit: unit.parse().unwrap(),
        },
        min,
        max,
    }
}

/// The text that a location covers.
fn at(pack: &crate::pack::model::Pack, at: Location) -> (&str, &str) {
    let file = &pack.files[usize::from(at.file)];
    (&file.path, &file.text[at.start as usize..at.end as usize])
}

#[test]
fn a_good_pack_has_no_finding_and_its_files_in_order() {
    let reading = read(minimal());
    assert_eq!(lines(&reading), [""; 0]);
    let (pack, warnings) = reading.finish().unwrap();
    assert!(warnings.is_empty());
    let paths: Vec<_> = pack.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "dispositifs/bourses/bourse.toml",
            "pack.toml",
            "parametres/bourse.toml",
            "sources.toml",
            "tables/plafonds.csv",
            "tables/tables.toml",
            "vocabulaire.toml"
        ]
    );
    assert_eq!(
        (pack.header.id.as_str(), pack.header.language.as_str()),
        ("minimal", "fr")
    );
}

#[test]
fn facts_and_enumerations_are_in_the_order_of_the_file() {
    let pack = read(minimal()).pack;
    let [points, revenu] = pack.vocabulary.facts.as_slice() else {
        panic!("two facts")
    };
    assert_eq!((points.name.as_str(), revenu.name.as_str()), ("points", "revenu"));
    assert_eq!(points.declared, number(Style::Integer, 0, "point", 0, 17));
    assert_eq!(revenu.declared, number(Style::Amount, 2, "EUR/an", 0, 99_999_999));
    assert!(revenu.sensitive && !points.sensitive);
    assert_eq!(
        points.question.as_deref(),
        Some("Combien de points de charge avez-vous ?")
    );
    let echelon = &pack.vocabulary.enumerations[0];
    assert_eq!(
        (echelon.position("0bis"), echelon.position("1")),
        (Some(0), Some(1))
    );
    assert_eq!(at(&pack, pack.fact_places[1]), ("vocabulaire.toml", "revenu"));
}

#[test]
fn a_value_is_in_force_until_the_next_one_and_has_its_own_source_or_the_default() {
    let pack = read(minimal()).pack;
    let [montant] = pack.parameters.as_slice() else {
        panic!("one parameter")
    };
    let [old, new] = montant.values.as_slice() else {
        panic!("two values")
    };
    assert_eq!(
        old.period,
        Period::new(Some(day("2023-09-01")), Some(day("2024-08-31")))
    );
    assert_eq!(new.period, Period::new(Some(day("2024-09-01")), None));
    assert_eq!((old.value, new.value), (145_400, 150_000));
    assert_eq!(old.citation, citation(0, Some("article 1")));
    assert_eq!(new.citation, citation(1, None));
    assert_eq!(
        (old.reliability, new.reliability),
        (Reliability::Text, Reliability::Secondary)
    );
    assert_eq!(new.verified, day("2026-07-23"));
    assert_eq!(new.note.as_deref(), Some("À relire"));
    assert_eq!(
        at(&pack, montant.at),
        ("parametres/bourse.toml", "montant_bourse")
    );
}

#[test]
fn a_table_is_laid_out_by_period_with_the_last_key_moving_fastest() {
    let pack = read(minimal()).pack;
    let [plafonds] = pack.tables.as_slice() else {
        panic!("one table")
    };
    assert_eq!(plafonds.ranks, Some(vec![1, 0]));
    let matches: Vec<_> = plafonds.keys.iter().map(|key| key.matching).collect();
    assert_eq!(matches, [Matching::Saturating, Matching::Equal]);
    assert_eq!(plafonds.keys[1].declared.kind, Kind::Choice(EnumerationId(0)));
    assert_eq!(
        plafonds.columns[0].declared,
        number(Style::Amount, 0, "EUR/an", 0, 0)
    );
    assert_eq!(
        plafonds.periods,
        [
            TablePeriod {
                period: Period::new(Some(day("2023-09-01")), Some(day("2024-08-31"))),
                citation: citation(0, None),
                reliability: Reliability::Text,
                verified: day("2026-07-23"),
                axes: vec![vec![0, 1], vec![0, 1]],
                cells: vec![vec![33_100, 22_500, 36_760, 25_000]],
            },
            TablePeriod {
                period: Period::new(Some(day("2024-09-01")), None),
                citation: citation(1, Some("page 2")),
                reliability: Reliability::Secondary,
                verified: day("2026-07-23"),
                axes: vec![vec![0, 1], vec![0, 1]],
                cells: vec![vec![35_086, 23_850, 38_966, 26_500]],
            },
        ]
    );
}

#[test]
fn a_dispositif_takes_its_defaults_from_its_sources() {
    let pack = read(minimal()).pack;
    let [bourse] = pack.dispositifs.as_slice() else {
        panic!("one dispositif")
    };
    assert_eq!((bourse.status, bourse.object), (Status::InForce, Object::Person));
    assert_eq!(bourse.in_force, Period::new(Some(day("2023-09-01")), None));
    assert_eq!(
        bourse.sources,
        [citation(0, Some("article 1")), citation(1, None)]
    );
    // The weakest of a text and a page of the press.
    assert_eq!(bourse.reliability, Reliability::Secondary);
    let condition = &bourse.conditions[0];
    assert_eq!(condition.citation, citation(0, Some("article 1")));
    assert_eq!(condition.reliability, Reliability::Text);
    assert_eq!(condition.period, Period::ALWAYS);
    assert_eq!(at(&pack, condition.rule.at).1, "non trop_riche");
    assert!(condition.rule.verbatim);
    let montant = &bourse.droits[1];
    assert_eq!(montant.citation, citation(1, Some("page 2")));
    assert_eq!(montant.reliability, Reliability::Secondary);
    assert_eq!(bourse.variables[0].name, "trop_riche");
    assert_eq!(at(&pack, bourse.at).1, "bourse");
}

#[test]
fn an_expression_knows_where_its_first_character_stands() {
    let path = "dispositifs/bourses/bourse.toml";
    let test = |text: &str| -> Text {
        let reading = edited(&[replace(path, "\"non trop_riche\"", text)]);
        assert_eq!(lines(&reading), [""; 0]);
        let test = reading.pack.dispositifs[0].conditions[0].rule.clone();
        let (_, shown) = at(&reading.pack, test.at);
        assert_eq!(test.verbatim, shown == test.value, "{shown}");
        test
    };
    assert_eq!(test("'non trop_riche'").value, "non trop_riche");
    let lines = test("\"\"\"\nnon\n  trop_riche\"\"\"");
    assert_eq!(lines.value, "non\n  trop_riche");
    assert!(lines.verbatim);
    assert!(!test("\"non\\ttrop_riche\"").verbatim);
    assert!(!test("\"\"\"\\\n  non trop_riche\"\"\"").verbatim);
    assert_eq!(test("'''\r\nnon\r\ntrop_riche'''").value, "non\r\ntrop_riche");
}

#[test]
fn everything_optional_is_read() {
    let path = "dispositifs/bourses/bourse.toml";
    let reading = edited(&[
        append(
            "vocabulaire.toml",
            "[faits.debut]\ntitre = \"Début\"\ntype = \"date\"\n[choix.payeur]\netat = \"État\"\nregion = \"Région\"\n\
             [[coherences]]\nid = \"c\"\ntitre = \"C\"\nsi = \"points >= 0\"\ngravite = \"avertissement\"\n",
        ),
        super::fixture::add(
            "quotas.toml",
            "[places]\ntitre = \"Places\"\nlimite = \"montant_bourse\"\ngroupe = \"annee(debut)\"\nordre = \"priorites\"\n\
             sources = [{ id = \"presse\" }]\n",
        ),
        super::fixture::add(
            "dispositifs/autres/prime.toml",
            "id = \"prime\"\ntitre = \"Prime\"\nresume = \"Une prime.\"\nstatut = \"hypothese\"\nobjet = \"employeur\"\n\
             date_effet = \"debut\"\nfiabilite = \"a_confirmer\"\na_confirmer = \"Combien ?\"\nremplace_par = [\"bourse\"]\n\
             incompatible_avec = [\"bourse\"]\nvaleur_annuelle = \"0\"\nnote = \"N\"\nsources = [{ id = \"arrete\" }]\n\
             [quota]\nid = \"places\"\n",
        ),
        replace(
            path,
            "trop_riche = \"depasse(plafonds, points, revenu)\"",
            "trop_riche = { valeur = \"vrai\", type = \"booleen\", titre = \"Trop riche\" }",
        ),
        replace(
            path,
            "valeur = \"montant_bourse\"",
            "valeur = \"montant_bourse\"\npayeur = \"region\"",
        ),
        append(
            path,
            "[[priorites]]\nid = \"p\"\ntitre = \"P\"\nsi = \"vrai\"\nfiabilite = \"a_confirmer\"\nnote = \"N\"\n",
        ),
    ]);
    assert_eq!(lines(&reading), [""; 0]);
    let pack = reading.pack;
    assert!(!pack.coherences[0].refuses);
    let [prime, bourse] = pack.dispositifs.as_slice() else {
        panic!("two dispositifs")
    };
    assert_eq!(prime.effect_date, Some(FactId(2)));
    assert_eq!(prime.reliability, Reliability::ToConfirm);
    assert_eq!(
        (prime.quota, prime.replaced_by.as_slice()),
        (Some(0), [1].as_slice())
    );
    assert_eq!(prime.incompatible_with, [1]);
    assert_eq!(bourse.incompatible_with, [0]);
    assert_eq!(
        prime.yearly_value.as_ref().map(|text| text.value.as_str()),
        Some("0")
    );
    assert_eq!(prime.to_confirm.as_deref(), Some("Combien ?"));
    assert_eq!(bourse.droits[1].payer, Some((EnumerationId(1), 1)));
    assert_eq!(bourse.priorities[0].reliability, Reliability::ToConfirm);
    let variable = &bourse.variables[0];
    assert_eq!(
        variable.declared.as_ref().map(|declared| declared.style),
        Some(Style::Boolean)
    );
    assert_eq!(variable.title.as_deref(), Some("Trop riche"));
    let debut = &pack.vocabulary.facts[2].declared;
    assert_eq!(debut.min, i64::from(day("1950-01-01").number()));
    assert_eq!(debut.max, i64::from(day("2099-12-31").number()));
    assert_eq!(pack.quotas[0].groups.value, "annee(debut)");
}

#[test]
fn a_faulty_pack_keeps_what_could_be_read_and_knows_what_could_not() {
    let reading = edited(&[
        replace("vocabulaire.toml", "type     = \"entier\"", "type = \"entie\""),
        replace("tables/plafonds.csv", "33100", "x"),
    ]);
    assert!(reading.has_errors());
    assert_eq!(reading.pack.vocabulary.facts.len(), 1);
    assert_eq!(reading.pack.dispositifs.len(), 1);
    assert!(reading.unread.excuses("points") && reading.unread.excuses("plafonds"));
    assert!(!reading.unread.excuses("revenu") && !reading.unread.excuses("inconnu"));
    let findings = reading.finish().unwrap_err();
    assert_eq!((findings.list.len(), findings.files.len()), (2, 7));
}

//! The typed façade: the same facts by their types, by their names and through serde.

use bareme::{Code, FactValue};
use bareme_pays_de_la_loire::{Dossier, Statut, engine};

fn typed() -> Dossier {
    let mut dossier = Dossier::default();
    dossier.statut = Some(Statut::DemandeurEmploi);
    dossier.age = Some(31);
    dossier.revenu_brut_global = Some("18250.50".parse().unwrap());
    dossier.date_entree_formation = Some("2024-09-02".parse().unwrap());
    dossier.parent_isole = Some(true);
    dossier
}

#[test]
fn every_way_of_stating_facts_gives_the_same_dossier() {
    let named = engine()
        .dossier()
        .set("statut", Statut::DemandeurEmploi)
        .and_then(|dossier| dossier.set("age", 31_u64))
        .and_then(|dossier| dossier.set("revenu_brut_global", "18250.50".to_owned()))
        .and_then(|dossier| dossier.set("date_entree_formation", Some("2024-09-02")))
        .and_then(|dossier| dossier.set("parent_isole", true))
        .unwrap();
    assert_eq!(typed().to_engine().unwrap(), named);
    assert!(Dossier::from(&named) == typed());
    let json = serde_json::to_string(&typed()).unwrap();
    assert_eq!(json, serde_json::to_string(&named).unwrap());
    assert!(serde_json::from_str::<Dossier>(&json).unwrap() == typed());
}

#[test]
fn every_fact_that_is_stated_comes_back() {
    // Whatever the type of a fact, its lowest value goes through the façade and back.
    let plan = engine().plan();
    for fact in &plan.vocabulary.facts {
        let lowest = match fact.declared.style.word() {
            "booleen" => "oui".to_owned(),
            "choix" => {
                let bareme::vocabulary::Kind::Choice(id) = fact.declared.kind else {
                    panic!("{}", fact.name)
                };
                plan.vocabulary.enumeration(id).unwrap().members[0].name.clone()
            }
            "date" => "2024-09-02".to_owned(),
            _ => bareme::decimal::format(fact.declared.min.max(0), fact.declared.decimals()),
        };
        let stated = engine()
            .dossier()
            .set(&fact.name, FactValue::Typed(&lowest))
            .unwrap();
        let back = Dossier::from(&stated).to_engine().unwrap();
        assert_eq!(back, stated, "{}", fact.name);
        assert_eq!(back.stated().count(), 1, "{}", fact.name);
    }
}

#[test]
fn what_is_no_dossier_is_refused() {
    for json in [
        r#"{"agee": 31}"#,
        r#"{"age": 31, "age": 32}"#,
        r#"{"age": -1}"#,
        r#"{"statut": "chomeur"}"#,
        r#"{"revenu_brut_global": 18250.505}"#,
        "[]",
    ] {
        assert!(serde_json::from_str::<Dossier>(json).is_err(), "{json}");
    }
    let null = serde_json::from_str::<Dossier>(r#"{"age": null, "revenu_brut_global": 18250.50}"#).unwrap();
    assert_eq!(null.age, None);
    let mut young = typed();
    young.age = Some(-1);
    assert_eq!(young.to_engine().unwrap_err().list[0].code, Code::OutOfBounds);
    assert!(serde_json::to_string(&young).is_err());
}

#[test]
fn the_members_of_an_enumeration_are_words() {
    for member in Statut::ALL {
        assert_eq!(member.to_string(), member.name());
        assert_eq!(member.name().parse(), Ok(*member));
        assert!(!member.label().is_empty());
        let json = serde_json::to_string(member).unwrap();
        assert_eq!(serde_json::from_str::<Statut>(&json).unwrap(), *member);
    }
    let error = "salarie_prve".parse::<Statut>().unwrap_err();
    assert_eq!(error.suggestion(), Some("salarie_prive"));
}

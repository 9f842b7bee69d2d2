//! The lines of a reform: which one holds, the numbers that they write, and the formulas that others read.

use bareme::{Verdict, catalogue::Status, reform::Reform, wire};
use bareme_pays_de_la_loire::engine;

use super::{SINCE, answer, bursary, day, of, reform};

#[test]
fn the_order_of_the_lines_does_not_count_and_the_more_precise_one_holds() {
    let (whole, cell) = ("bourse_plafonds", "bourse_plafonds[points=0, echelon=1]");
    let made = |reform: Reform| engine().with_reform(&reform).unwrap();
    let first = made(reform("Essai").change(whole, "× 1.05").change(cell, "× 1.1"));
    let last = made(reform("Essai").change(cell, "× 1.1").change(whole, "× 1.05"));
    // 0 point, échelon 1: 23 850 × 1,1 = 26 235, and not 5 % more than that.
    for reformed in [&first, &last] {
        assert_eq!(bursary(reformed, "26235", SINCE), of_amount("2163.00"));
        assert_eq!(bursary(reformed, "26236", SINCE), of_amount("1454.00"));
    }
}

fn of_amount(amount: &str) -> (Verdict, Option<String>) {
    of(Verdict::Eligible, amount)
}

#[test]
fn a_number_of_a_reform_is_written_where_it_is_read() {
    let reformed = engine()
        .with_reform(&reform("Plus âgées").change_titled(
            "bourse_regionale.conditions.age",
            "age >= 21",
            "Avoir au moins 21 ans",
        ))
        .unwrap();
    let answer = answer(&reformed, "10000", SINCE);
    let decision = answer.decision("bourse_regionale").unwrap();
    assert_eq!(
        (decision.verdict(), decision.status()),
        (Verdict::NotEligible, Status::Hypothesis)
    );
}

#[test]
fn a_formula_that_another_dispositif_reads_is_read_as_it_is_on_the_day() {
    let doubled = Reform::new("Salaire doublé", day("2025-01-01")).change(
        "projet_transition_professionnelle.droits.remuneration_periode_1",
        "salaire_reference_mensuel + salaire_reference_mensuel",
    );
    let reformed = engine().with_reform(&doubled).unwrap();
    let paid = |entry: &str| {
        let text = format!(
            r#"{{"statut": "salarie_prive", "contrat_type": "cdi", "travailleur_handicape": false, "licenciement_economique_ou_inaptitude": false,
            "absence_sante_qualifiante": false, "mois_salarie_total": 48, "mois_dans_entreprise": 24, "mois_salarie_5_ans": 48, "mois_cdd_12_mois": 0,
            "salaire_reference_mensuel": "1800.00", "accord_commission_transitions_pro": true, "diplome_vise": "aide_soignant",
            "organisme_departement": "loire_atlantique", "date_entree_formation": "{entry}", "place_conventionnee": true}}"#
        );
        let dossier = wire::read_dossier(&reformed, &text).unwrap();
        let answer = reformed.evaluate(&dossier, day(entry)).unwrap();
        let decision = answer.decision("transitions_pro_aide_soignant").unwrap();
        let amount = decision.droit("remuneration_mensuelle");
        (decision.verdict(), amount.map(|amount| amount.to_string()))
    };
    // 1 800 € is under two SMIC, and paid whole; the reform pays it twice.
    assert_eq!(paid("2024-09-02"), of_amount("1800.00"));
    assert_eq!(paid("2025-09-01"), of_amount("3600.00"));
}

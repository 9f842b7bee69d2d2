//! The year 2024 of the convention between the Region and Transitions Pro, dossier by dossier, from the report on training in
//! health and social work: 85 dossiers towards aide-soignant gave 65 agreements and 60 paid courses out of 150; towards
//! infirmier, 10 gave 5 and 4 out of 30.
//!
//! The report does not say why 5 and 1 dossiers with an agreement were not paid for: here they gave up.
//!
//! `cargo run -p bareme-cli --example quotas_2024`

use std::error::Error;

use bareme::{
    Code,
    quota::{Claim, DossierId, EventKey, EventKind, Ledger},
};
use bareme_ledger_store::{Registry, Sqlite, Stamp, Submission};

/// What the report says of one diploma.
pub(crate) struct Reported {
    /// The dispositif.
    pub(crate) dispositif: &'static str,
    /// The diploma, as the vocabulary names it.
    pub(crate) diploma: &'static str,
    /// Files that were processed.
    pub(crate) processed: u32,
    /// Files that the commission agreed to.
    pub(crate) agreed: u32,
    /// Files that were paid for.
    pub(crate) paid: u32,
}

/// The figures of the report.
pub(crate) const REPORT: [Reported; 2] = [
    Reported {
        dispositif: "transitions_pro_aide_soignant",
        diploma: "aide_soignant",
        processed: 85,
        agreed: 65,
        paid: 60,
    },
    Reported {
        dispositif: "transitions_pro_infirmier",
        diploma: "infirmier",
        processed: 10,
        agreed: 5,
        paid: 4,
    },
];

/// Processes the files of a diploma one after the other; gives the ledger at the end of the year, and how many were refused.
///
/// # Errors
/// When a dossier is refused for another reason than the agreement that it lacks.
pub(crate) fn year(reported: &Reported) -> Result<(Ledger, u32), Box<dyn Error>> {
    let engine = bareme_pays_de_la_loire::engine();
    let mut registry = Registry::new(Sqlite::in_memory()?);
    let mut not_eligible = 0;
    let mut ledger = None;
    for number in 0..reported.processed {
        let dossier = engine
            .dossier()
            .set("statut", "salarie_prive")?
            .set("contrat_type", "cdi")?
            .set("mois_salarie_total", 190)?
            .set("mois_dans_entreprise", 65)?
            .set("salaire_reference_mensuel", "2150.00")?
            .set("accord_commission_transitions_pro", number < reported.agreed)?
            .set("diplome_vise", reported.diploma)?
            .set("organisme_departement", "sarthe")?
            .set("place_conventionnee", true)?
            .set("date_entree_formation", "2024-09-02")?
            .set("date_fin_formation", "2025-07-04")?;
        let answer = engine.evaluate(&dossier, "2024-03-01".parse()?)?;
        let claim = match Claim::of(&answer, reported.dispositif) {
            Err(finding) if finding.code == Code::NotEligible => {
                not_eligible += 1;
                continue;
            }
            claim => claim?,
        };
        if ledger.is_none() {
            // Under the limit of the rules.
            let opens = Submission {
                key: None,
                stamp: Stamp::Now,
                author: None,
            };
            registry.create(&claim.ledger, claim.limit.into(), claim.order, &opens)?;
        }
        let id = DossierId::new(format!("2024-{number:03}"))?;
        registry.request(&claim, &id, &EventKey::new("demande")?, Stamp::Now)?;
        if number >= reported.paid {
            let gives_up = EventKind::Desistement { dossier: id };
            registry.submit(
                &claim.ledger,
                &EventKey::new("desistement")?,
                &gives_up,
                Stamp::Now,
            )?;
        }
        ledger = Some(registry.ledger(&claim.ledger)?.clone());
    }
    Ok((ledger.ok_or("no dossier was eligible")?, not_eligible))
}

/// Prints both years.
#[allow(dead_code, reason = "the tests read the figures without printing them")]
fn main() -> Result<(), Box<dyn Error>> {
    for reported in &REPORT {
        let (ledger, not_eligible) = year(reported)?;
        println!(
            "{} : {} dossiers, {} accords, {} parcours financés sur {} places",
            ledger.id(),
            reported.processed,
            reported.processed - not_eligible,
            ledger.attributed(),
            ledger.limit()
        );
    }
    Ok(())
}

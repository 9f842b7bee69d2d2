//! Random meanings: what a random dispositif is to a person, and what is doubted of it.

use proptest::{collection::vec, prelude::*, sample::select};

/// The days on which something was read: few, so that it is often past its day.
pub(crate) const DAYS: [&str; 3] = ["2020-06-01", "2023-06-01", "2030-01-01"];

/// A pack of either format may say it.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    nature: &'static str,
    after: &'static str,
    verified: &'static str,
    /// What each doubt is about.
    doubts: Vec<Vec<&'static str>>,
}

pub(crate) fn meaning() -> BoxedStrategy<Meaning> {
    let natures = select(vec!["aide", "decision", "classement", "plancher", "regle"]);
    let after = select(vec![
        "",
        "apres = \"fin\"\n",
        "apres = \"inconnu\"\n",
        "apres = \"prolonge_probable\"\n",
    ]);
    let concerns = select(vec![
        "condition:c0",
        "droit:x0",
        "parametre:pe",
        "table:plafonds",
        "periode",
        "existence",
    ]);
    (
        natures,
        after,
        select(DAYS.to_vec()),
        vec(vec(concerns, 1..3), 0..3),
    )
        .prop_map(|(nature, after, verified, doubts)| Meaning {
            nature,
            after,
            verified,
            doubts,
        })
        .boxed()
}

impl Meaning {
    pub(crate) fn keys(&self, in_force: &str) -> String {
        let mut text = format!("nature = \"{}\"\nverifie_le = {}\n", self.nature, self.verified);
        if self.nature == "decision" {
            text.push_str("decideur = \"une commission\"\n");
        }
        text.push_str("demarche = { ou = \"en ligne\", fiabilite = \"secondaire\" }\n");
        if in_force.contains("au =") {
            text.push_str(self.after);
        }
        for (position, doubt) in self.doubts.iter().enumerate() {
            text.push_str(&format!(
                "[[doutes]]\nquestion = \"q{position}\"\nporte_sur = {doubt:?}\n"
            ));
        }
        text
    }
}

/// Mostly none; else a day that is known, that a fact says, that moves with one, or that depends on the law.
pub(crate) const DAYS_OF_ITS_OWN: [&str; 12] = [
    "",
    "",
    "",
    "",
    "",
    "",
    "date_reference",
    "date_effet",
    "d1",
    "max(d0, d1 + 1 mois)",
    "d1 - m0",
    "si b0 alors pd sinon date_reference",
];

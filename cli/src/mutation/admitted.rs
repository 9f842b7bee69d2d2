//! What is known to be seen by nothing, and why: a file that may only lose entries.

use std::collections::{BTreeMap, BTreeSet};

use bareme::{Code, Finding, error::Place};
use toml::de::{DeTable, DeValue};

use super::mutant::Kind;

/// The file of what is admitted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Admitted {
    /// By kind, how many slips are seen and how many there are.
    pub(crate) scores: BTreeMap<String, (usize, usize)>,
    /// Slips that nothing sees, by reason.
    pub(crate) groups: Vec<Group>,
}

/// Slips that nothing sees for one reason.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Why nothing can, or does not yet.
    pub(crate) pourquoi: String,
    /// Their names.
    pub(crate) mutants: Vec<String>,
}

/// Why, until somebody says it.
const UNEXPLAINED: &str = "À expliquer, ou à éprouver par un cas.";

impl Admitted {
    /// Reads the file.
    pub(crate) fn read(text: &str) -> Result<Self, Finding> {
        let (document, errors) = DeTable::parse_recoverable(text);
        let mut read = Self::default();
        let whole = document.get_ref();
        let scores = whole.get("scores").and_then(|scores| scores.get_ref().as_table());
        for (kind, score) in scores.into_iter().flatten() {
            let numbers = score
                .get_ref()
                .as_array()
                .into_iter()
                .flat_map(|list| list.iter());
            let numbers: Vec<usize> = numbers
                .filter_map(|number| number.get_ref().as_integer()?.as_str().parse().ok())
                .collect();
            if let [seen, total] = numbers.as_slice() {
                read.scores
                    .insert(kind.get_ref().as_ref().to_owned(), (*seen, *total));
            }
        }
        let groups = whole.get("admis").and_then(|groups| groups.get_ref().as_array());
        let groups = groups.into_iter().flat_map(|list| list.iter());
        let group = |group: &toml::Spanned<DeValue<'_>>| {
            let table = group.get_ref().as_table()?;
            let names = table.get("mutants")?.get_ref().as_array()?;
            let names = names
                .iter()
                .map(|name| name.get_ref().as_str().map(str::to_owned));
            Some(Group {
                pourquoi: table.get("pourquoi")?.get_ref().as_str()?.to_owned(),
                mutants: names.collect::<Option<_>>()?,
            })
        };
        let groups: Option<Vec<Group>> = groups.map(group).collect();
        // A file of something else is not written over.
        let is_its_own = whole
            .iter()
            .all(|(key, _)| ["scores", "admis"].contains(&key.get_ref().as_ref()));
        match groups.filter(|_| errors.is_empty() && is_its_own) {
            Some(groups) => Ok(Self { groups, ..read }),
            None => {
                let message = "le fichier de ce qui est admis ne se lit pas";
                let help = "il ne contient que [scores] et des [[admis]] : corrigez-le, ou nommez-en un autre, que `--ecrire` fera";
                Err(Finding::new(Code::TomlInvalid, Place::Whole, message).with_help(help))
            }
        }
    }

    /// Is this one admitted?
    pub(crate) fn has(&self, name: &str) -> bool {
        self.groups
            .iter()
            .any(|group| group.mutants.iter().any(|known| known == name))
    }

    /// The same file with these scores and these slips alone, each under the reason that it had.
    pub(crate) fn renewed(
        &self,
        scores: BTreeMap<String, (usize, usize)>,
        unseen: &BTreeSet<String>,
    ) -> Self {
        let mut groups: Vec<Group> = self.groups.clone();
        for group in &mut groups {
            group.mutants.retain(|known| unseen.contains(known));
        }
        let new: Vec<String> = unseen.iter().filter(|name| !self.has(name)).cloned().collect();
        if !new.is_empty() {
            match groups.iter_mut().find(|group| group.pourquoi == UNEXPLAINED) {
                Some(group) => group.mutants.extend(new),
                None => groups.push(Group {
                    pourquoi: UNEXPLAINED.to_owned(),
                    mutants: new,
                }),
            }
        }
        groups.retain(|group| !group.mutants.is_empty());
        Self { scores, groups }
    }

    /// The file.
    pub(crate) fn written(&self) -> String {
        let mut text = String::from(
            "# Ce que `make mutation` a mesuré : par sorte de faute, combien sont vues, et combien il y en a. Une faute que rien ne voit\n\
             # et qui n'est pas ici fait échouer la commande ; une entrée ne peut que disparaître. `make mutation ECRIRE=1` l'écrit de nouveau.\n\
             \n[scores]\n",
        );
        for kind in Kind::ALL {
            if let Some((seen, total)) = self.scores.get(kind.word()) {
                text.push_str(&format!("{} = [{seen}, {total}]\n", kind.word()));
            }
        }
        for group in &self.groups {
            text.push_str(&format!(
                "\n[[admis]]\npourquoi = {}\nmutants = [\n",
                quoted(&group.pourquoi)
            ));
            for name in &group.mutants {
                text.push_str(&format!("  {},\n", quoted(name)));
            }
            text.push_str("]\n");
        }
        text
    }
}

/// A text of TOML: that of JSON is one.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_reasons_are_kept() {
        let unseen = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<BTreeSet<String>>()
        };
        let scores = BTreeMap::from([("permutation".to_owned(), (9, 10))]);
        let first = Admitted::default().renewed(scores.clone(), &unseen(&["a : \"0bis\" → 1", "b : 1 → 2"]));
        let mut read = Admitted::read(&first.written()).unwrap();
        assert_eq!((read.scores.clone(), read.groups.len()), (scores.clone(), 1));
        for group in &mut read.groups {
            group.pourquoi = "Parce que.".to_owned();
        }
        let second = read.renewed(scores, &unseen(&["b : 1 → 2", "c : 1 → 2"]));
        let told: Vec<(&str, usize)> = second
            .groups
            .iter()
            .map(|group| (group.pourquoi.as_str(), group.mutants.len()))
            .collect();
        assert_eq!(told, [("Parce que.", 1), (UNEXPLAINED, 1)]);
        assert!(second.has("c : 1 → 2") && !second.has("a : \"0bis\" → 1"));
        assert!(Admitted::read("[[admis]]\nmutants = 3").is_err());
    }
}

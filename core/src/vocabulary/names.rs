//! Where each name of a list is.

use std::{collections::BTreeMap, sync::OnceLock};

/// Where each name of a list is, noted at the first look-up, so that reading a dossier does not walk along the list for each fact.
///
/// The list may grow afterwards: what is noted is compared, and what is not noted is sought.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(OnceLock<BTreeMap<Box<str>, u16>>);

/// It says nothing that the list does not.
impl PartialEq for Names {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Names {}

impl Names {
    /// The first of the list with this name.
    pub(super) fn position<'l, T>(
        &self,
        name: &str,
        list: &'l [T],
        name_of: impl Fn(&T) -> &str,
    ) -> Option<(u16, &'l T)> {
        let noted = self.0.get_or_init(|| {
            let mut noted = BTreeMap::new();
            for (position, one) in (0_u16..).zip(list) {
                noted.entry(name_of(one).into()).or_insert(position);
            }
            noted
        });
        let is_named = |(_, one): &(u16, &T)| name_of(one) == name;
        noted
            .get(name)
            .and_then(|position| Some((*position, list.get(usize::from(*position))?)))
            .filter(is_named)
            .or_else(|| (0_u16..).zip(list).find(is_named))
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_list_may_change_after_a_look_up() {
        let names = Names::default();
        let at = |name: &str, list: &[&str]| {
            names
                .position(name, list, |one| one)
                .map(|(position, _)| position)
        };
        assert_eq!(at("age", &["statut", "age", "age"]), Some(1));
        assert_eq!(at("aidant", &["statut", "age", "age"]), None);
        assert_eq!(at("aidant", &["statut", "age", "aidant"]), Some(2));
        assert_eq!(at("age", &["age", "statut"]), Some(0));
    }
}

//! Where two decisions differ, with JSON pointers.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::shape::{Member, Shape};
use crate::{
    dossier::shortened,
    error::{Code, Finding, Place},
    json::push,
};

/// The most differences that are listed; the others are counted.
const MOST: usize = 50;

/// Compares what a receipt says with what is decided again.
#[derive(Default)]
pub(super) struct Differences {
    findings: Vec<Finding>,
    count: usize,
    at: String,
}

impl Differences {
    /// Everything counts.
    pub(super) fn strict(given: &Json, again: &Json) -> Self {
        let mut differences = Self::default();
        differences.compare(given, again, None);
        differences
    }

    /// What a receipt of an older or another engine can say counts: its members, those of its form.
    pub(super) fn between_engines(given: &Json, again: &Json, shape: &'static Shape, form: u32) -> Self {
        let mut differences = Self::default();
        differences.compare(given, again, Some((shape, form)));
        differences
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// One finding a difference, and one for all those that are not listed.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        let others = self.count.saturating_sub(self.findings.len());
        if others > 0 {
            let message = match others {
                1 => "et une autre différence, qui n'est pas listée".to_owned(),
                _ => format!("et {others} autres différences, qui ne sont pas listées"),
            };
            self.findings
                .push(Finding::new(Code::DecisionDiffers, Place::Whole, message));
        }
        self.findings
    }

    fn compare(&mut self, given: &Json, again: &Json, shape: Option<(&'static Shape, u32)>) {
        if given == again {
            return;
        }
        let length = self.at.len();
        let inner = |of: &'static Shape| shape.map(|(_, form)| (of, form));
        match (given, again, shape.map(|(shape, _)| shape)) {
            (_, _, Some(Shape::Words)) => {}
            (Json::Object(a), Json::Object(b), None) => self.members(a, b, |_| Some(None)),
            (Json::Object(a), Json::Object(b), Some(Shape::Named(of))) => {
                self.members(a, b, |_| Some(inner(of)));
            }
            (Json::Object(a), Json::Object(b), Some(Shape::Members(known))) => {
                let form = shape.map_or(0, |(_, form)| form);
                self.members(a, b, |name| of_form(known, name, form, a.contains_key(name)));
            }
            (Json::Array(a), Json::Array(b), None | Some(Shape::List(_))) if a.len() == b.len() => {
                let of = if let Some((Shape::List(of), form)) = shape {
                    Some((*of, form))
                } else {
                    None
                };
                for (index, (x, y)) in a.iter().zip(b).enumerate() {
                    push(&mut self.at, &index.to_string());
                    self.compare(x, y, of);
                    self.at.truncate(length);
                }
            }
            _ => self.differs(Some(given), Some(again)),
        }
    }

    /// `of` says how to compare a member, or that it does not count.
    fn members(
        &mut self,
        given: &Map<String, Json>,
        again: &Map<String, Json>,
        of: impl Fn(&str) -> Option<Option<(&'static Shape, u32)>>,
    ) {
        let length = self.at.len();
        let names: BTreeSet<&String> = given.keys().chain(again.keys()).collect();
        for name in names {
            let Some(shape) = of(name) else {
                continue;
            };
            push(&mut self.at, name);
            match (given.get(name), again.get(name)) {
                (Some(x), Some(y)) => self.compare(x, y, shape),
                (x, y) => self.differs(x, y),
            }
            self.at.truncate(length);
        }
    }

    /// Two values at one place that are not the same; one that is not there is not a `null`.
    fn differs(&mut self, given: Option<&Json>, again: Option<&Json>) {
        self.count = self.count.saturating_add(1);
        if self.findings.len() < MOST {
            self.findings.push(differs(&self.at, given, again));
        }
    }
}

/// How a member of an object counts in a receipt of this form: not at all when the form has it not and the receipt neither.
fn of_form(
    known: &'static [Member],
    name: &str,
    form: u32,
    given: bool,
) -> Option<Option<(&'static Shape, u32)>> {
    match known.iter().find(|member| member.name == name) {
        Some(member) if member.since > form && !given => None,
        Some(member) => Some(Some((member.shape, form))),
        None => Some(None),
    }
}

pub(super) fn differs(at: &str, given: Option<&Json>, again: Option<&Json>) -> Finding {
    let shown = |value: Option<&Json>| value.map_or("rien".to_owned(), |value| shortened(&value.to_string()));
    let finding = Finding::new(
        Code::DecisionDiffers,
        Place::Pointer(at.to_owned()),
        format!(
            "la décision dit {}, le calcul donne {}",
            shown(given),
            shown(again)
        ),
    );
    if at == "/recu/empreinte" {
        finding.with_help(
            "quelque chose a été changé après l'écriture, ne serait-ce qu'un fait qui ne comptait pas ; reprenez la décision d'origine",
        )
    } else {
        finding
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    static LATER: Shape = Shape::Members(&[
        Member {
            name: "ancien",
            since: 0,
            shape: &Shape::Whole,
        },
        Member {
            name: "mots",
            since: 0,
            shape: &Shape::Words,
        },
        Member {
            name: "nouveau",
            since: 2,
            shape: &Shape::Whole,
        },
    ]);

    fn places(given: &Json, again: &Json, form: u32) -> Vec<String> {
        let found = Differences::between_engines(given, again, &LATER, form).findings();
        found
            .into_iter()
            .map(|finding| finding.place.to_string())
            .collect()
    }

    #[test]
    fn a_member_that_the_form_had_not_is_no_difference() {
        let again = json!({"ancien": 1, "mots": "a", "nouveau": 2});
        let old = json!({"ancien": 1, "mots": "b"});
        assert_eq!(places(&old, &again, 1), [""; 0]);
        assert_eq!(places(&old, &again, 2), ["/nouveau"]);
        // What is there counts, whatever the form.
        assert_eq!(
            places(&json!({"ancien": 1, "mots": "", "nouveau": 3}), &again, 1),
            ["/nouveau"]
        );
        assert_eq!(places(&json!({"mots": ""}), &again, 1), ["/ancien"]);
        assert_eq!(places(&json!({"ancien": 1}), &again, 1), ["/mots"]);
        assert_eq!(
            places(&json!({"ancien": 1, "mots": "", "x": null}), &again, 1),
            ["/x"]
        );
        assert_eq!(places(&json!([]), &again, 1), [""]);
    }

    #[test]
    fn differences_beyond_the_cap_are_counted() {
        let of = |value: u32| Json::Array((0..60).map(|_| value.into()).collect());
        let found = Differences::strict(&of(1), &of(2)).findings();
        assert_eq!(found.len(), MOST + 1);
        assert!(found[MOST].message.contains("10 autres différences"));
    }
}

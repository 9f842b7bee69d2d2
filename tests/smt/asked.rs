//! The questions that the search is asked (`analysis/asked.rs`), in SMT-LIB.

use bareme::{
    analysis::Side,
    pack::model::{Dispositif, Droit},
    vocabulary::Kind,
};

use crate::{
    asked::{About, Asked},
    naive::Naive,
};

use super::{
    packs::Translation,
    script::{Symbol, number, truth},
    term::{Sort, Term},
};

/// A side, and one of its dispositifs.
fn place<'n>(about: &About<'n>, side: Side, dispositif: usize) -> (&'n Naive, &'n Dispositif) {
    let last = about.sides.len() - 1;
    let naive = about.sides[if side == Side::After { last } else { 0 }];
    (naive, &naive.pack.dispositifs[dispositif])
}

impl Translation {
    pub(crate) fn asked(&mut self, about: &About<'_>, asked: &Asked) -> Symbol {
        let scaled = |droit: &Droit, value: i64| Term {
            symbol: number(value.into()),
            sort: Sort::Number(
                droit.declared.decimals().into(),
                droit.declared.unit().cloned().unwrap_or_default(),
            ),
        };
        match asked {
            Asked::InForce(side, d) => {
                let (naive, dispositif) = place(about, *side, *d);
                self.holds_in(naive, dispositif, dispositif.in_force)
            }
            Asked::Eligible(side, d) => {
                let (naive, dispositif) = place(about, *side, *d);
                self.eligible(naive, dispositif)
            }
            Asked::Met(side, d, c) => {
                let (naive, dispositif) = place(about, *side, *d);
                let said = [
                    self.holds_in(naive, dispositif, dispositif.in_force),
                    self.met(naive, dispositif, *c),
                ];
                self.script.all(&said)
            }
            Asked::Due(side, d, x, least) => {
                let (naive, dispositif) = place(about, *side, *d);
                let droit = &dispositif.droits[*x];
                let due = self.due(naive, dispositif, droit);
                self.script.ordered("<=", &scaled(droit, *least), &due)
            }
            Asked::Given(side, d, x, value) => {
                let (naive, dispositif) = place(about, *side, *d);
                let droit = &dispositif.droits[*x];
                let exists = self.exists(naive, dispositif, droit);
                let given = self.rule(naive, dispositif, &droit.rule, droit.day.as_ref());
                let value = self.constant(&naive.stored(&droit.declared, *value));
                let same = self.script.ordered("=", &given, &value);
                self.script.all(&[exists, same])
            }
            Asked::More(d, x, least) => {
                let [before, after] = [Side::Before, Side::After].map(|side| {
                    let (naive, dispositif) = place(about, side, *d);
                    self.due(naive, dispositif, &dispositif.droits[*x])
                });
                let least = scaled(&place(about, Side::After, *d).1.droits[*x], *least);
                let (after, before, sort) = self.script.alike(&after, &before);
                let symbol = self.script.subtract(&after, &before);
                self.script.ordered("<=", &least, &Term { symbol, sort })
            }
            Asked::Alike(d) => self.alike(place(about, Side::Before, *d), place(about, Side::After, *d)),
            Asked::Is(fact, value) => self.fact_and(about, *fact, *value, "="),
            Asked::AtMost(fact, value) => self.fact_and(about, *fact, *value, "<="),
            Asked::Not(inner) => {
                let inner = self.asked(about, inner);
                self.script.not(&inner)
            }
            Asked::All(list) => {
                let list: Vec<Symbol> = list.iter().map(|one| self.asked(about, one)).collect();
                self.script.all(&list)
            }
            Asked::Any(list) => {
                let list: Vec<Symbol> = list.iter().map(|one| self.asked(about, one)).collect();
                self.script.any(&list)
            }
        }
    }

    fn fact_and(&mut self, about: &About<'_>, fact: usize, value: i64, sign: &str) -> Symbol {
        let naive = about.sides[0];
        let fact = &naive.pack.vocabulary.facts[fact];
        let (term, value) = (self.of_fact(fact), naive.stored(&fact.declared, value));
        let value = self.constant(&value);
        self.script.ordered(sign, &term, &value)
    }

    /// Is what is decided the same: in force, granted, and every droit that is due?
    fn alike(&mut self, before: (&Naive, &Dispositif), after: (&Naive, &Dispositif)) -> Symbol {
        let [mut old, mut new] = [before, after].map(|(naive, dispositif)| {
            let in_force = self.holds_in(naive, dispositif, dispositif.in_force);
            vec![in_force, self.eligible(naive, dispositif)]
        });
        let ids = |dispositif: &Dispositif| -> Vec<String> {
            dispositif.droits.iter().map(|droit| droit.id.clone()).collect()
        };
        let mut named = [ids(before.1), ids(after.1)].concat();
        named.sort();
        named.dedup();
        let mut said = Vec::new();
        for id in named {
            let [(old_exists, one), (new_exists, other)] =
                [before, after].map(|(naive, dispositif)| self.droit(naive, dispositif, &id));
            let absent = self.script.not(&old_exists);
            old.push(old_exists);
            new.push(new_exists);
            if let (Some((one, a)), Some((other, b))) = (one, other) {
                let alike = comparable(&a, &b);
                let same = if alike {
                    self.script.ordered("=", &one, &other)
                } else {
                    truth(false)
                };
                said.push(self.script.any(&[absent, same]));
            }
        }
        for (old, new) in old.iter().zip(&new) {
            said.push(self.script.compare("=", old, new));
        }
        self.script.all(&said)
    }

    /// Is a droit due, in one of its versions, and what is it then?
    fn droit(&mut self, naive: &Naive, dispositif: &Dispositif, id: &str) -> (Symbol, Option<(Term, Kind)>) {
        let (mut exist, mut value) = (Vec::new(), None);
        for droit in dispositif.droits.iter().filter(|droit| droit.id == id).rev() {
            let (exists, given) = (
                self.exists(naive, dispositif, droit),
                self.rule(naive, dispositif, &droit.rule, droit.day.as_ref()),
            );
            value = Some(match value {
                None => given,
                Some(later) => self.script.one_or_other(&exists, &given, &later),
            });
            exist.push(exists);
        }
        let mut droits = dispositif.droits.iter();
        let kind = droits
            .find(|droit| droit.id == id)
            .map(|droit| droit.declared.kind.clone());
        (self.script.any(&exist), value.zip(kind))
    }
}

/// Numbers of two units are never the same.
fn comparable(a: &Kind, b: &Kind) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
        && a.unit() == b.unit()
        && a.enumeration() == b.enumeration()
}

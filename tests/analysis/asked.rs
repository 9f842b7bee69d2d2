//! Random questions about one pack or two, what they are to the search, and what they are of a dossier that was decided.

use bareme::{
    analysis::{Joint, Side, Term},
    pack::model::{Droit, Pack},
    vocabulary::{Fact, Kind},
};
use rust_decimal::Decimal;

use super::{
    dossiers::Facts,
    forms::compare,
    judged,
    naive::{Judged, Known, Naive},
    random::Random,
};

/// A question; dispositifs, conditions, droits and facts by their position in the pack.
#[derive(Debug, Clone)]
pub(crate) enum Asked {
    InForce(Side, usize),
    Eligible(Side, usize),
    /// In force, and met or without object on that day.
    Met(Side, usize, usize),
    /// At least so much is due.
    Due(Side, usize, usize, i64),
    /// The droit exists, is due, and is this member, or true.
    Given(Side, usize, usize, i64),
    /// At least so much more is due after than before.
    More(usize, usize, i64),
    Alike(usize),
    Is(usize, i64),
    AtMost(usize, i64),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

/// The packs that questions are about: one, or two of the same facts.
pub(crate) struct About<'n> {
    pub(crate) sides: Vec<&'n Naive>,
}

/// A dossier, and what is decided of it by each pack.
pub(crate) struct Seen {
    pub(crate) facts: Facts,
    pub(crate) judged: Vec<Vec<Judged>>,
}

impl About<'_> {
    pub(crate) fn pack(&self, side: Side) -> &Pack {
        &self.sides[if side == Side::After {
            self.sides.len() - 1
        } else {
            0
        }]
        .pack
    }

    fn droit(&self, side: Side, dispositif: usize, droit: usize) -> &Droit {
        &self.pack(side).dispositifs[dispositif].droits[droit]
    }

    fn fact(&self, position: usize) -> &Fact {
        &self.pack(Side::Before).vocabulary.facts[position]
    }

    /// What the search is asked.
    pub(crate) fn term(&self, joint: &mut Joint, asked: &Asked) -> Term {
        let id = |side: Side, position: usize| self.pack(side).dispositifs[position].id.clone();
        match asked {
            Asked::InForce(side, d) => joint.in_force(*side, &id(*side, *d)).unwrap(),
            Asked::Eligible(side, d) => joint.eligible(*side, &id(*side, *d)).unwrap(),
            Asked::Met(side, d, c) => {
                let name = &self.pack(*side).dispositifs[*d].conditions[*c].id;
                let met = joint.condition(*side, &id(*side, *d), name).unwrap();
                let in_force = joint.in_force(*side, &id(*side, *d)).unwrap();
                joint.all([in_force, met])
            }
            Asked::Due(side, d, x, least) => {
                let due = self.due(joint, *side, *d, *x);
                let least = joint.constant(*least, &joint.kind(due).clone());
                joint.at_most(least, due)
            }
            Asked::Given(side, d, x, value) => {
                let name = self.droit(*side, *d, *x).id.clone();
                let (term, exists) = joint.droit(*side, &id(*side, *d), &name).unwrap();
                let kind = joint.kind(term).clone();
                let value = joint.constant(*value, &kind);
                let eligible = joint.eligible(*side, &id(*side, *d)).unwrap();
                let same = joint.same(term, value);
                joint.all([eligible, exists, same])
            }
            Asked::More(d, x, least) => {
                let more = self.more(joint, *d, *x);
                let least = joint.constant(*least, &joint.kind(more).clone());
                joint.at_most(least, more)
            }
            Asked::Alike(d) => {
                let id = id(Side::Before, *d);
                joint.decided_alike(&id, &id).unwrap()
            }
            Asked::Is(fact, value) => {
                let fact = joint.fact(&self.fact(*fact).name).unwrap();
                let value = joint.constant(*value, &joint.kind(fact).clone());
                joint.same(fact, value)
            }
            Asked::AtMost(fact, value) => {
                let fact = joint.fact(&self.fact(*fact).name).unwrap();
                let value = joint.constant(*value, &joint.kind(fact).clone());
                joint.at_most(fact, value)
            }
            Asked::Not(inner) => {
                let inner = self.term(joint, inner);
                joint.not(inner)
            }
            Asked::All(list) => {
                let terms: Vec<Term> = list.iter().map(|one| self.term(joint, one)).collect();
                joint.all(terms)
            }
            Asked::Any(list) => {
                let terms: Vec<Term> = list.iter().map(|one| self.term(joint, one)).collect();
                joint.any(terms)
            }
        }
    }

    pub(crate) fn due(&self, joint: &mut Joint, side: Side, dispositif: usize, droit: usize) -> Term {
        let name = self.droit(side, dispositif, droit).id.clone();
        let id = self.pack(side).dispositifs[dispositif].id.clone();
        joint.due(side, &id, &name).unwrap()
    }

    pub(crate) fn more(&self, joint: &mut Joint, dispositif: usize, droit: usize) -> Term {
        let [before, after] =
            [Side::Before, Side::After].map(|side| self.due(joint, side, dispositif, droit));
        joint.more(before, after)
    }

    /// What is due of a droit that is a number.
    pub(crate) fn due_of(&self, seen: &Seen, side: Side, dispositif: usize, droit: usize) -> Decimal {
        let judged = &seen.judged[usize::from(side == Side::After && self.sides.len() > 1)][dispositif];
        match (&judged.verdict, &judged.droits[droit]) {
            (&"eligible", Some(Known::Number(number, _))) => *number,
            _ => Decimal::ZERO,
        }
    }

    /// Is it true of a dossier?
    pub(crate) fn holds(&self, seen: &Seen, asked: &Asked) -> bool {
        let judged =
            |side: Side, d: usize| &seen.judged[usize::from(side == Side::After && self.sides.len() > 1)][d];
        let scaled = |side: Side, d: usize, x: usize, value: i64| {
            Decimal::new(value, self.droit(side, d, x).declared.kind.decimals().into())
        };
        match asked {
            Asked::InForce(side, d) => judged(*side, *d).verdict != "hors_periode",
            Asked::Eligible(side, d) => judged(*side, *d).verdict == "eligible",
            Asked::Met(side, d, c) => {
                let judged = judged(*side, *d);
                judged.verdict != "hors_periode" && judged.conditions[*c] != Some(Some(false))
            }
            Asked::Due(side, d, x, least) => {
                scaled(*side, *d, *x, *least) <= self.due_of(seen, *side, *d, *x)
            }
            Asked::Given(side, d, x, value) => {
                let judged = judged(*side, *d);
                let stated = self.stored(*side, &self.droit(*side, *d, *x).declared.kind, *value);
                judged.verdict == "eligible" && judged.droits[*x].as_ref() == Some(&stated)
            }
            Asked::More(d, x, least) => {
                let [before, after] = [Side::Before, Side::After].map(|side| self.due_of(seen, side, *d, *x));
                scaled(Side::After, *d, *x, *least) <= after - before
            }
            Asked::Alike(d) => self.alike(seen, *d),
            Asked::Is(fact, value) => self.order(seen, *fact, *value).is_eq(),
            Asked::AtMost(fact, value) => self.order(seen, *fact, *value).is_le(),
            Asked::Not(inner) => !self.holds(seen, inner),
            Asked::All(list) => list.iter().all(|one| self.holds(seen, one)),
            Asked::Any(list) => list.iter().any(|one| self.holds(seen, one)),
        }
    }

    fn stored(&self, side: Side, kind: &Kind, value: i64) -> Known {
        let side = &self.sides[usize::from(side == Side::After && self.sides.len() > 1)];
        match kind {
            Kind::Boolean => Known::Truth(value != 0),
            Kind::Choice(id) => {
                let members = &side.pack.vocabulary.enumerations[usize::from(id.0)].members;
                Known::Member(members[usize::try_from(value).unwrap()].name.clone())
            }
            Kind::Number { .. } | Kind::Date => panic!("no truth, no member"),
        }
    }

    fn order(&self, seen: &Seen, fact: usize, value: i64) -> std::cmp::Ordering {
        let (declared, name) = (&self.fact(fact).declared, &self.fact(fact).name);
        let text = match &seen.facts[name] {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let naive = self.sides[0];
        compare(&naive.read(declared, &text), &naive.stored(declared, value))
    }

    fn alike(&self, seen: &Seen, dispositif: usize) -> bool {
        let [before, after] = [0, 1].map(|side: usize| &seen.judged[side][dispositif]);
        if before.verdict != after.verdict {
            // Refused by a condition or by another is refused.
            return false;
        }
        if before.verdict != "eligible" {
            return true;
        }
        let given = |side: Side, judged: &Judged| {
            let droits = self.pack(side).dispositifs[dispositif].droits.clone();
            let droits = droits.into_iter().zip(judged.droits.clone());
            droits
                .filter_map(|(droit, value)| Some((droit.id.clone(), (droit, value?))))
                .collect::<std::collections::BTreeMap<_, _>>()
        };
        let (old, new) = (given(Side::Before, before), given(Side::After, after));
        old.len() == new.len()
            && old.iter().zip(&new).all(|((a, (one, x)), (b, (other, y)))| {
                let comparable = one.declared.kind.unit() == other.declared.kind.unit()
                    && std::mem::discriminant(&one.declared.kind)
                        == std::mem::discriminant(&other.declared.kind)
                    && one.declared.kind.enumeration() == other.declared.kind.enumeration();
                a == b && comparable && judged::same(&Some(x.clone()), &Some(y.clone()))
            })
    }

    /// A question drawn at random, of a few parts.
    pub(crate) fn drawn(&self, random: &mut Random, depth: u32) -> Asked {
        if depth > 0 && random.chance(60) {
            let parts = (0..2 + random.below(2))
                .map(|_| self.drawn(random, depth - 1))
                .collect();
            return match random.below(5) {
                0 | 1 => Asked::All(parts),
                2 | 3 => Asked::Any(parts),
                _ => Asked::Not(Box::new(Asked::All(parts))),
            };
        }
        let atom = self.atom(random);
        if random.chance(35) {
            Asked::Not(Box::new(atom))
        } else {
            atom
        }
    }

    fn atom(&self, random: &mut Random) -> Asked {
        let side = if random.chance(50) {
            Side::Before
        } else {
            Side::After
        };
        let pick = |random: &mut Random, length: usize| {
            usize::try_from(random.below(u64::try_from(length).unwrap())).unwrap()
        };
        let d = pick(random, self.pack(side).dispositifs.len());
        let dispositif = &self.pack(side).dispositifs[d];
        match random.below(if self.sides.len() > 1 { 12 } else { 9 }) {
            0 => Asked::InForce(side, d),
            1 | 2 => Asked::Eligible(side, d),
            3 | 4 if !dispositif.conditions.is_empty() => {
                Asked::Met(side, d, pick(random, dispositif.conditions.len()))
            }
            5 | 6 if !dispositif.droits.is_empty() => {
                let x = pick(random, dispositif.droits.len());
                match &dispositif.droits[x].declared.kind {
                    Kind::Number { .. } => {
                        let amounts = [-1, 0, 1, 100, 5_000, 10_000, 50_000, 120_000];
                        Asked::Due(side, d, x, amounts[pick(random, amounts.len())])
                    }
                    Kind::Boolean => Asked::Given(side, d, x, random.between(0, 1)),
                    Kind::Choice(_) => Asked::Given(side, d, x, random.between(0, 2)),
                    Kind::Date => Asked::Eligible(side, d),
                }
            }
            9..=11 => {
                let before = &self.pack(Side::Before).dispositifs;
                let d = pick(random, before.len());
                match self.compared(d).as_slice() {
                    [] => Asked::Alike(d),
                    some if random.chance(50) => {
                        let least = [-10_000, -1, 0, 1, 2, 10_000];
                        Asked::More(
                            d,
                            some[pick(random, some.len())],
                            least[pick(random, least.len())],
                        )
                    }
                    _ => Asked::Alike(d),
                }
            }
            _ => {
                let stated = self.stated();
                let fact = stated[pick(random, stated.len())];
                let declared = &self.fact(fact).declared;
                match &declared.kind {
                    Kind::Boolean => Asked::Is(fact, random.between(0, 1)),
                    Kind::Choice(_) => Asked::Is(fact, random.between(0, 2)),
                    Kind::Number { .. } | Kind::Date => {
                        let value = random.between(declared.min, declared.max);
                        if random.chance(50) {
                            Asked::AtMost(fact, value)
                        } else {
                            Asked::Is(fact, value)
                        }
                    }
                }
            }
        }
    }

    /// The droits of a dispositif that are numbers of one unit before and after.
    pub(crate) fn compared(&self, dispositif: usize) -> Vec<usize> {
        let [before, after] =
            [Side::Before, Side::After].map(|side| &self.pack(side).dispositifs[dispositif].droits);
        let both = before.iter().zip(after).enumerate();
        both.filter(|(_, (one, other))| {
            let kind = &one.declared.kind;
            kind.is_number() && *kind == other.declared.kind && one.id == other.id
        })
        .map(|(position, _)| position)
        .collect()
    }

    /// The facts that follow from no other.
    pub(crate) fn stated(&self) -> Vec<usize> {
        let pack = self.pack(Side::Before);
        let follows = |fact: usize| pack.deductions.iter().any(|one| usize::from(one.fact.0) == fact);
        (0..pack.vocabulary.facts.len())
            .filter(|fact| !follows(*fact))
            .collect()
    }
}

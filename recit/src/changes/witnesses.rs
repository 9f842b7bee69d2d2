//! For whom a decision changes: one dossier explained, that of the largest gain or loss; whoever else gains or loses the most on one line.

use std::collections::BTreeSet;

use bareme::{
    Answer, Decimal, Verdict,
    analysis::compare::{Compared, Differing, Proof, Spread},
    decimal,
};

use super::proofs::{self, Packs, amount, explained, stated, title};
use crate::{
    beside::{self, Beside},
    tree::{Block, Fold, Line, Mark, Section},
    words,
};

/// Each dispositif of which a decision changes, for whom.
pub(super) fn told(packs: Packs<'_>, compared: &[Compared], shown: Beside) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut above: Vec<String> = Vec::new();
    for one in compared {
        let known = match &one.proof {
            Proof::Witness(differing) => Some(Known::of(packs, one, differing, &mut above)),
            Proof::Undecided { .. } => None,
            Proof::SameNodes | Proof::SameForAll | Proof::SameWhereStated { .. } => continue,
        };
        blocks.push(match (shown, known) {
            (Beside::Lines, known) => {
                let (title, lines) = proofs::head(packs, one);
                let mut inside = vec![Block::Lines { lines }];
                inside.extend(known.iter().flat_map(|known| known.blocks(shown)));
                Block::Section(Section {
                    title,
                    apart: false,
                    blocks: together(inside),
                })
            }
            (Beside::Columns, Some(known)) => Block::Fold(Fold {
                title: title(packs, &one.pair),
                teaser: "un dossier pour lequel la décision change".to_owned(),
                count: 1,
                open: false,
                blocks: known.blocks(shown),
            }),
            // The table says it.
            (Beside::Columns, None) => continue,
        });
    }
    blocks
}

/// Lines after lines are one paragraph.
fn together(blocks: Vec<Block>) -> Vec<Block> {
    let mut all: Vec<Line> = Vec::new();
    for block in blocks {
        if let Block::Lines { lines } = block {
            all.extend(lines);
        }
    }
    vec![Block::Lines { lines: all }]
}

/// Whether an amount grows or falls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Gain,
    Loss,
}

impl Way {
    const BOTH: [Self; 2] = [Self::Gain, Self::Loss];

    const fn who(self) -> &'static str {
        match self {
            Self::Gain => "Qui gagne le plus",
            Self::Loss => "Qui perd le plus",
        }
    }

    fn reached(self, spread: &Spread) -> Option<&(i64, Differing)> {
        match self {
            Self::Gain => spread.gain.found.as_ref(),
            Self::Loss => spread.loss.found.as_ref(),
        }
    }

    /// « + 908,00 € par an »
    fn signed(self, packs: Packs<'_>, spread: &Spread, most: i64) -> String {
        let sign = match self {
            Self::Gain => '+',
            Self::Loss => '\u{2212}',
        };
        format!("{sign}\u{a0}{}", amount(packs, spread, most))
    }
}

/// What is known of a dispositif of which decisions change.
struct Known<'c> {
    packs: Packs<'c>,
    compared: &'c Compared,
    /// The dossier that is explained, and what it is the dossier of.
    first: &'c Differing,
    head: String,
    /// What it says.
    facts: String,
    answers: [Option<(Answer, String)>; 2],
}

impl<'c> Known<'c> {
    fn of(packs: Packs<'c>, compared: &'c Compared, any: &'c Differing, above: &mut Vec<String>) -> Self {
        let reached = largest(packs, compared);
        let (first, head) = match reached {
            Some((spread, way, (most, who))) => {
                let what = words::inside(&spread.title);
                (
                    who,
                    format!(
                        "{}, {what}\u{a0}: {}",
                        way.who(),
                        way.signed(packs, spread, *most)
                    ),
                )
            }
            None => (any, "Un dossier pour lequel la décision change".to_owned()),
        };
        let stated = stated(packs, &compared.pair, first);
        let facts = facts(&stated, above);
        *above = stated;
        Self {
            facts,
            answers: explained(packs, &compared.pair, first),
            packs,
            compared,
            first,
            head,
        }
    }

    fn blocks(&self, shown: Beside) -> Vec<Block> {
        let who = format!("le {}, {}", words::date(self.first.date), self.facts);
        let mut lines = vec![Line::plain(format!("{}, {who}", self.head))];
        let mut blocks = Vec::new();
        match (&self.answers, shown) {
            ([Some((old, was)), Some((new, is))], Beside::Columns) => {
                blocks.push(Block::Lines { lines });
                blocks.extend(beside::beside((old, was), (new, is), shown));
                lines = Vec::new();
            }
            ([Some((old, was)), Some((new, is))], Beside::Lines) => {
                lines.extend(once(beside::brief((old, was), (new, is))));
            }
            ([Some((only, id)), None], _) => lines.extend(granted(only, id, "Ce dossier y avait droit")),
            ([None, Some((only, id))], _) => lines.extend(granted(only, id, "Ce dossier y a droit")),
            ([None, None], _) => {}
        }
        lines.extend(self.others());
        if !lines.is_empty() {
            blocks.push(Block::Lines { lines });
        }
        blocks
    }

    /// Who else gains or loses the most of an amount, when the dossier that is explained does not: with what it says otherwise.
    fn others(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let known: BTreeSet<String> = stated(self.packs, &self.compared.pair, self.first)
            .into_iter()
            .collect();
        let mut done: Vec<[Option<(Answer, String)>; 2]> = Vec::new();
        for spread in &self.compared.spreads {
            for way in Way::BOTH {
                let Some((most, who)) = way.reached(spread) else {
                    continue;
                };
                let least = decimal::to_decimal(*most, spread.kind.decimals());
                let reaches = |answers: &[Option<(Answer, String)>; 2]| {
                    let more = more(answers, &spread.droit);
                    match way {
                        Way::Gain => more >= least,
                        Way::Loss => -more >= least,
                    }
                };
                if reaches(&self.answers) || done.iter().any(reaches) {
                    continue;
                }
                done.push(explained(self.packs, &self.compared.pair, who));
                let facts = stated(self.packs, &self.compared.pair, who);
                let others: Vec<String> = facts.into_iter().filter(|fact| !known.contains(fact)).collect();
                let with = if others.is_empty() {
                    String::new()
                } else {
                    format!(", avec {}", others.join("\u{a0}; "))
                };
                lines.push(Line::plain(format!(
                    "{}, {}\u{a0}: {}, le {}{with}.",
                    way.who(),
                    words::inside(&spread.title),
                    way.signed(self.packs, spread, *most),
                    words::date(who.date)
                )));
            }
        }
        lines
    }
}

/// The largest gain, or the largest loss when it is larger, of the amount that is told first.
fn largest<'c>(packs: Packs<'c>, compared: &'c Compared) -> Option<(&'c Spread, Way, &'c (i64, Differing))> {
    let id = compared
        .pair
        .after
        .as_deref()
        .or(compared.pair.before.as_deref())?;
    let plans = [packs.new.plan(), packs.old.plan()];
    let dispositif = plans.into_iter().find_map(|plan| plan.dispositif_named(id));
    let is_principal = |spread: &&Spread| {
        let droits = dispositif.map(|(_, one)| one.droits.iter());
        droits
            .into_iter()
            .flatten()
            .any(|droit| droit.id == spread.droit && droit.principal)
    };
    let found = |spread: &&Spread| Way::BOTH.iter().any(|way| way.reached(spread).is_some());
    let main = compared.spreads.iter().filter(found).find(is_principal);
    let spread = main.or_else(|| compared.spreads.iter().find(found))?;
    let each = Way::BOTH
        .into_iter()
        .filter_map(|way| Some((spread, way, way.reached(spread)?)));
    // Of two that are equal, the gain.
    each.rev().max_by_key(|(_, _, (most, _))| *most)
}

/// How much more of a droit is granted after than before; who has no right to it has nothing.
fn more(answers: &[Option<(Answer, String)>; 2], droit: &str) -> Decimal {
    let [before, after] = answers.each_ref().map(|answer| {
        let (answer, id) = answer.as_ref()?;
        let decision = answer.decision(id)?;
        let granted = decision.verdict() == Verdict::Eligible;
        decision.droit(droit).filter(|_| granted)?.number()
    });
    after.unwrap_or_default() - before.unwrap_or_default()
}

/// « quel que soit le reste. Âge : 15 ans ; distance : 30 km. », or what is not as in the dossier told above, when most of it is.
fn facts(stated: &[String], above: &[String]) -> String {
    if stated.is_empty() {
        return "quel que soit le dossier.".to_owned();
    }
    let without = |list: &[String], others: &[String]| {
        let own = list.iter().filter(|fact| !others.contains(fact));
        own.cloned().collect::<Vec<_>>()
    };
    let (new, gone) = (without(stated, above), without(above, stated));
    let about = |fact: &String| fact.split_once("\u{a0}: ").map(|(about, _)| about.to_owned());
    let told: Vec<String> = new.iter().filter_map(about).collect();
    let left = gone.iter().filter_map(about).filter(|one| !told.contains(one));
    let mut parts = new.clone();
    parts.extend(left.map(|about| format!("{about}\u{a0}: sans importance")));
    if 2 * parts.len() >= stated.len() {
        return format!(
            "quel que soit le reste. {}.",
            words::capital(&stated.join("\u{a0}; "))
        );
    }
    if parts.is_empty() {
        return "avec le dossier qui précède.".to_owned();
    }
    format!(
        "avec le dossier qui précède, sauf\u{a0}: {}.",
        parts.join("\u{a0}; ")
    )
}

/// What one pack alone grants, and how much.
fn granted(answer: &Answer, id: &str, said: &str) -> Vec<Line> {
    let is_granted = answer
        .decision(id)
        .is_some_and(|decision| decision.verdict() == Verdict::Eligible);
    if !is_granted {
        return Vec::new();
    }
    let droits = beside::droits(answer, id);
    let end = if droits.is_empty() { "." } else { "\u{a0}:" };
    vec![Line::plain(format!("{said}{end}")).with(droits)]
}

/// The lines, of which the first that says how it comes says it for all: the others rest on it.
fn once(lines: Vec<Line>) -> Vec<Line> {
    let mut said = false;
    let own = lines.into_iter().map(|line| {
        let reasons = if said { Vec::new() } else { line.lines };
        said |= !reasons.is_empty();
        Line::marked(Mark::Item, line.text).with(reasons)
    });
    own.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(facts: &[&str]) -> Vec<String> {
        facts.iter().map(|fact| fact.replace(" : ", "\u{a0}: ")).collect()
    }

    fn told(stated: &[&str], above: &[&str]) -> String {
        facts(&list(stated), &list(above)).replace('\u{a0}', " ")
    }

    #[test]
    fn a_dossier_that_is_mostly_the_one_above_says_what_is_not() {
        let above = ["âge : 15 ans", "revenu : 0 €", "distance : 30 km", "études : oui"];
        assert_eq!(
            told(&above, &[]),
            "quel que soit le reste. Âge : 15 ans ; revenu : 0 € ; distance : 30 km ; études : oui."
        );
        let raised = ["âge : 15 ans", "revenu : 9 €", "distance : 30 km", "études : oui"];
        assert_eq!(
            told(&raised, &above),
            "avec le dossier qui précède, sauf : revenu : 9 €."
        );
        // One fact of three is left out.
        assert_eq!(
            told(&above[..3], &above),
            "avec le dossier qui précède, sauf : études : sans importance."
        );
        assert_eq!(told(&above, &above), "avec le dossier qui précède.");
        assert_eq!(
            told(&["âge : 20 ans", "revenu : 9 €"], &above),
            "quel que soit le reste. Âge : 20 ans ; revenu : 9 €."
        );
        assert_eq!(told(&[], &above), "quel que soit le dossier.");
    }
}

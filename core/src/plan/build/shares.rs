//! The shares of one cost: no dispositif promises what another refuses, and together they never pass the whole.

use std::collections::BTreeSet;

use super::witness::{Found, Known, Search, Wanted};
use crate::{
    decimal::pow10,
    error::{Code, Finding},
    pack::model::{Location, Pack, Status},
    plan::{CoherencePlan, ConditionPlan, DispositifPlan, NodeId, Role, Value, lower::Lowering},
    vocabulary::{Kind, Style},
};

/// Each share is compared with each other: more of them would cost too much.
const MOST_SHARES: usize = 100;
/// The steps that all the searches of a pack may take.
const MOST_STEPS: usize = 3_000_000;

/// A droit that is the share of a payer on a cost.
struct Share<'p> {
    owner: u16,
    plan: &'p DispositifPlan,
    cost: &'p str,
    payer: u8,
    payer_name: &'p str,
    node: NodeId,
    /// The decimals of a rate; `None` for a share told in words.
    decimals: Option<u8>,
    applies: Option<NodeId>,
    at: Location,
}

/// Reports the shares that contradict each other.
pub(super) fn check(
    lowering: &mut Lowering<'_>,
    dispositifs: &[Option<DispositifPlan>],
    coherences: &[Option<CoherencePlan>],
) {
    let shares = shares(lowering.pack, dispositifs);
    if shares.len() < 2 {
        return;
    }
    if let Some(first) = shares.get(MOST_SHARES) {
        let message = format!(
            "le pack déclare {} parts de coûts, au plus {MOST_SHARES}",
            shares.len()
        );
        let finding = Finding::new(Code::PackTooLarge, lowering.pack.place(first.at), message)
            .with_help("retirez `cout` des parts qui ne se comparent à aucune autre");
        lowering.findings.push(finding);
        return;
    }
    let refusing = coherences.iter().flatten().filter(|coherence| coherence.refuses);
    let mut compared = Compared {
        pack: lowering.pack,
        shares: &shares,
        reads: readings(dispositifs),
        coherent: refusing.map(|coherence| coherence.test.node).collect(),
        search: Search::new(lowering, MOST_STEPS),
        findings: Vec::new(),
    };
    compared.refusals();
    compared.sums();
    let findings = compared.findings;
    lowering.findings.extend(findings);
}

fn shares<'p>(pack: &'p Pack, dispositifs: &'p [Option<DispositifPlan>]) -> Vec<Share<'p>> {
    let mut list = Vec::new();
    for ((owner, source), plan) in (0_u16..).zip(&pack.dispositifs).zip(dispositifs) {
        // What is only announced promises nothing.
        let Some(plan) = plan.as_ref().filter(|plan| plan.status != Status::Hypothesis) else {
            continue;
        };
        for (source, droit) in source.droits.iter().zip(&plan.droits) {
            let (Some(cost), Some((payers, payer))) = (&source.cost, source.payer) else {
                continue;
            };
            let name = pack
                .vocabulary
                .enumeration(payers)
                .and_then(|payers| payers.member(payer));
            list.push(Share {
                owner,
                plan,
                cost,
                payer,
                payer_name: name.map_or("", |member| member.name.as_str()),
                node: droit.rule.node,
                decimals: (droit.declared.style == Style::Rate).then(|| droit.declared.decimals()),
                applies: droit.applies,
                at: source.at,
            });
        }
    }
    list
}

/// For each dispositif, those that it reads, itself or through others.
fn readings(dispositifs: &[Option<DispositifPlan>]) -> Vec<BTreeSet<u16>> {
    let direct: Vec<BTreeSet<u16>> = dispositifs
        .iter()
        .map(|plan| plan.iter().flat_map(read_by).collect())
        .collect();
    let through = |read: &BTreeSet<u16>| {
        let mut all = read.clone();
        let mut left: Vec<u16> = read.iter().copied().collect();
        while let Some(next) = left.pop() {
            let further = direct.get(usize::from(next)).into_iter().flatten();
            left.extend(further.filter(|other| all.insert(**other)));
        }
        all
    };
    direct.iter().map(through).collect()
}

fn read_by(plan: &DispositifPlan) -> impl Iterator<Item = u16> {
    let variables = plan.variables.iter().map(|variable| &variable.rule);
    let conditions = plan.conditions.iter().map(|condition| &condition.rule);
    let droits = plan.droits.iter().map(|droit| &droit.rule);
    variables
        .chain(conditions)
        .chain(droits)
        .flat_map(|rule| &rule.parts)
        .filter_map(|part| match part.role {
            Role::Eligible(other) | Role::Droit(other, _) => Some(other),
            Role::Literal
            | Role::Fact(_)
            | Role::Date
            | Role::Parameter(_)
            | Role::Table(_)
            | Role::Variable(_)
            | Role::Cases
            | Role::Match
            | Role::Operation => None,
        })
}

struct Compared<'s, 'l, 'p> {
    pack: &'p Pack,
    shares: &'s [Share<'s>],
    reads: Vec<BTreeSet<u16>>,
    /// What holds in every dossier.
    coherent: Vec<NodeId>,
    search: Search<'l, 'p>,
    findings: Vec<Finding>,
}

impl Compared<'_, '_, '_> {
    fn reads(&self, reader: u16, read: u16) -> bool {
        self.reads
            .get(usize::from(reader))
            .is_some_and(|others| others.contains(&read))
    }

    /// Does a rule of the same share read both, and so say which of them holds when?
    fn settled_by_a_third(&self, one: &Share<'_>, other: &Share<'_>) -> bool {
        self.shares.iter().any(|third| {
            third.cost == one.cost
                && third.payer == one.payer
                && self.reads(third.owner, one.owner)
                && self.reads(third.owner, other.owner)
        })
    }

    /// What one promises and another refuses: the same share of the same payer.
    fn refusals(&mut self) {
        let mut seen = BTreeSet::new();
        for promise in self.shares {
            for refusal in self.shares {
                let tied = promise.owner == refusal.owner
                    || promise.cost != refusal.cost
                    || promise.payer != refusal.payer
                    || excluded(promise, refusal)
                    // Who reads the verdict of the other took it into account.
                    || self.reads(promise.owner, refusal.owner)
                    || self.settled_by_a_third(promise, refusal);
                if tied || !seen.insert((promise.owner, refusal.owner, promise.cost)) {
                    continue;
                }
                let wanted = Wanted {
                    truths: self
                        .with_coherence([promise, refusal], [promise.plan.eligible, refusal.plan.applies]),
                    falsehoods: vec![refusal.plan.eligible],
                    above: promise.decimals.map(|_| (vec![(promise.node, 1)], 0)),
                };
                match self.search.find(&wanted) {
                    Found::Nothing => {}
                    Found::Witness(known) => self.refused(promise, refusal, Some(&known)),
                    // A rule that reads the promise was written with it in mind; otherwise nothing shows that both agree.
                    Found::Unsettled if self.reads(refusal.owner, promise.owner) => {}
                    Found::Unsettled => self.refused(promise, refusal, None),
                }
            }
        }
    }

    fn with_coherence<const N: usize>(&self, shares: [&Share<'_>; N], first: [NodeId; N]) -> Vec<NodeId> {
        let applies = shares.iter().filter_map(|share| share.applies);
        first
            .into_iter()
            .chain(applies)
            .chain(self.coherent.iter().copied())
            .collect()
    }

    fn refused(&mut self, promise: &Share<'_>, refusal: &Share<'_>, known: Option<&Known>) {
        let (one, other) = (&promise.plan.id, &refusal.plan.id);
        let mut message = format!(
            "`{one}` promet la part de `{}` sur le coût `{}`, que `{other}` peut refuser",
            promise.payer_name, promise.cost
        );
        let mut condition = "…";
        if let Some(known) = known {
            let failing = self.failing(promise, refusal);
            let named: Vec<String> = failing
                .iter()
                .map(|condition| format!("`{}`", condition.id))
                .collect();
            match named.as_slice() {
                [] => {}
                [one] => message.push_str(&format!(" par sa condition {one}")),
                several => message.push_str(&format!(" par ses conditions {}", several.join(", "))),
            }
            message.push_str(&format!(" : {}", self.dossier(known)));
            condition = failing
                .first()
                .map_or(condition, |condition| &condition.rule.text);
        } else {
            message.push_str(", et rien ne relie l'un à l'autre");
        }
        let help = format!(
            "pour chacune, exigez-la dans `{one}` (`si = '{condition}'`), levez-la dans `{other}` par `ou dispositif.{one}.eligible`, ou écrivez `incompatible_avec = [\"{other}\"]`"
        );
        self.report(promise.at, message, help);
    }

    /// The conditions that may refuse what is promised.
    fn failing<'d>(&mut self, promise: &Share<'_>, refusal: &Share<'d>) -> Vec<&'d ConditionPlan> {
        let mut list = Vec::new();
        for condition in &refusal.plan.conditions {
            let mut truths =
                self.with_coherence([promise, refusal], [promise.plan.eligible, refusal.plan.applies]);
            truths.extend(condition.applies);
            let wanted = Wanted {
                truths,
                falsehoods: vec![condition.rule.node],
                above: promise.decimals.map(|_| (vec![(promise.node, 1)], 0)),
            };
            let seen = list.iter().any(|other: &&ConditionPlan| other.id == condition.id);
            if !seen && matches!(self.search.find(&wanted), Found::Witness(_)) {
                list.push(condition);
            }
        }
        list
    }

    /// Shares of several payers that may pass the whole together.
    fn sums(&mut self) {
        for (position, one) in self.shares.iter().enumerate() {
            for other in self.shares.iter().skip(position.saturating_add(1)) {
                let (Some(decimals), Some(others)) = (one.decimals, other.decimals) else {
                    continue;
                };
                if one.cost != other.cost || one.payer == other.payer || excluded(one, other) {
                    continue;
                }
                let finest = decimals.max(others);
                let factor = |decimals: u8| pow10(finest.saturating_sub(decimals));
                let wanted = Wanted {
                    truths: self.with_coherence([one, other], [one.plan.eligible, other.plan.eligible]),
                    falsehoods: Vec::new(),
                    above: Some((
                        vec![(one.node, factor(decimals)), (other.node, factor(others))],
                        pow10(finest),
                    )),
                };
                if let Found::Witness(known) = self.search.find(&wanted) {
                    let message = format!(
                        "les parts de `{}` (`{}`) et de `{}` (`{}`) sur le coût `{}` peuvent dépasser ensemble le tout : {}",
                        one.payer_name,
                        one.plan.id,
                        other.payer_name,
                        other.plan.id,
                        one.cost,
                        self.dossier(&known)
                    );
                    let help = "corrigez une des parts, ou les conditions, pour que la somme ne dépasse jamais 1 ; ou écrivez `incompatible_avec`";
                    self.report(other.at, message, help.to_owned());
                }
            }
        }
    }

    fn report(&mut self, at: Location, message: String, help: String) {
        let place = self.pack.place(at);
        let finding = Finding::new(Code::SharesDiscordant, place, message).with_help(help);
        self.findings.push(finding);
    }

    /// What matters of a dossier, as the command line reads it.
    fn dossier(&self, known: &Known) -> String {
        let any = self.search.anything();
        let facts = self
            .pack
            .vocabulary
            .facts
            .iter()
            .zip(known.facts.iter().zip(&any.facts));
        let told: Vec<String> = facts
            .filter(|(_, (value, any))| value != any)
            .map(|(fact, (value, _))| {
                format!("\"{}\": {}", fact.name, self.written(&fact.declared.kind, *value))
            })
            .collect();
        let mut text = format!("dossier {{{}}}", told.join(", "));
        if known.reference != any.reference {
            text.push_str(&format!(" au {}", known.reference.first_day()));
        }
        text
    }

    /// A value as a dossier states it: of a choice that is still open, the first member.
    fn written(&self, kind: &Kind, value: Value) -> String {
        let first = if kind.is_choice() {
            value.mask().trailing_zeros().into()
        } else {
            value.lo
        };
        let text = self.pack.vocabulary.written(kind, first);
        if kind.is_boolean() || kind.is_whole() {
            text
        } else {
            format!("\"{text}\"")
        }
    }
}

fn excluded(one: &Share<'_>, other: &Share<'_>) -> bool {
    one.plan.incompatible_with.contains(&other.owner) || other.plan.incompatible_with.contains(&one.owner)
}

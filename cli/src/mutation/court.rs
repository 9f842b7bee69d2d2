//! What sees a slip: the checks of the pack, a published table, or a case.

use std::collections::BTreeSet;

use bareme::{
    Engine, Finding,
    catalogue::{self, Plan},
    error::Severity,
    pack,
};

use super::{
    files::{Edit, edited},
    mutant::{Change, Mutant},
    proofs::is_equivalent,
    written::Source,
};
use crate::cases::{self, Case, Coverage, Figure, FollowCase, Suite, Touched};

/// What sees a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The pack is refused, or a warning is new.
    Checked,
    /// A published figure is another.
    Published,
    /// A case fails.
    Failed,
    /// No dossier can tell: it is proved.
    Equivalent,
    /// Nothing does.
    Unseen,
}

/// A pack and all that may see a slip in it.
pub(crate) struct Court<'s> {
    source: &'s Source,
    engine: Engine,
    cases: &'s [Case],
    followed: &'s [FollowCase],
    read: &'s [Coverage],
    transcribed: BTreeSet<Figure>,
    /// What the checks say of the pack as it is.
    known: BTreeSet<String>,
}

impl<'s> Court<'s> {
    /// `read` is what each case was seen to read.
    pub(crate) fn new(source: &'s Source, suite: &'s Suite, read: &'s [Coverage]) -> Self {
        let figures = suite.transcriptions.iter().flat_map(|one| &one.figures);
        let mut court = Self {
            source,
            engine: Engine::new(source.plan.clone()),
            cases: &suite.cases,
            followed: &suite.followed,
            read,
            transcribed: figures.map(|one| one.figure).collect(),
            known: BTreeSet::new(),
        };
        let (_, findings) = reread(source, &[]);
        court.known = findings.iter().map(said).collect();
        court
    }

    /// What sees a slip, the quickest first.
    pub(crate) fn sees(&self, mutant: &Mutant) -> Seen {
        match &mutant.change {
            Change::Figure { figure, value, edit } => self.sees_figure(*figure, *value, edit.as_ref()),
            Change::Files { figures, .. } if !figures.is_disjoint(&self.transcribed) => Seen::Published,
            Change::Files { .. } | Change::Rule(_) => {
                let (plan, findings) = self.planned(mutant);
                self.judged(mutant, plan, &findings)
            }
        }
    }

    /// The plan of the pack with a slip; none when the pack is refused.
    pub(super) fn plan(&self, mutant: &Mutant) -> Option<Plan> {
        self.planned(mutant).0
    }

    /// The dispositifs whose decision may change with a slip.
    pub(super) fn readers(&self, mutant: &Mutant) -> Vec<String> {
        let plan = &self.source.plan;
        match cases::readers(plan, touched(mutant)) {
            Some(ids) => ids.into_iter().map(str::to_owned).collect(),
            None => plan.dispositifs.iter().map(|one| one.id.clone()).collect(),
        }
    }

    fn planned(&self, mutant: &Mutant) -> (Option<Plan>, Vec<Finding>) {
        match &mutant.change {
            Change::Figure { figure, value, .. } => {
                (cases::changed(&self.source.plan, *figure, *value), Vec::new())
            }
            Change::Rule(rule) => {
                catalogue::build(&rule.applied(&self.source.pack), &pack::Unread::default())
            }
            Change::Files { edits, .. } => reread(self.source, edits),
        }
    }

    fn sees_figure(&self, figure: Figure, value: i64, edit: Option<&Edit>) -> Seen {
        if self.transcribed.contains(&figure) {
            return Seen::Published;
        }
        if cases::change_is_seen(&self.source.plan, self.cases, self.read, figure, value) {
            return Seen::Failed;
        }
        // What the checks say of it is asked last: they read the whole pack again.
        let Some(edit) = edit else { return Seen::Unseen };
        let (plan, findings) = reread(self.source, std::slice::from_ref(edit));
        if plan.is_none() || self.says_more(&findings) {
            Seen::Checked
        } else {
            Seen::Unseen
        }
    }

    fn judged(&self, mutant: &Mutant, plan: Option<Plan>, findings: &[Finding]) -> Seen {
        let Some(plan) = plan.filter(|_| !self.says_more(findings)) else {
            return Seen::Checked;
        };
        let engine = Engine::new(plan);
        // Counting a few rows takes no decision.
        let miscounted = |case: &FollowCase| !cases::run_followed(&engine, case).is_empty();
        if self.followed.iter().any(miscounted) {
            return Seen::Failed;
        }
        let concerned = cases::concerned(&self.source.plan, self.cases, touched(mutant));
        let fails = |case: &Case| !cases::run(&engine, case).failures.is_empty();
        if concerned.into_iter().any(fails) {
            Seen::Failed
        } else if is_equivalent(&self.source.pack, (&self.engine, &engine), mutant) {
            Seen::Equivalent
        } else {
            Seen::Unseen
        }
    }

    fn says_more(&self, findings: &[Finding]) -> bool {
        findings
            .iter()
            .any(|finding| !self.known.contains(&said(finding)))
    }
}

/// The part of the pack that a slip changes.
fn touched(mutant: &Mutant) -> Touched {
    match &mutant.change {
        Change::Figure { figure, .. } => Touched::Figure(*figure),
        Change::Files { touched, .. } => *touched,
        Change::Rule(rule) => match rule.owner.dispositif {
            Some(position) => Touched::Dispositif(position),
            None => Touched::Everything,
        },
    }
}

/// What a finding says, wherever it stands.
fn said(finding: &Finding) -> String {
    format!("{} {}", finding.code, finding.message)
}

/// Reads the files of a pack with these changes: its plan when it has one, and every finding.
fn reread(source: &Source, edits: &[Edit]) -> (Option<Plan>, Vec<Finding>) {
    let read = pack::read(edited(&source.files, edits));
    let mut findings = read.findings;
    let (plan, planned) = catalogue::build(&read.pack, &read.unread);
    findings.extend(planned);
    let faulty = findings.iter().any(|finding| finding.severity == Severity::Error);
    (plan.filter(|_| !faulty), findings)
}

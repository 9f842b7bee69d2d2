//! Questions put to every dossier, and what is told of their answers.

use std::sync::Arc;

use super::words::{left, shown};
use crate::{
    analysis::{Budget, Found, Joint, Side, Term, Witness},
    error::{Code, Finding, Place},
    pack::model::{Dispositif, Location, Pack},
    plan::{DispositifPlan, NodeId, Plan},
};

/// Something to be told, and what it is about.
pub(super) struct Told {
    /// The dispositif, by its position; `None` when it is about the whole pack.
    pub(super) owner: Option<usize>,
    /// What it is about, as `constats_admis` names it.
    pub(super) on: String,
    pub(super) finding: Finding,
    /// Is it no fault, but worth knowing?
    pub(super) note: bool,
}

/// How a question was answered.
pub(super) enum Answer {
    /// By a dossier.
    Yes(Witness),
    /// By the proof that there is none: what it took, in words.
    No(String),
    /// It was not: that was told.
    Undecided,
}

/// A pack under review.
pub(super) struct Review<'p> {
    pub(super) pack: &'p Pack,
    pub(super) plan: Arc<Plan>,
    pub(super) joint: Joint,
    budget: Budget,
    pub(super) told: Vec<Told>,
    pub(super) questions: u64,
    pub(super) undecided: u64,
    pub(super) steps: u64,
}

impl<'p> Review<'p> {
    pub(super) fn new(pack: &'p Pack, joint: Joint, budget: Budget) -> Self {
        Self {
            pack,
            plan: Arc::clone(joint.plan(Side::Before)),
            joint,
            budget,
            told: Vec::new(),
            questions: 0,
            undecided: 0,
            steps: 0,
        }
    }

    /// A dispositif, as it was written and as it is planned.
    pub(super) fn dispositif(&self, position: usize) -> Option<(&'p Dispositif, Arc<Plan>)> {
        let written = self.pack.dispositifs.get(position)?;
        self.plan.dispositifs.get(position)?;
        Some((written, Arc::clone(&self.plan)))
    }

    /// The term of a node.
    pub(super) fn term(&self, node: NodeId) -> Term {
        self.joint.term(Side::Before, node)
    }

    /// The term « this applies on the date of effect »; always when there is no node.
    pub(super) fn applies(&mut self, node: Option<NodeId>) -> Term {
        match node {
            Some(node) => self.term(node),
            None => self.joint.truth(true),
        }
    }

    /// Is there a dossier of which something is true? `question` says what is asked, when it cannot be settled.
    pub(super) fn ask(&mut self, term: Term, about: &About<'_>, question: &str) -> Answer {
        let searched = self.joint.search(term, self.budget);
        self.questions = self.questions.saturating_add(1);
        self.steps = self.steps.saturating_add(searched.steps);
        match searched.found {
            Found::Witness(witness) => Answer::Yes(witness),
            Found::Nothing => Answer::No(format!(
                "prouvé pour tout dossier : {} ensemble{} de dossiers, {} pas",
                searched.boxes,
                if searched.boxes > 1 { "s" } else { "" },
                searched.steps
            )),
            Found::Undecided(rest) => {
                self.undecided = self.undecided.saturating_add(1);
                let message = format!(
                    "« {question} » n'est pas tranché en {} pas : il reste {} ensemble{} de dossiers, dont {}",
                    searched.steps,
                    rest.boxes,
                    if rest.boxes > 1 { "s" } else { "" },
                    left(&self.joint, &rest)
                );
                let help =
                    "resserrez les bornes des faits que lit cette règle, ou écrivez-la plus simplement";
                self.tell(about, Code::Undecided, message, help);
                Answer::Undecided
            }
        }
    }

    /// The budget of one question.
    pub(super) const fn budget(&self) -> Budget {
        self.budget
    }

    /// Counts a question that was asked of the joint itself.
    pub(super) const fn count(&mut self, steps: u64) {
        self.questions = self.questions.saturating_add(1);
        self.steps = self.steps.saturating_add(steps);
    }

    /// A dossier in words: « age = 16, statut = lyceen, le 2024-09-02 ».
    pub(super) fn shown(&self, witness: &Witness) -> String {
        shown(&self.joint, witness)
    }

    /// A fault.
    pub(super) fn tell(&mut self, about: &About<'_>, code: Code, message: String, help: &str) {
        self.push(about, code, message, help, false);
    }

    /// What is no fault.
    pub(super) fn note(&mut self, about: &About<'_>, code: Code, message: String, help: &str) {
        self.push(about, code, message, help, true);
    }

    fn push(&mut self, about: &About<'_>, code: Code, message: String, help: &str, note: bool) {
        let place = about.at.map_or(Place::Whole, |at| self.pack.place(at));
        self.told.push(Told {
            owner: about.owner,
            on: about.on.to_owned(),
            finding: Finding::new(code, place, message).with_help(help),
            note,
        });
    }
}

/// What a question is about.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) owner: Option<usize>,
    pub(super) on: &'a str,
    pub(super) at: Option<Location>,
}

impl<'a> About<'a> {
    /// A part of a dispositif.
    pub(super) const fn part(owner: usize, on: &'a str, at: Location) -> Self {
        Self {
            owner: Some(owner),
            on,
            at: Some(at),
        }
    }

    /// A part of the whole pack.
    pub(super) const fn whole(on: &'a str, at: Option<Location>) -> Self {
        Self { owner: None, on, at }
    }
}

/// The nodes that some nodes of a plan rest on, themselves included, operands first.
pub(super) fn cone(plan: &Plan, roots: impl IntoIterator<Item = NodeId>) -> Vec<NodeId> {
    let mut inside = vec![false; plan.nodes.len()];
    let mut left: Vec<NodeId> = roots.into_iter().collect();
    while let Some(id) = left.pop() {
        if let Some(seen) = inside.get_mut(id.index()).filter(|seen| !**seen) {
            *seen = true;
            if let Some(node) = plan.nodes.get(id.index()) {
                node.operands(|operand| left.push(operand));
            }
        }
    }
    (0_u32..)
        .zip(inside)
        .filter_map(|(id, inside)| inside.then_some(NodeId(id)))
        .collect()
}

/// The position of a dispositif in its plan, when it is there.
pub(super) fn planned(plan: &Plan, position: usize) -> Option<&DispositifPlan> {
    plan.dispositifs.get(position)
}

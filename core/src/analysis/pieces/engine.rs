//! The pieces of a dossier, asked of an engine.

use std::sync::Arc;

use super::{
    divide::{Work, divide},
    join::Part,
    known::Known,
    model::{Pieces, Placed},
    nearest::stated,
    reading::{Asked, Said, roots},
    span::{Region, Span},
    sweep::Sweep,
};
use crate::{
    date::Day,
    dossier::{Dossier, pointer, unknown_fact},
    error::{Code, Finding, Findings, Place, nearest},
    evaluate::{Engine, Selection},
    plan::{DispositifPlan, Plan, Value},
    vocabulary::{Fact, FactId},
};

/// What is asked of pieces.
///
/// # Example
/// ```
/// use bareme::{Selection, analysis::PieceOptions};
///
/// let options = PieceOptions { selection: Selection::Named(&["bourse"]), ..PieceOptions::default() };
/// assert_eq!(options.most, 4_096);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PieceOptions<'a> {
    /// Which dispositifs.
    pub selection: Selection<'a>,
    /// The droits that are told, by their ids; every one when there are none here. What only the others do makes no piece.
    pub droits: &'a [&'a str],
    /// How many spans may be looked at for each dispositif: what is left then is said not to be established.
    pub most: u32,
}

impl Default for PieceOptions<'_> {
    fn default() -> Self {
        Self {
            selection: Selection::InForce,
            droits: &[],
            most: 4_096,
        }
    }
}

impl Engine {
    /// What each dispositif of a selection says of a dossier while a number or a date goes from its smallest value to its largest: pieces, proved, one list for
    /// each dispositif. What the dossier states of that fact is not read; other facts may be known, unknown, or intervals.
    ///
    /// # Errors
    /// [`Findings`] when the dossier is of another pack, when the fact does not exist or is no number and no date, when a dispositif or a droit that is named
    /// does not exist.
    ///
    /// # Example
    /// ```
    /// use bareme::{Verdict, analysis::PieceOptions, guide};
    ///
    /// let engine = guide::engine()?;
    /// let dossier = engine.dossier().set("situation", "lyceen")?.set("entree", "2024-09-02")?;
    /// let pieces = engine.pieces(&dossier, "age", "2024-09-02".parse()?, &PieceOptions::default())?;
    /// let verdicts: Vec<_> = pieces[0].iter().map(|piece| piece.verdict()).collect();
    /// assert_eq!(verdicts, [Some(Verdict::NotEligible), Some(Verdict::Eligible)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pieces(
        &self,
        dossier: &Dossier,
        fact: &str,
        date: Day,
        options: &PieceOptions<'_>,
    ) -> Result<Vec<Pieces>, Findings> {
        self.swept(dossier, (fact, None), date, options)
    }

    /// The same while two facts go over their values: boxes, each from a value to another of both.
    ///
    /// # Errors
    /// As [`Engine::pieces`].
    pub fn boxes(
        &self,
        dossier: &Dossier,
        facts: [&str; 2],
        date: Day,
        options: &PieceOptions<'_>,
    ) -> Result<Vec<Pieces>, Findings> {
        let [first, second] = facts;
        self.swept(dossier, (first, Some(second)), date, options)
    }

    fn swept(
        &self,
        dossier: &Dossier,
        (first, second): (&str, Option<&str>),
        date: Day,
        options: &PieceOptions<'_>,
    ) -> Result<Vec<Pieces>, Findings> {
        self.own(dossier)?;
        let plan = self.plan();
        let mut findings = Vec::new();
        let mut found = |name: &str| {
            let fact = ordered(plan, name);
            fact.map_err(|finding| findings.push(finding)).ok()
        };
        let (one, other) = (found(first), second.map(found));
        let positions = self.positions(options.selection);
        let positions = positions.unwrap_or_else(|refused| {
            findings.extend(refused.list);
            Vec::new()
        });
        let dispositifs = || {
            let each = positions.iter();
            each.filter_map(|position| Some((*position, plan.dispositif(*position)?)))
        };
        if findings.is_empty() {
            findings.extend(unknown_droits(
                options.droits,
                dispositifs().map(|(_, dispositif)| dispositif),
            ));
        }
        let (Some((id, fact)), true) = (one, findings.is_empty()) else {
            return Err(Findings::new(findings));
        };
        let other = other.flatten();
        let span = |fact: &Fact| Span {
            from: fact.declared.min,
            to: fact.declared.max,
        };
        let whole = Region {
            spans: [
                span(fact),
                other.map_or(Span { from: 0, to: 0 }, |(_, fact)| span(fact)),
            ],
        };
        let facts = [Some(id), other.map(|(id, _)| id)];
        let stated = facts.map(|id| stated(dossier, id?).map(|value| value.lo));
        let pieces = dispositifs().map(|(position, dispositif)| {
            let roots = roots(plan, dispositif);
            let mut sweep = Sweep::new(plan, &roots, facts, dossier.values(), Value::day(date));
            let asked = Asked::new(&sweep, dispositif, options.droits);
            let mut work = Work {
                left: options.most,
                spent: 0,
            };
            let parts = divide(&mut sweep, &asked, whole, &mut work);
            let list = parts.into_iter().map(|part| placed(&mut sweep, dispositif, part));
            Pieces {
                plan: Arc::clone(plan),
                date,
                facts,
                dispositif: position,
                stated,
                list: list.collect(),
                looked: work.spent,
            }
        });
        Ok(pieces.collect())
    }
}

/// The fact of this name, when it is a number or a date.
fn ordered<'p>(plan: &'p Plan, name: &str) -> Result<(FactId, &'p Fact), Finding> {
    let (id, fact) = plan
        .vocabulary
        .fact_named(name)
        .ok_or_else(|| unknown_fact(&plan.vocabulary, name))?;
    let kind = &fact.declared.kind;
    if kind.is_number() || kind.is_date() {
        return Ok((id, fact));
    }
    let message = format!("`{name}` n'est ni un nombre ni une date : il n'a pas de seuil");
    let finding = Finding::new(Code::FactNotOrdered, pointer(name), message);
    Err(finding.with_help("donnez un fait qui est un nombre ou une date"))
}

/// A finding for each droit that no dispositif has.
fn unknown_droits<'p>(
    wanted: &[&str],
    dispositifs: impl Iterator<Item = &'p DispositifPlan>,
) -> Vec<Finding> {
    let known: Vec<&str> = dispositifs
        .flat_map(|dispositif| &dispositif.droits)
        .map(|droit| droit.id.as_str())
        .collect();
    let unknown = wanted.iter().filter(|name| !known.contains(name));
    let finding = |name: &&str| {
        let shown = crate::dossier::shortened(name);
        let message = format!("aucun des dispositifs demandés n'a de droit `{shown}`");
        Finding::new(Code::UnknownDroit, Place::Whole, message)
            .with_suggestion(nearest(name, known.iter().copied()))
            .with_help("vérifiez le nom du droit, ou le dispositif demandé")
    };
    unknown.map(finding).collect()
}

/// A part with the values of its droits at both ends, when one goes on.
fn placed(sweep: &mut Sweep<'_>, dispositif: &DispositifPlan, part: Part) -> Placed {
    let (mut ends, mut roundings) = ([Vec::new(), Vec::new()], Vec::new());
    let goes_on = |known: &Option<Known>| known.is_some_and(|known| !known.is_constant());
    if let Said::Decided { droits, .. } = &part.said
        && droits.iter().any(goes_on)
    {
        for (corner, values) in part.region.corners().into_iter().zip(&mut ends) {
            sweep.look(&Region::point(corner));
            values.extend(
                dispositif
                    .droits
                    .iter()
                    .map(|droit| sweep.at(sweep.local(droit.rule.node)).hull()),
            );
        }
        sweep.look(&part.region);
        let nodes = dispositif.droits.iter().map(|droit| sweep.local(droit.rule.node));
        roundings.extend(nodes.map(|node| sweep.rounding(node)));
    }
    Placed {
        part,
        ends,
        roundings,
    }
}

//! Counts and exact totals of a file of decisions, with the range that is proved: the same figures as those of a budget.

use std::collections::BTreeMap;

use bareme::{
    Code, Engine, Finding, Findings, Verdict,
    budget::{Budget, BudgetLine, Budgeter, Cell, Group, Total},
    error::Remedy,
    follow::written,
    wire,
};
use serde_json::{Value as Json, json};

use super::{
    faulty::Faulty,
    names::UNREAD,
    tally::{Tally, wrong},
};
use crate::{page, remedies::words};

/// Adds decisions up.
pub(super) struct Summing {
    /// What a fault of the file is called.
    code: Code,
    budgeter: Budgeter,
    faults: Faulty,
}

impl Summing {
    /// Of a table with these columns, by the texts of one of them too when it is asked for.
    pub(super) fn new(
        engine: &Engine,
        names: &[String],
        by: Option<&str>,
        code: Code,
    ) -> Result<Self, Vec<Finding>> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let budgeter = Budgeter::with_choices(engine.plan(), &names, by).map_err(|findings| {
            let told = findings.list.into_iter().flat_map(|finding| {
                if finding.remedy == Some(Remedy::GiveDecisionTable) {
                    let message =
                        "ce ne sont pas des décisions : l'entête ne nomme le verdict d'aucun dispositif";
                    return wrong(code, message.to_owned());
                }
                vec![finding]
            });
            told.collect::<Vec<Finding>>()
        })?;
        Ok(Self {
            code,
            budgeter,
            faults: Faulty::default(),
        })
    }

    /// What everything comes to, when no row is at fault.
    pub(super) fn finish(self) -> Result<Summary, Vec<Finding>> {
        let faults = self.faults.finish();
        if faults.is_empty() {
            Ok(Summary(self.budgeter.finish()))
        } else {
            Err(faults)
        }
    }
}

impl Tally for Summing {
    fn columns(&self) -> &[usize] {
        self.budgeter.columns()
    }

    fn decimals(&self) -> Vec<Option<u8>> {
        self.budgeter.decimals()
    }

    fn add(&mut self, line: u64, cells: &[Cell<'_>]) {
        if let Err(fault) = self.budgeter.add(cells) {
            self.faults.add(line, self.code, fault);
        }
    }
}

/// What a file of decisions comes to.
#[derive(Debug, Clone)]
pub(crate) struct Summary(Budget);

impl Summary {
    /// How many rows there are.
    pub(crate) const fn rows(&self) -> u64 {
        self.0.whole.rows
    }

    /// For a person.
    pub(crate) fn text(&self) -> String {
        page::told(&bareme_recit::budget(&self.0))
    }

    /// Rows that are in no total, because nothing says between what and what their amounts are.
    fn unbounded(&self) -> Json {
        let lines = self.0.lines(&self.0.whole);
        let most = lines.filter_map(|line| line.totals().map(|(_, total)| total.unbounded).max());
        most.max().filter(|rows| *rows > 0).map_or(Json::Null, |rows| {
            json!({
                "lignes": rows,
                "message": "ces lignes, dont un montant n'est pas établi, ne sont dans aucun total : il n'a ni minimum ni maximum",
                "aide": "décidez avec `bareme batch --bornes`, ou lisez les totaux de `bareme batch --summary`",
            })
        })
    }

    /// For a machine: amounts are decimal strings.
    pub(crate) fn json(&self, warnings: &[Finding]) -> String {
        let budget = &self.0;
        let lines = budget.lines(&budget.whole);
        let dispositifs: BTreeMap<&str, Json> = lines
            .map(|line| (line.dispositif().id.as_str(), self.dispositif(&line)))
            .collect();
        let read = |text: &str| serde_json::from_str::<Json>(text).unwrap_or_default();
        let warned = read(&wire::findings_json(
            &Findings::new(warnings.to_vec()).worded(words),
        ));
        json!({
            "avertissements": warned.get("erreurs"),
            "budget": read(&wire::budget_json(budget)),
            "dispositifs": dispositifs,
            "lignes": self.rows(),
            "sans_bornes": self.unbounded(),
        })
        .to_string()
    }

    fn dispositif(&self, line: &BudgetLine<'_>) -> Json {
        let budget = &self.0;
        let counts = Verdict::ALL
            .iter()
            .map(|verdict| (verdict.word(), line.count(*verdict)));
        let counts = counts.chain([(UNREAD, budget.whole.refused)]);
        let verdicts: BTreeMap<&str, u64> = counts.filter(|(_, count)| *count > 0).collect();
        let mut by: BTreeMap<&str, BTreeMap<&str, Json>> = BTreeMap::new();
        for grouping in &budget.others {
            let own = grouping.dispositif.and_then(|at| budget.plan().dispositif(at));
            if own.is_none_or(|own| own.id == line.dispositif().id) {
                let groups = grouping.groups.iter();
                let told = groups.filter_map(|(name, of)| Some((name.as_str(), self.group(line, of)?)));
                by.insert(&grouping.by, told.collect());
            }
        }
        json!({ "verdicts": verdicts, "ensemble": group(line), "par": by })
    }

    /// What a dispositif comes to in some rows; nothing where nothing is due, nor may be.
    fn group(&self, line: &BudgetLine<'_>, of: &Group) -> Option<Json> {
        let mut lines = self.0.lines(of);
        let line = lines.find(|other| other.dispositif().id == line.dispositif().id)?;
        let open = line.count(Verdict::Eligible) + line.count(Verdict::Undetermined);
        (open > 0).then(|| group(&line))
    }
}

fn group(line: &BudgetLine<'_>) -> Json {
    let totals: BTreeMap<&str, Json> = line
        .totals()
        .map(|(droit, total)| {
            let unit = droit.declared.unit().map(ToString::to_string).unwrap_or_default();
            (droit.id.as_str(), told(total, droit.declared.decimals(), &unit))
        })
        .collect();
    json!({
        "eligibles": line.count(Verdict::Eligible),
        "indetermines": line.count(Verdict::Undetermined),
        "totaux": totals,
    })
}

/// `total` is what is settled; between `min` and `max` is what everything comes to, `null` where rows have no bounds.
fn told(total: &Total, decimals: u8, unit: &str) -> Json {
    let (low, high) = total.range().unzip();
    let amount = |number: i128| written(number, decimals);
    json!({
        "total": amount(total.sum),
        "min": low.map(amount),
        "max": high.map(amount),
        "sans_bornes": total.unbounded,
        "unite": unit,
    })
}

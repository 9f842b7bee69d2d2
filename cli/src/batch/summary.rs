//! Counts and exact totals of a file of decisions, by dispositif, by choice that a droit gives, and by choice that is kept.

use std::collections::BTreeMap;

use bareme::{Code, Engine, Finding, Findings, Verdict, decimal, error::Place, vocabulary::Style, wire};
use bareme_recit::{
    tree::Mark,
    words::{self, Words},
};
use serde_json::{Value as Json, json};

use super::names::{self, DOT, REFUSED};
use crate::{page, remedies::words};

/// How many dossiers are eligible, and what their amounts come to.
#[derive(Debug, Clone, Default)]
struct Group {
    eligible: u64,
    /// For each amount of the dispositif, the sum, scaled.
    totals: Vec<i128>,
}

/// A droit that is an amount of money.
#[derive(Debug, Clone)]
struct Amount {
    id: String,
    column: usize,
    decimals: u8,
    unit: String,
}

/// A column whose values make groups.
#[derive(Debug, Clone)]
struct By {
    name: String,
    column: usize,
    groups: BTreeMap<String, Group>,
}

#[derive(Debug, Clone)]
struct Dispositif {
    id: String,
    title: String,
    verdict: usize,
    verdicts: BTreeMap<String, u64>,
    amounts: Vec<Amount>,
    all: Group,
    by: Vec<By>,
}

/// What a file of decisions comes to.
#[derive(Debug, Clone)]
pub(crate) struct Summary {
    /// What a fault of the file is called.
    code: Code,
    pub(crate) rows: u64,
    dispositifs: Vec<Dispositif>,
}

pub(super) fn wrong(code: Code, message: String) -> Vec<Finding> {
    vec![
        Finding::new(code, Place::Whole, message)
            .with_help("donnez un fichier écrit par `bareme batch`, avec le même barème"),
    ]
}

/// A row of a file of decisions.
pub(super) trait Row {
    /// What a column says; an empty text where it says nothing.
    fn text(&self, column: usize) -> &str;

    /// The scaled amount of a column, 0 where it says nothing; its text when it is no amount.
    fn amount(&self, column: usize, decimals: u8) -> Result<i64, String>;

    /// Where the row is.
    fn line(&self) -> u64;
}

fn dispositifs(engine: &Engine, names: &[String]) -> Vec<Dispositif> {
    let plan = engine.plan();
    let column = |name: &str| names.iter().position(|known| known == name);
    // A fact that is kept and is a choice groups dossiers: a department, a situation.
    let kept: Vec<(usize, &String)> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| {
            let fact = plan.vocabulary.fact_named(name);
            fact.is_some_and(|(_, fact)| fact.declared.kind.is_choice())
        })
        .collect();
    let mut found = Vec::new();
    for dispositif in &plan.dispositifs {
        let of = |id: &str| column(&format!("{}{DOT}{id}", dispositif.id));
        let Some(verdict) = of("verdict") else { continue };
        let amounts: Vec<Amount> = dispositif
            .droits
            .iter()
            .filter(|droit| droit.declared.style == Style::Amount)
            .filter_map(|droit| {
                Some(Amount {
                    id: droit.id.clone(),
                    column: of(&droit.id)?,
                    decimals: droit.declared.decimals(),
                    unit: droit.declared.unit().map(ToString::to_string).unwrap_or_default(),
                })
            })
            .collect();
        let choices = dispositif
            .droits
            .iter()
            .filter(|droit| droit.declared.kind.is_choice())
            .filter_map(|droit| Some((of(&droit.id)?, &droit.id)));
        let by = choices
            .chain(kept.iter().copied())
            .map(|(column, name)| By {
                name: name.clone(),
                column,
                groups: BTreeMap::new(),
            })
            .collect();
        found.push(Dispositif {
            id: dispositif.id.clone(),
            title: dispositif.title.clone(),
            verdict,
            verdicts: BTreeMap::new(),
            all: Group::default(),
            amounts,
            by,
        });
    }
    found
}

impl Summary {
    /// Of a file with these columns, before its first row.
    pub(super) fn new(engine: &Engine, names: &[String], code: Code) -> Result<Self, Vec<Finding>> {
        let twice = names::twice(names);
        if !twice.is_empty() {
            return Err(twice);
        }
        let dispositifs = dispositifs(engine, names);
        if dispositifs.is_empty() {
            return Err(wrong(
                code,
                "ce ne sont pas des décisions : l'entête ne nomme le verdict d'aucun dispositif".to_owned(),
            ));
        }
        Ok(Self {
            code,
            rows: 0,
            dispositifs,
        })
    }

    /// The columns that it reads: texts, and amounts.
    #[cfg(feature = "parquet")]
    pub(super) fn columns(&self) -> (Vec<usize>, Vec<usize>) {
        let of = |dispositif: &Dispositif| {
            let by: Vec<usize> = dispositif.by.iter().map(|by| by.column).collect();
            [vec![dispositif.verdict], by].concat()
        };
        let texts = self.dispositifs.iter().flat_map(of).collect();
        let amounts = self.dispositifs.iter().flat_map(|dispositif| &dispositif.amounts);
        (texts, amounts.map(|amount| amount.column).collect())
    }

    /// Counts a row.
    pub(super) fn add(&mut self, record: &impl Row) -> Result<(), Vec<Finding>> {
        self.rows += 1;
        for dispositif in &mut self.dispositifs {
            let verdict = record.text(dispositif.verdict);
            match dispositif.verdicts.get_mut(verdict) {
                Some(count) => *count += 1,
                None if WORDS.iter().all(|(word, _)| *word != verdict) => {
                    let message = format!("ligne {} : `{verdict}` n'est pas un verdict", record.line());
                    return Err(wrong(self.code, message));
                }
                None => {
                    dispositif.verdicts.insert(verdict.to_owned(), 1);
                }
            }
            if verdict != Verdict::Eligible.word() {
                continue;
            }
            let mut values = Vec::with_capacity(dispositif.amounts.len());
            for amount in &dispositif.amounts {
                // An amount that is still open counts for nothing: what is missing is said by its column.
                let value = record.amount(amount.column, amount.decimals);
                values.push(value.map_err(|text| {
                    let message = format!("ligne {} : `{text}` n'est pas un montant", record.line());
                    wrong(self.code, message)
                })?);
            }
            dispositif.all.add(&values);
            for by in &mut dispositif.by {
                let name = record.text(by.column);
                match by.groups.get_mut(name) {
                    Some(group) => group.add(&values),
                    None => by.groups.entry(name.to_owned()).or_default().add(&values),
                }
            }
        }
        Ok(())
    }

    /// For a person.
    pub(crate) fn text(&self, engine: &Engine) -> String {
        let mut page = page::on_terminal();
        page.heading(&format!(
            "{} lignes, avec le barème {}",
            number(self.rows),
            engine.plan().header.version
        ));
        for dispositif in &self.dispositifs {
            page.heading(&format!("{} ({})", dispositif.title, dispositif.id));
            let counts: Vec<String> = WORDS
                .iter()
                .filter_map(|(word, shown)| {
                    let count = dispositif.verdicts.get(*word)?;
                    Some(format!("{shown}\u{a0}: {}", number(*count)))
                })
                .collect();
            page.line(2, &counts.join(" ; "));
            if dispositif.all.eligible > 0 {
                for total in totals(&dispositif.amounts, &dispositif.all) {
                    page.line(2, &format!("total {total}"));
                }
                for by in &dispositif.by {
                    page.line(2, &format!("par {}\u{a0}:", by.name));
                    for (name, group) in &by.groups {
                        let name = if name.is_empty() { "(inconnu)" } else { name };
                        let mut parts = vec![format!("{name}\u{a0}: {}", number(group.eligible))];
                        parts.extend(totals(&dispositif.amounts, group));
                        page.marked(4, Mark::Item, &parts.join(" ; "));
                    }
                }
            }
        }
        page.into_text()
    }

    /// For a machine: amounts are decimal strings.
    pub(crate) fn json(&self, warnings: &[Finding]) -> String {
        let group = |dispositif: &Dispositif, group: &Group| {
            let sums = dispositif.amounts.iter().zip(sums(&dispositif.amounts, group));
            let totals: BTreeMap<&str, Json> = sums
                .map(|(amount, sum)| (amount.id.as_str(), json!({"total": sum, "unite": amount.unit})))
                .collect();
            json!({"eligibles": group.eligible, "totaux": totals})
        };
        let dispositifs: BTreeMap<&str, Json> = self
            .dispositifs
            .iter()
            .map(|dispositif| {
                let by: BTreeMap<&str, BTreeMap<&str, Json>> = dispositif
                    .by
                    .iter()
                    .map(|by| {
                        let groups = by.groups.iter();
                        (by.name.as_str(), groups.map(|(name, of)| (name.as_str(), group(dispositif, of))).collect())
                    })
                    .collect();
                let whole = json!({
                    "verdicts": dispositif.verdicts, "ensemble": group(dispositif, &dispositif.all), "par": by,
                });
                (dispositif.id.as_str(), whole)
            })
            .collect();
        let warned = wire::findings_json(&Findings::new(warnings.to_vec()).worded(words));
        let warned: Json = serde_json::from_str(&warned).unwrap_or_default();
        json!({"avertissements": warned.get("erreurs"), "lignes": self.rows, "dispositifs": dispositifs})
            .to_string()
    }
}

/// The verdicts in the order in which a person asks for them.
const WORDS: [(&str, &str); 5] = [
    ("eligible", "éligibles"),
    ("indetermine", "indéterminés"),
    ("non_eligible", "non éligibles"),
    ("hors_periode", "hors période"),
    (REFUSED, "refusés"),
];

fn number(count: u64) -> String {
    // A count is not a year: four digits are grouped too.
    let digits = count.to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

fn sums(amounts: &[Amount], group: &Group) -> Vec<String> {
    let none = core::iter::repeat(&0);
    let totals = group.totals.iter().chain(none);
    amounts
        .iter()
        .zip(totals)
        .map(|(amount, total)| {
            let power = i128::from(decimal::pow10(amount.decimals)).unsigned_abs();
            let sign = if *total < 0 { "-" } else { "" };
            let (whole, rest) = (total.unsigned_abs() / power, total.unsigned_abs() % power);
            match amount.decimals {
                0 => format!("{sign}{whole}"),
                decimals => format!("{sign}{whole}.{rest:0width$}", width = usize::from(decimals)),
            }
        })
        .collect()
}

fn totals(amounts: &[Amount], group: &Group) -> Vec<String> {
    let sums = sums(amounts, group);
    amounts
        .iter()
        .zip(sums)
        .map(|(amount, sum)| {
            format!(
                "{}\u{a0}: {}",
                words::name(&amount.id),
                Words::default().quantity(&sum, Some(&amount.unit), false)
            )
        })
        .collect()
}

impl Group {
    fn add(&mut self, values: &[i64]) {
        self.eligible += 1;
        self.totals.resize(values.len(), 0);
        self.totals
            .iter_mut()
            .zip(values)
            .for_each(|(total, value)| *total += i128::from(*value));
    }
}

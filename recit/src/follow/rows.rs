//! The rows that indicators are shown as.

use bareme::{
    catalogue::{IndicatorPlan, Plan, Reliability, RepereKind},
    follow::{Admissions, Followed, FollowedIndicator, FollowedYear, Planned, Tally, written},
    vocabulary::Kind,
};

use crate::words::{self, THIN, Words};

/// The words of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// 0 for an indicator, 1 for an axis, 2 for a value of it.
    pub(super) level: usize,
    /// What is counted.
    pub(super) label: String,
    /// What it is counted among, and beside what.
    pub(super) detail: String,
    pub(super) counted: String,
    pub(super) unknown: String,
    pub(super) planned: String,
    pub(super) rest: String,
    pub(super) part: String,
}

/// The names of the columns.
pub(super) const COLUMNS: [&str; 5] = ["compté", "non connus", "prévu", "reste, écart", "part"];

/// « Suivi de 2024 »
pub(super) fn title(year: Option<i32>) -> String {
    match year {
        Some(year) => format!("Suivi de {year}"),
        None => "Suivi des lignes dont l'année n'est pas connue".to_owned(),
    }
}

/// What must be known before reading the counts.
pub(super) fn notes(followed: &Followed) -> Vec<String> {
    let rows = |count| words::counted(count, "ligne", "lignes");
    let refused = |count| words::counted(count, "ligne refusée", "lignes refusées");
    let mut notes = vec![format!("{} dans la table.", rows(followed.rows))];
    let told = [
        (followed.elsewhere, "d'une autre année"),
        (
            followed.undated,
            "sans année connue : leur date d'entrée n'est pas dite",
        ),
    ];
    for (count, what) in told {
        if count > 0 {
            notes.push(format!("{} {what}.", rows(count)));
        }
    }
    // Those of the years that are shown, where they are counted as not known.
    let shown: u64 = followed.years.values().map(|year| year.refused).sum();
    if shown > 0 {
        notes.push(format!(
            "{} par `batch` : tout ce qui en dépend est non connu.",
            refused(shown)
        ));
    }
    if followed.refused_undated > 0 && !followed.years.contains_key(&None) {
        notes.push(format!(
            "{} par `batch` dans toute la table, sans année connue.",
            refused(followed.refused_undated)
        ));
    }
    notes
}

/// The lines of a year.
pub(super) fn rows(plan: &Plan, followed: &Followed, year: Option<i32>, of: &FollowedYear) -> Vec<Row> {
    let mut rows = Vec::new();
    for (indicator, counted) in plan.follow.indicators.iter().zip(&of.indicators) {
        if !followed.is_counted(indicator) || is_empty(plan, indicator, year, counted) {
            continue;
        }
        let told = Told::new(plan, indicator);
        let planned = Followed::planned(plan, indicator, year);
        rows.push(told.indicator(counted, planned.as_ref()));
        for (axis, groups) in counted.groups(plan, indicator) {
            rows.push(Row {
                level: 1,
                label: axis.title.clone(),
                ..Row::default()
            });
            for group in groups {
                let (counted, detail) = told.counted(&group.tally);
                rows.push(Row {
                    level: 2,
                    label: group.label,
                    detail,
                    counted,
                    unknown: unknown(&group.tally),
                    ..Row::default()
                });
            }
        }
    }
    rows
}

/// Has an indicator nothing to count in a year, and nothing to be looked at beside?
pub(super) fn is_empty(
    plan: &Plan,
    indicator: &IndicatorPlan,
    year: Option<i32>,
    counted: &FollowedIndicator,
) -> bool {
    let Tally { yes, no, unknown, .. } = counted.tally;
    yes == 0 && no == 0 && unknown == 0 && Followed::planned(plan, indicator, year).is_none()
}

/// « Rien à compter cette année-là : … », when that is so of some indicators.
pub(super) fn nothing(
    plan: &Plan,
    followed: &Followed,
    year: Option<i32>,
    of: &FollowedYear,
) -> Option<String> {
    let empty: Vec<String> = plan
        .follow
        .indicators
        .iter()
        .zip(&of.indicators)
        .filter(|(indicator, counted)| {
            followed.is_counted(indicator) && is_empty(plan, indicator, year, counted)
        })
        .map(|(indicator, _)| format!("« {} »", indicator.title))
        .collect();
    (!empty.is_empty()).then(|| format!("Rien à compter pour {}.", words::list(&empty, "ni")))
}

/// What ledgers say of the quotas of a year.
pub(super) fn quotas(plan: &Plan, admissions: &[Admissions], year: Option<i32>) -> Vec<Row> {
    let of_year = admissions
        .iter()
        .filter(|ledger| year.is_none_or(|year| ledger.is_of(year)));
    of_year
        .map(|ledger| {
            let quota = plan.quotas.iter().find(|quota| quota.id == ledger.quota);
            let admitted = i128::from(ledger.admitted);
            let part = bareme::follow::share(admitted, ledger.limit.into());
            Row {
                label: quota.map_or_else(|| ledger.quota.clone(), |quota| quota.title.clone()),
                detail: format!(
                    "registre {} {} ; {} en attente",
                    ledger.quota,
                    ledger.group,
                    words::counted(ledger.waiting.into(), "dossier", "dossiers")
                ),
                counted: words::whole(ledger.admitted.into()),
                planned: words::whole(ledger.limit.into()),
                rest: words::whole(ledger.limit.saturating_sub(ledger.admitted).into()),
                part: part.map(percent).unwrap_or_default(),
                ..Row::default()
            }
        })
        .collect()
}

/// « 57,3 % »
pub(super) fn percent(thousandths: i128) -> String {
    Words::default().quantity(&written(thousandths, 3), None, true)
}

fn unknown(tally: &Tally) -> String {
    if tally.unknown == 0 {
        String::new()
    } else {
        words::whole(tally.unknown)
    }
}

/// How an indicator is told.
struct Told<'p> {
    plan: &'p Plan,
    indicator: &'p IndicatorPlan,
    kind: &'p Kind,
}

impl<'p> Told<'p> {
    fn new(plan: &'p Plan, indicator: &'p IndicatorPlan) -> Self {
        Self {
            plan,
            indicator,
            kind: plan.follow.kind(indicator.counting.node),
        }
    }

    /// A number of the kind that is measured.
    fn number(&self, number: i128, decimals: u8) -> String {
        let text = written(number, decimals);
        let Some(unit) = self.kind.unit() else {
            return bareme::decimal::written(&text);
        };
        let unit = unit.to_string();
        // A year is told once, by the heading.
        let unit = unit.strip_suffix("/an").unwrap_or(&unit);
        let text = text.strip_suffix(".00").unwrap_or(&text);
        Words::of(self.plan).quantity(text, Some(unit).filter(|unit| !unit.is_empty()), false)
    }

    /// What is counted, and among what.
    fn counted(&self, tally: &Tally) -> (String, String) {
        match self.kind {
            Kind::Number { decimals, .. } => {
                let detail = words::counted(tally.yes, "ligne", "lignes");
                (self.number(tally.sum, *decimals), detail)
            }
            _ if self.indicator.among.is_some() => {
                let all = tally.yes.saturating_add(tally.no);
                let share = tally.share().map_or_else(|| "–".to_owned(), percent);
                let detail = format!("{} sur {}", words::whole(tally.yes), words::whole(all));
                (share, detail)
            }
            Kind::Boolean | Kind::Date | Kind::Choice(_) => (words::whole(tally.yes), String::new()),
        }
    }

    fn indicator(&self, counted: &FollowedIndicator, planned: Option<&Planned<'_>>) -> Row {
        let tally = &counted.tally;
        let (shown, detail) = self.counted(tally);
        let mut row = Row {
            label: self.indicator.title.clone(),
            detail,
            counted: shown,
            unknown: unknown(tally),
            ..Row::default()
        };
        let Some(planned) = planned else { return row };
        let what = match planned.kind {
            None | Some(RepereKind::Quota) => "quota",
            Some(RepereKind::Capacity) => "capacité",
            Some(RepereKind::Envelope) => "enveloppe",
            Some(RepereKind::Target) => "objectif",
            Some(RepereKind::Observed) => "constat",
        };
        let sure = if planned.reliability == Reliability::ToConfirm {
            " à confirmer"
        } else {
            ""
        };
        row.detail = [row.detail, format!("{what}{sure}")]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ; ");
        let decimals = planned.declared.decimals();
        let (used, used_decimals) = planned.used(tally, self.kind);
        if planned.is_share() {
            let text = written(planned.value.into(), decimals);
            row.planned = Words::default().quantity(&text, None, true);
            row.rest = used
                .map(|used| planned.left(used, used_decimals).0)
                .map_or_else(String::new, |left| points(left.saturating_neg()));
            return row;
        }
        row.planned = self.number(planned.value.into(), decimals);
        let Some(used) = used else { return row };
        let (left, left_decimals) = planned.left(used, used_decimals);
        row.rest = if planned.has_rest() {
            self.number(left, left_decimals)
        } else {
            signed(&self.number(left.saturating_neg(), left_decimals), left < 0)
        };
        row.part = planned.part(used, used_decimals).map(percent).unwrap_or_default();
        row
    }
}

/// A number with its sign when it is above zero.
fn signed(text: &str, above: bool) -> String {
    let sign = if above { "+" } else { "" };
    format!("{sign}{}", text.replacen('-', "−", 1))
}

/// Thousandths of a share as points: « +1,2 pt ».
fn points(thousandths: i128) -> String {
    let text = written(thousandths, 1);
    let text = bareme::decimal::written(text.strip_suffix(".0").unwrap_or(&text));
    format!("{}{THIN}pt", signed(&text, thousandths > 0))
}

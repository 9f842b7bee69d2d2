//! Schedules as JSON.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use serde_json::Value as Json;

use super::{
    course_out::{OpenView, PlainCause, names},
    decision_out::{FindingView, PackView},
    dossier_out::dossier_view,
    explanation_out::SourceView,
    incomes_out::IncomesView,
    receipt_out::with_receipt,
};
use crate::{
    date::Period,
    dossier::Dossier,
    error::Findings,
    evaluate::Engine,
    plan::Plan,
    schedule::{Cause, Incomes, LineView, MonthDays, Schedule, Segment, Totals},
};

/// The canonical JSON of what a person receives over a course, and of the ways to be paid that are compared. It carries the dossier,
/// as a decision does.
///
/// # Errors
/// [`Findings`] when the dossier or the schedule is of another pack than the engine.
pub fn schedule_json(engine: &Engine, dossier: &Dossier, incomes: &Incomes) -> Result<String, Findings> {
    let schedule = &incomes.schedule;
    engine.own(dossier)?;
    let help = "écrivez-le avec le moteur qui l'a fait";
    let accepted = engine.plan().accepts(schedule.plan(), "cet échéancier");
    accepted.map_err(|other| Findings::new(vec![other.with_help(help)]))?;
    let coherence = engine.coherence(dossier, schedule.date());
    let view = ScheduleView {
        avertissements: coherence.iter().map(FindingView::new).collect(),
        date: schedule.date().to_string(),
        dossier: dossier_view(dossier),
        echeancier: CourseView::new(incomes),
        moteur: env!("CARGO_PKG_VERSION"),
        pack: PackView::new(schedule.plan()),
    };
    // Every key is text: writing to memory cannot fail.
    let body = serde_json::to_string(&view).unwrap_or_default();
    Ok(with_receipt(&body, schedule.asked(), schedule.plan()))
}

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON.

#[derive(Serialize)]
struct ScheduleView<'a> {
    avertissements: Vec<FindingView<'a>>,
    date: String,
    dossier: BTreeMap<&'a str, Json>,
    echeancier: CourseView<'a>,
    moteur: &'a str,
    pack: PackView<'a>,
}

#[derive(Serialize)]
struct CourseView<'a> {
    a_determiner: Vec<OpenView<'a>>,
    au: Option<String>,
    dispositifs: Vec<&'a str>,
    du: Option<String>,
    manquants: Vec<&'a str>,
    prorata: Option<MonthView<'a>>,
    revenus: IncomesView<'a>,
    segments: Vec<SegmentView<'a>>,
    totaux: TotalsView<'a>,
}

#[derive(Serialize)]
struct MonthView<'a> {
    jours_par_mois: i64,
    parametre: &'a str,
    source: SourceView<'a>,
    titre: &'a str,
}

#[derive(Serialize)]
struct SegmentView<'a> {
    au: String,
    causes: Vec<CauseView<'a>>,
    du: String,
    total: String,
    versements: Vec<PaymentView<'a>>,
}

#[derive(Serialize)]
struct CauseView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    apres: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avant: Option<&'a str>,
    genre: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceView<'a>>,
    texte: String,
    /// `null` for a parameter that has no unit, nothing for what is no parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    unite: Option<Option<&'a str>>,
}

#[derive(Serialize)]
struct PaymentView<'a> {
    dispositif: &'a str,
    fiabilite: &'a str,
    id: &'a str,
    montant: Option<String>,
    payeur: &'a str,
    peut_etre_perime_apres: Option<String>,
    reserve: Option<&'a str>,
    source: SourceView<'a>,
    titre: Cow<'a, str>,
    total: Option<String>,
    unite: Option<&'a str>,
    verifie_le: Option<String>,
}

#[derive(Serialize)]
struct TotalsView<'a> {
    complet: bool,
    general: String,
    payeurs: BTreeMap<&'a str, PayerView>,
}

#[derive(Serialize)]
struct PayerView {
    complet: bool,
    total: String,
}

impl<'a> CourseView<'a> {
    fn new(incomes: &'a Incomes) -> Self {
        let schedule = &incomes.schedule;
        let plan = schedule.plan();
        let counted = schedule.dispositifs.iter();
        Self {
            a_determiner: schedule
                .open
                .iter()
                .map(|open| OpenView::new(schedule, open))
                .collect(),
            au: schedule.course.map(last),
            dispositifs: counted
                .filter_map(|position| Some(plan.dispositif(*position)?.id.as_str()))
                .collect(),
            du: schedule.course.map(|course| course.from.to_string()),
            manquants: names(schedule, &schedule.missing),
            prorata: schedule
                .month_days
                .as_ref()
                .map(|month| MonthView::new(plan, month)),
            revenus: IncomesView::new(incomes),
            segments: schedule
                .segments
                .iter()
                .map(|segment| SegmentView::new(schedule, segment))
                .collect(),
            totaux: TotalsView::new(&schedule.totals),
        }
    }
}

impl<'a> MonthView<'a> {
    fn new(plan: &'a Plan, month: &'a MonthDays) -> Self {
        Self {
            jours_par_mois: month.value,
            parametre: &month.name,
            source: SourceView::new(&month.source.view(plan)),
            titre: &month.title,
        }
    }
}

impl<'a> SegmentView<'a> {
    fn new(schedule: &'a Schedule, segment: &'a Segment) -> Self {
        let lines = schedule.lines(segment);
        Self {
            au: last(segment.days),
            causes: segment
                .causes
                .iter()
                .map(|cause| CauseView::new(schedule.plan(), cause))
                .collect(),
            du: segment.days.from.to_string(),
            total: segment.total.to_string(),
            versements: lines.map(|line| PaymentView::new(schedule, &line)).collect(),
        }
    }
}

impl<'a> CauseView<'a> {
    fn new(plan: &'a Plan, cause: &'a Cause) -> Self {
        let PlainCause { genre, texte, source } = PlainCause::new(plan, cause);
        let (mut avant, mut apres, mut unite) = (None, None, None);
        if let Cause::Parameter {
            unit, before, after, ..
        } = cause
        {
            avant = Some(before.as_str());
            apres = Some(after.as_str());
            unite = Some(unit.as_deref());
        }
        Self {
            apres,
            avant,
            genre,
            source,
            texte,
            unite,
        }
    }
}

impl<'a> PaymentView<'a> {
    fn new(schedule: &'a Schedule, view: &LineView<'a>) -> Self {
        let (line, versement) = (view.line, view.versement);
        Self {
            dispositif: &view.dispositif.id,
            fiabilite: line.reliability.word(),
            id: &versement.id,
            montant: line.amount.map(|amount| amount.to_string()),
            payeur: &versement.payer.0,
            peut_etre_perime_apres: line.outdated.map(|day| day.to_string()),
            reserve: versement.caveat.as_deref(),
            source: SourceView::new(&view.source(schedule.plan())),
            titre: schedule.titled(&versement.title),
            total: line.total.map(|total| total.to_string()),
            unite: view.pace().map(crate::plan::Pace::unit),
            verifie_le: line.verified.map(|day| day.to_string()),
        }
    }
}

impl<'a> TotalsView<'a> {
    fn new(totals: &'a Totals) -> Self {
        let mut payeurs = BTreeMap::new();
        for payer in &totals.payers {
            let view = PayerView {
                complet: payer.complete,
                total: payer.total.to_string(),
            };
            payeurs.insert(payer.name.as_str(), view);
        }
        Self {
            complet: totals.complete,
            general: totals.total.to_string(),
            payeurs,
        }
    }
}

fn last(days: Period) -> String {
    days.until.add_days(-1).to_string()
}

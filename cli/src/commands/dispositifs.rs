//! `bareme dispositifs`: what a pack decides.

use bareme::{
    catalogue::{DispositifPlan, Object, Status},
    date::Period,
    wire,
};
use bareme_recit::words;

use crate::{
    arguments::{About, Dispositifs, Format},
    handbook,
    output::Reply,
    packs, page,
};

pub(crate) fn run(command: &Dispositifs) -> Reply {
    let date = match command.date.as_deref().map(wire::read_date).transpose() {
        Ok(date) => date,
        Err(finding) => return Reply::answer("").with(vec![finding], Vec::new()),
    };
    let engine = match packs::engine(command.usual.pack()) {
        Ok(engine) => engine,
        Err(findings) => return findings.into(),
    };
    let plan = engine.plan();
    let object = command.about.map(Object::from);
    if command.markdown {
        return Reply::answer(handbook::dispositifs(plan, wire::dispositifs(plan, date, object)));
    }
    if command.usual.format() == Format::Json {
        return Reply::answer(wire::dispositifs_json(plan, date, object));
    }
    let mut page = page::on_terminal();
    let mut none = true;
    for dispositif in wire::dispositifs(plan, date, object) {
        none = false;
        page.heading(&dispositif.title);
        page.line(2, &dispositif.summary);
        page.line(2, &standing(dispositif));
        page.aside(2, &format!("Nom dans les décisions\u{a0}: {}", dispositif.id));
    }
    if none {
        page.line(0, "Aucun dispositif ne répond à cette demande.");
    }
    Reply::answer(page.into_text())
}

/// « En vigueur depuis le 1er janvier 2019 ; pour une personne »
fn standing(dispositif: &DispositifPlan) -> String {
    let status = match dispositif.status {
        Status::InForce => "En vigueur",
        Status::Experiment => "Expérimentation",
        Status::Hypothesis => "Annoncé, sans preuve d'entrée en vigueur",
    };
    let period = match dispositif.in_force {
        Period::ALWAYS => None,
        period => words::period(period),
    };
    let object = handbook::concerned(dispositif.object);
    let period = period.map(|period| format!(" {period}")).unwrap_or_default();
    format!("{status}{period} ; concerne {object}")
}

impl From<About> for Object {
    fn from(about: About) -> Self {
        match about {
            About::Personne => Self::Person,
            About::Employeur => Self::Employer,
            About::Programme => Self::Programme,
            About::DossierFormation => Self::TrainingFile,
        }
    }
}

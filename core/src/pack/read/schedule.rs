//! When a course runs and what is paid during it: `echeancier.toml` and `[[versements]]`.

use super::{
    keys::{Keys, expression},
    known::Known,
    names::{Kind, Names},
    node::Node,
    report::Report,
    rules::{Common, items, payer},
    vocabulary::check_id,
};
use crate::{
    error::Code,
    pack::model::{Change, Citation, Course, CourseLength, Location, Pace, Text, Versement},
};

/// Reads `echeancier.toml`.
pub(super) fn course(report: &mut Report, mut keys: Keys<'_>, names: &Names) -> Option<Course> {
    let start = keys.expression(report, "debut");
    let end = keys.expression(report, "fin");
    let month_days = keys
        .required(report, "jours_par_mois")
        .and_then(|node| node.text(report));
    let longest = keys
        .optional("duree_maximale")
        .and_then(|node| length(report, node));
    keys.finish(report);
    let month_days = month_days?;
    let name = month_days.value.as_str();
    if names.kind(name) != Some(Kind::Parameter) && !report.unread.excuses(name) {
        report
            .add(
                month_days.at,
                Code::UnknownReference,
                format!("le paramètre `{name}` n'existe pas"),
            )
            .help("`jours_par_mois` nomme un paramètre : pour combien de jours compte un mois")
            .nearest(name, names.of_kind(Kind::Parameter));
        return None;
    }
    Some(Course {
        start: start?,
        end: end?,
        month_days,
        month_days_node: (),
        longest,
    })
}

/// How long a course may be: `84 mois`, `7 ans` or `400 jours`.
fn length(report: &mut Report, node: Node<'_>) -> Option<CourseLength> {
    let text = node.text(report)?;
    let length = CourseLength::parse(&text.value);
    if length.is_none() {
        report
            .add(
                text.at,
                Code::InvalidValue,
                format!("`{}` n'est pas une durée, d'un jour à dix ans", text.value),
            )
            .help(
                "écrivez un nombre entier de `mois`, d'`ans` ou de `jours` : `duree_maximale = \"84 mois\"`",
            );
    }
    length
}

/// Reads `[[versements]]`, each with the ids of the dispositifs in whose place it is paid.
pub(super) fn versements(
    report: &mut Report,
    node: Option<Node<'_>>,
    first: Option<&Citation>,
    known: &Known,
) -> Vec<(Versement, Vec<Text>)> {
    let mut list: Vec<(Versement, Vec<Text>)> = Vec::new();
    for node in items(report, node) {
        let Some(mut keys) = node.keys(report, "un élément de `versements`") else {
            continue;
        };
        let common = Common::undated(report, &mut keys, "le versement", first, known);
        check_id(report, &common.id, common.at);
        if list.iter().any(|(other, _)| other.id == common.id) && !common.id.is_empty() {
            report
                .add(
                    common.at,
                    Code::DuplicateId,
                    format!(
                        "`{0}` est déjà pris : le versement `{0}` vient plus haut",
                        common.id
                    ),
                )
                .help("donnez un autre `id`");
        }
        let amount = amount(report, &mut keys, common.at);
        let hours = hours(report, &mut keys, &amount);
        let payer = keys
            .required(report, "payeur")
            .and_then(|node| payer(report, node, known));
        let test = keys.optional("si").and_then(|node| expression(report, node));
        let changes = changes(report, &mut keys);
        let starts = keys.string(report, "cause_debut");
        let ends = keys.string(report, "cause_fin");
        let instead_of = keys.ids(report, "a_la_place_de");
        let caveat = keys.string(report, "reserve");
        keys.finish(report);
        let (Ok(amount), Some(payer)) = (amount, payer) else {
            continue;
        };
        let versement = Versement {
            id: common.id,
            title: common.title,
            amount,
            hours,
            payer,
            test,
            changes,
            starts,
            ends,
            replaces: Vec::new(),
            caveat,
            citation: common.citation,
            reliability: common.reliability,
            note: common.note,
            at: common.at,
        };
        list.push((versement, instead_of));
    }
    list
}

/// An amount that is stated, but faultily: a finding says why.
struct Faulty;

/// `montant` and `unite`, both or neither: a text may say who pays and not how much.
fn amount(report: &mut Report, keys: &mut Keys<'_>, at: Location) -> Result<Option<(Text, Pace)>, Faulty> {
    let units = Pace::UNITS.map(|pace| (pace.unit(), pace));
    let amount = keys.optional("montant");
    let unit = keys.optional("unite");
    let prorata = keys.optional("prorata");
    match (amount, unit) {
        (None, None) => Ok(None),
        (Some(amount), Some(unit)) => {
            let pace = unit.word(report, &units, Code::InvalidValue);
            let pace = match prorata {
                Some(node) => pace.and_then(|pace| by_month(report, node, pace)),
                None => pace,
            };
            let amount = expression(report, amount);
            amount.zip(pace).map(Some).ok_or(Faulty)
        }
        (Some(_), None) => {
            keys.missing(
                report,
                "unite",
                Code::MissingKey,
                "ajoutez `unite = \"EUR/mois\"`, `\"EUR/jour\"` ou `\"EUR/h\"`",
            );
            Err(Faulty)
        }
        (None, Some(_)) => {
            report
                .add(
                    at,
                    Code::MissingKey,
                    "ce versement a une unité et pas de clé `montant`",
                )
                .help("ajoutez `montant = \"…\"`, ou retirez `unite` si aucun texte ne dit combien");
            Err(Faulty)
        }
    }
}

/// `heures`: how many hours the course has, for an amount that is paid by the hour.
fn hours(
    report: &mut Report,
    keys: &mut Keys<'_>,
    amount: &Result<Option<(Text, Pace)>, Faulty>,
) -> Option<Text> {
    let node = keys.optional("heures")?;
    if let Ok(amount) = amount
        && !matches!(amount, Some((_, Pace::Hour)))
    {
        report
            .add(
                node.at(),
                Code::InvalidValue,
                "`heures` ne veut rien dire sans un montant en EUR/h",
            )
            .help("retirez-le : seul un montant par heure se multiplie par des heures");
        return None;
    }
    expression(report, node)
}

/// `prorata`: whether a part of a month counts by its days or as a month.
fn by_month(report: &mut Report, node: Node<'_>, pace: Pace) -> Option<Pace> {
    let words = [("jours", Pace::Month), ("mois_entier", Pace::WholeMonth)];
    let stated = node.word(report, &words, Code::InvalidValue)?;
    if pace != Pace::Month {
        report
            .add(
                node.at(),
                Code::InvalidValue,
                format!("`prorata` ne veut rien dire en {}", pace.unit()),
            )
            .help("retirez-le : seul un montant en EUR/mois se partage");
        return None;
    }
    Some(stated)
}

fn changes(report: &mut Report, keys: &mut Keys<'_>) -> Vec<Change> {
    let nodes = keys.optional("changements").and_then(|node| node.items(report));
    let mut list = Vec::new();
    for node in nodes.unwrap_or_default() {
        let Some(mut keys) = node.keys(report, "un élément de `changements`") else {
            continue;
        };
        let date = keys.expression(report, "date");
        let cause = keys.required_string(report, "cause");
        keys.finish(report);
        if let (Some(date), Some(cause)) = (date, cause) {
            list.push(Change { date, cause });
        }
    }
    list
}

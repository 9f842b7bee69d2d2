//! What is proved of each dispositif, with a dossier for which it does not decide as before.

use bareme::{
    Engine, Selection, Verdict,
    analysis::compare::{Compared, Differing, Pair, Proof, Reached, Spread},
    decimal,
};

use crate::{
    beside::{Beside, beside},
    builder::Body,
    stated,
    tree::{Block, Fold, Line, Mark, Row, Table, Tone},
    words::{self, Words},
};

/// The two packs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packs<'e> {
    pub(super) old: &'e Engine,
    pub(super) new: &'e Engine,
}

/// In one sentence: « 57 dispositifs décident comme avant pour tout dossier complet et cohérent : c'est prouvé. »
pub(super) fn summary(compared: &[Compared]) -> Vec<Line> {
    let count = |keep: &dyn Fn(&Proof) -> bool| compared.iter().filter(|one| keep(&one.proof)).count() as u64;
    let same = count(&Proof::is_same);
    let changed = count(&|proof| matches!(proof, Proof::Witness(_)));
    let undecided = count(&|proof| matches!(proof, Proof::Undecided { .. }));
    let of = |number: u64, one: &str, several: &str| {
        format!(
            "{} {}",
            words::counted(number, "dispositif", "dispositifs"),
            if number < 2 { one } else { several }
        )
    };
    let mut lines = Vec::new();
    if changed > 0 {
        let text = of(
            changed,
            "ne décide plus comme avant.",
            "ne décident plus comme avant.",
        );
        lines.push(Line::marked(Mark::Warn, text).toned(Tone::Strong));
    }
    if undecided > 0 {
        let text = of(
            undecided,
            "reste indécis : aucun dossier n'a été trouvé, et rien n'est prouvé.",
            "restent indécis : aucun dossier n'a été trouvé, et rien n'est prouvé.",
        );
        lines.push(Line::marked(Mark::Open, text));
    }
    let unstated = count(&|proof| matches!(proof, Proof::SameWhereStated { .. }));
    if unstated > 0 {
        let text = of(
            unstated,
            "décide comme avant quand le dossier donne tous les faits ; sans eux, ce qui s'en déduit a changé\u{a0}: rien n'est prouvé.",
            "décident comme avant quand le dossier donne tous les faits ; sans eux, ce qui s'en déduit a changé\u{a0}: rien n'est prouvé.",
        );
        lines.push(Line::marked(Mark::Open, text));
    }
    if same > 0 {
        let text = of(
            same,
            "décide comme avant pour tout dossier complet et cohérent\u{a0}: c'est prouvé.",
            "décident comme avant pour tout dossier complet et cohérent\u{a0}: c'est prouvé.",
        );
        lines.push(Line::marked(Mark::Yes, text));
    }
    lines
}

/// What is not proved the same: a table, or lines for a terminal.
pub(super) fn changed(packs: Packs<'_>, compared: &[Compared], shown: Beside) -> Option<Block> {
    let rows: Vec<[String; 4]> = compared
        .iter()
        .filter(|one| !one.proof.is_same())
        .map(|one| row(packs, one))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let columns = ["Dispositif", "Décisions", "Plus grand gain", "Plus grande perte"];
    Some(match shown {
        Beside::Columns => Block::Table(Table {
            columns: columns.map(ToOwned::to_owned).to_vec(),
            rows: rows
                .into_iter()
                .map(|cells| Row {
                    cells: cells.to_vec(),
                    under: Vec::new(),
                })
                .collect(),
        }),
        Beside::Lines => Block::Lines {
            lines: rows.iter().map(|cells| lines(&columns, cells)).collect(),
        },
    })
}

/// « Bourse régionale : changent », with what is gained and lost under it.
fn lines(columns: &[&str; 4], [title, state, gain, loss]: &[String; 4]) -> Line {
    let [_, _, gained, lost] = columns;
    let under = [(gained, gain), (lost, loss)];
    let under = under.into_iter().filter(|(_, told)| !told.is_empty());
    let under =
        under.map(|(what, told)| Line::marked(Mark::Item, format!("{}\u{a0}: {told}", words::inside(what))));
    Line::marked(Mark::Next, format!("{title}\u{a0}: {state}")).with(under.collect())
}

fn row(packs: Packs<'_>, compared: &Compared) -> [String; 4] {
    let words = Words::of(packs.new.plan());
    let side = |of: fn(&Spread) -> &Reached| {
        let told = compared.spreads.iter();
        let told = told.filter_map(|spread| reached(&words, spread, of(spread)));
        let told: Vec<String> = told.collect();
        match (told.is_empty(), compared.spreads.is_empty()) {
            (_, true) => String::new(),
            (true, false) => "rien".to_owned(),
            (false, false) => told.join(" ; "),
        }
    };
    [
        title(packs, &compared.pair),
        state(&compared.pair, &compared.proof).to_owned(),
        side(|spread| &spread.gain),
        side(|spread| &spread.loss),
    ]
}

const fn state(pair: &Pair, proof: &Proof) -> &'static str {
    match (pair, proof) {
        (Pair { before: None, .. }, Proof::Witness(_)) => "nouveau dispositif",
        (Pair { after: None, .. }, Proof::Witness(_)) => "dispositif retiré",
        (_, Proof::Witness(_)) => "des décisions changent",
        (_, Proof::SameWhereStated { .. }) => "identiques quand tous les faits sont donnés",
        (_, Proof::Undecided { .. }) => "indécis",
        (_, Proof::SameNodes | Proof::SameForAll) => "identiques",
    }
}

/// « 88 € par an, prouvé », « au moins 88 €, au plus 120 € »; nothing when nobody has any.
fn reached(words: &Words<'_>, spread: &Spread, reached: &Reached) -> Option<String> {
    let unit = spread.kind.unit().map(ToString::to_string);
    let amount = |scaled: i64| {
        let text = decimal::format(scaled, spread.kind.decimals());
        words.quantity(&text, unit.as_deref(), false)
    };
    match &reached.found {
        Some((most, _)) if reached.is_proved() => Some(format!("{} (prouvé)", amount(*most))),
        Some((most, _)) => Some(format!(
            "{} trouvés, {} au plus",
            amount(*most),
            amount(reached.bound)
        )),
        None if reached.bound == 0 => None,
        None => Some(format!("{} au plus", amount(reached.bound))),
    }
}

/// The title of a dispositif, and its former id when it has another.
pub(super) fn title(packs: Packs<'_>, pair: &Pair) -> String {
    let named = |engine: &Engine, id: &Option<String>| {
        let id = id.as_deref()?;
        let (_, found) = engine.plan().dispositif_named(id)?;
        Some(engine.plan().titled(&found.title, None).into_owned())
    };
    let title = named(packs.new, &pair.after).or_else(|| named(packs.old, &pair.before));
    title.unwrap_or_else(|| pair.id().to_owned())
}

/// The names of what is proved the same.
pub(super) fn same(packs: Packs<'_>, compared: &[Compared]) -> Option<Block> {
    let same: Vec<Line> = compared
        .iter()
        .filter(|one| one.proof.is_same())
        .map(|one| {
            let how = match one.proof {
                Proof::SameForAll => " (aucun dossier ne les sépare)",
                Proof::SameNodes
                | Proof::SameWhereStated { .. }
                | Proof::Witness(_)
                | Proof::Undecided { .. } => "",
            };
            Line::marked(Mark::Item, format!("{}{how}", title(packs, &one.pair)))
        })
        .collect();
    let count = same.len() as u64;
    (count > 0).then(|| {
        Block::Fold(Fold {
            title: format!("Prouvés identiques ({count})"),
            teaser: String::new(),
            count,
            open: false,
            blocks: vec![Block::Lines { lines: same }],
        })
    })
}

/// Each dossier for which a decision is another, with what is explained otherwise.
pub(super) fn witnesses(packs: Packs<'_>, compared: &[Compared], shown: Beside) -> Vec<Block> {
    let mut blocks = Vec::new();
    for one in compared {
        let Proof::Witness(differing) = &one.proof else {
            continue;
        };
        let mut inside = witness(packs, &one.pair, differing, shown);
        // One dossier often gains the most of several amounts.
        let mut known = vec![&**differing];
        for spread in &one.spreads {
            for (what, reached) in [("gagne", &spread.gain), ("perd", &spread.loss)] {
                let who = reached.found.as_ref().map(|(_, who)| who);
                let Some(who) = who.filter(|who| !known.iter().any(|one| is_same_dossier(one, who))) else {
                    continue;
                };
                known.push(who);
                let mut body = Body::default();
                body.line(
                    0,
                    format!("Qui {what} le plus, {}\u{a0}:", words::inside(&spread.title)),
                );
                dossier(packs, &one.pair, who, &mut body);
                inside.extend(body.into_blocks());
            }
        }
        blocks.push(Block::Fold(Fold {
            title: title(packs, &one.pair),
            teaser: "un dossier pour lequel la décision change".to_owned(),
            count: 1,
            open: shown == Beside::Lines,
            blocks: inside,
        }));
    }
    blocks
}

fn is_same_dossier(one: &Differing, other: &Differing) -> bool {
    one.date == other.date && one.before == other.before && one.after == other.after
}

pub(super) fn witness(packs: Packs<'_>, pair: &Pair, differing: &Differing, shown: Beside) -> Vec<Block> {
    let mut body = Body::default();
    dossier(packs, pair, differing, &mut body);
    let mut blocks = body.into_blocks();
    let [before, after] = explained(packs, pair, differing);
    let no_more = after.is_none();
    match (before, after) {
        (Some((old, was)), Some((new, is))) => blocks.extend(beside((&old, &was), (&new, &is), shown)),
        (Some((only, id)), None) | (None, Some((only, id))) => {
            let verdict = only.decision(&id).map(|decision| decision.verdict());
            let text = match verdict {
                Some(Verdict::Eligible) if no_more => "Ce dossier y avait droit.",
                Some(Verdict::Eligible) => "Ce dossier y a droit.",
                Some(Verdict::NotEligible | Verdict::Undetermined | Verdict::OutOfPeriod) | None => "",
            };
            blocks.push(Block::Lines {
                lines: vec![Line::plain(text)],
            });
        }
        (None, None) => {}
    }
    blocks
}

/// A dossier as each pack that has the dispositif decides it, with its reasons, and the id of the dispositif there.
pub(super) fn explained(
    packs: Packs<'_>,
    pair: &Pair,
    differing: &Differing,
) -> [Option<(bareme::Answer, String)>; 2] {
    let one = |engine: &Engine, dossier, id: &Option<String>| {
        let id = id.as_deref()?;
        let names = [id];
        // What was found is coherent, and what was found by name is decided.
        let answer = engine
            .explain(dossier, differing.date, Selection::of(&names, true))
            .ok()?;
        Some((answer, id.to_owned()))
    };
    [
        one(packs.old, &differing.before, &pair.before),
        one(packs.new, &differing.after, &pair.after),
    ]
}

/// The day and the facts of a dossier; whatever else it says does not count.
fn dossier(packs: Packs<'_>, pair: &Pair, differing: &Differing, body: &mut Body) {
    let (engine, dossier) = if pair.after.is_some() {
        (packs.new, &differing.after)
    } else {
        (packs.old, &differing.before)
    };
    let mut facts: Vec<String> = dossier
        .stated()
        .filter_map(|(fact, known)| {
            let told = stated::told(engine.plan(), fact, known)?;
            Some(format!("{}\u{a0}: {told}", fact.title))
        })
        .collect();
    // What only the old pack asks for.
    facts.extend(differing.before.stated().filter_map(|(fact, known)| {
        let known_after = engine.plan().vocabulary.fact_named(&fact.name).is_some();
        let told = stated::told(packs.old.plan(), fact, known).filter(|_| !known_after)?;
        Some(format!("{}\u{a0}: {told}", fact.title))
    }));
    let day = words::date(differing.date);
    if facts.is_empty() {
        body.line(0, format!("Le {day}, quel que soit le dossier."));
    } else {
        body.line(0, format!("Le {day}, quel que soit le reste\u{a0}:"));
    }
    for fact in facts {
        body.marked(0, Mark::Item, fact);
    }
}

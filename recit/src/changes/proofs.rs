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

/// What is not proved the same, with what is gained and lost: a table.
pub(super) fn changed(packs: Packs<'_>, compared: &[Compared]) -> Option<Block> {
    let rows: Vec<Row> = compared
        .iter()
        .filter(|one| matches!(one.proof, Proof::Witness(_) | Proof::Undecided { .. }))
        .map(|one| Row {
            cells: row(packs, one).to_vec(),
            under: Vec::new(),
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            columns: COLUMNS.map(ToOwned::to_owned).to_vec(),
            rows,
        })
    })
}

const COLUMNS: [&str; 4] = ["Dispositif", "Décisions", "Plus grand gain", "Plus grande perte"];

/// « Bourse régionale : des décisions changent », and what is gained and lost.
pub(super) fn head(packs: Packs<'_>, compared: &Compared) -> (String, Vec<Line>) {
    let [title, state, gain, loss] = row(packs, compared);
    let [_, _, gained, lost] = COLUMNS;
    let under = [(gained, gain), (lost, loss)];
    let under = under.into_iter().filter(|(_, told)| !told.is_empty());
    let lines = under.map(|(what, told)| Line::marked(Mark::Item, format!("{what}\u{a0}: {told}")));
    (format!("{title}\u{a0}: {state}"), lines.collect())
}

fn row(packs: Packs<'_>, compared: &Compared) -> [String; 4] {
    [
        title(packs, &compared.pair),
        state(&compared.pair, &compared.proof).to_owned(),
        most(
            packs,
            &compared.spreads,
            |spread| &spread.gain,
            ["aucun", "trouvé"],
        ),
        most(
            packs,
            &compared.spreads,
            |spread| &spread.loss,
            ["aucune", "trouvée"],
        ),
    ]
}

/// « 908,00 € par an (prouvé) », « aucun trouvé ; borne : 3 547,00 € par an », « aucun (prouvé) »; nothing when no amount may differ.
fn most(packs: Packs<'_>, spreads: &[Spread], of: fn(&Spread) -> &Reached, none: [&str; 2]) -> String {
    if spreads.is_empty() {
        return String::new();
    }
    let found: Vec<String> = spreads
        .iter()
        .filter_map(|spread| {
            let reached = of(spread);
            let (most, _) = reached.found.as_ref()?;
            let most = amount(packs, spread, *most);
            Some(if reached.is_proved() {
                format!("{most} (prouvé)")
            } else {
                format!("{most} (borne\u{a0}: {})", amount(packs, spread, reached.bound))
            })
        })
        .collect();
    if !found.is_empty() {
        return found.join("\u{a0}; ");
    }
    let [none, known] = none;
    let bounds = spreads.iter().filter(|spread| of(spread).bound > 0);
    let bounds: Vec<String> = bounds
        .map(|spread| amount(packs, spread, of(spread).bound))
        .collect();
    if bounds.is_empty() {
        format!("{none} (prouvé)")
    } else {
        format!("{none} {known}\u{a0}; borne\u{a0}: {}", bounds.join(", "))
    }
}

/// « 908,00 € par an »
pub(super) fn amount(packs: Packs<'_>, spread: &Spread, scaled: i64) -> String {
    let text = decimal::format(scaled, spread.kind.decimals());
    let unit = spread.kind.unit().map(ToString::to_string);
    Words::of(packs.new.plan()).quantity(&text, unit.as_deref(), false)
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

/// The names of what decides as before, folded.
pub(super) fn same(packs: Packs<'_>, compared: &[Compared]) -> Vec<Block> {
    let proved = |proof: &Proof| matches!(proof, Proof::SameForAll | Proof::SameNodes);
    let stated = |proof: &Proof| matches!(proof, Proof::SameWhereStated { .. });
    let folds = [
        names(
            packs,
            compared,
            "Identiques quand tous les faits sont donnés",
            &stated,
        ),
        names(packs, compared, "Prouvés identiques", &proved),
    ];
    folds.into_iter().flatten().collect()
}

fn names(
    packs: Packs<'_>,
    compared: &[Compared],
    what: &str,
    keep: &dyn Fn(&Proof) -> bool,
) -> Option<Block> {
    let kept: Vec<Line> = compared
        .iter()
        .filter(|one| keep(&one.proof))
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
    let count = kept.len() as u64;
    (count > 0).then(|| {
        Block::Fold(Fold {
            title: format!("{what} ({count})"),
            teaser: String::new(),
            count,
            open: false,
            blocks: vec![Block::Lines { lines: kept }],
        })
    })
}

/// A dossier, and what is explained otherwise of it.
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
    let facts = stated(packs, pair, differing);
    let day = words::date(differing.date);
    if facts.is_empty() {
        body.line(0, format!("Le {day}, quel que soit le dossier."));
    } else {
        body.line(0, format!("Le {day}, quel que soit le reste\u{a0}:"));
    }
    for fact in facts {
        body.marked(0, Mark::Item, words::capital(&fact));
    }
}

/// What a dossier says: « âge : 15 ans ».
pub(super) fn stated(packs: Packs<'_>, pair: &Pair, differing: &Differing) -> Vec<String> {
    let (engine, dossier) = if pair.after.is_some() {
        (packs.new, &differing.after)
    } else {
        (packs.old, &differing.before)
    };
    let named = |title: &str, told: String| format!("{}\u{a0}: {told}", words::inside(title));
    let mut facts: Vec<String> = dossier
        .stated()
        .filter_map(|(fact, known)| {
            let told = stated::told(engine.plan(), fact, known)?;
            Some(named(&fact.title, told))
        })
        .collect();
    // What only the old pack asks for.
    facts.extend(differing.before.stated().filter_map(|(fact, known)| {
        let known_after = engine.plan().vocabulary.fact_of_any_name(&fact.name).is_some();
        let told = stated::told(packs.old.plan(), fact, known).filter(|_| !known_after)?;
        Some(named(&fact.title, told))
    }));
    facts
}

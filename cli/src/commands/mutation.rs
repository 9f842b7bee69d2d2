//! `bareme mutation`: a pack with one slip at a time, and which slips nothing sees.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use anstyle::Style;
use bareme::{Code, Engine, Finding, Findings, error::Place};
use serde_json::{Value as Json, json};

use super::tried::{asked, bar, moves, source, suite};
use crate::{
    arguments::{Format, Mutation},
    cases::{self, Share},
    mutation::{Admitted, Court, Family, Kind, Mutant, Seen, mutants, sample},
    output::Reply,
    packs, reading,
    remedies::words,
};

/// The longest file of admitted slips.
const LONGEST: usize = 4 << 20;

pub(crate) fn run(command: &Mutation) -> Reply {
    match judged(command) {
        Ok(reply) => reply,
        Err(findings) => findings.into(),
    }
}

fn judged(command: &Mutation) -> Result<Reply, Findings> {
    let source = source(&command.folder)?;
    let rules = asked(&source, &command.rules)?;
    let admitted = match &command.admitted {
        Some(path) if path.exists() || !command.write => {
            Admitted::read(&reading::text(path, LONGEST)?).map_err(|finding| Findings::new(vec![finding]))?
        }
        Some(_) | None => Admitted::default(),
    };
    let engine = Engine::new(source.plan.clone());
    let (suite, read) = suite(&engine, &command.paths)?;
    let court = Court::new(&source, &suite, &read);
    let families: Vec<Family> = command.families.iter().copied().map(Family::from).collect();
    let mut all = mutants(&source, &families);
    if let Some(rules) = rules {
        all.retain(|mutant| rules.contains(&mutant.rule));
    }
    let whole = command.sample.is_none() && families.is_empty() && command.rules.is_empty();
    let total = all.len();
    if let Some(number) = command.sample {
        all = sample(all, number, command.seed);
    }
    let drawn = Drawn {
        tried: all.len(),
        total,
        seed: command.sample.map(|_| command.seed),
    };
    let bar = bar("fautes");
    let seen = cases::dealt(&all, &moves(&bar), |mutant| court.sees(mutant));
    bar.finish_and_clear();
    let verdicts: Vec<(&Mutant, Seen)> = all.iter().zip(seen).collect();
    let report = Report::of(&verdicts, &admitted);
    let mut findings = report.findings(&admitted, whole);
    if let (true, Some(path)) = (command.write, &command.admitted) {
        let names = report.unseen.iter().map(|mutant| mutant.name()).collect();
        let renewed = admitted.renewed(report.counts(), &names);
        findings.clear();
        if let Err(finding) = packs::write(path, renewed.written().as_bytes(), &command.folder) {
            findings.push(finding);
        }
    }
    let answer = match command.written.format {
        Format::Text => report.text(drawn, &command.folder, &admitted),
        Format::Json => report.json(drawn, &admitted, &findings),
    };
    Ok(Reply::answer(answer).with(findings, Vec::new()))
}

/// How many slips were tried, of how many; by what seed they were drawn, when they were.
#[derive(Clone, Copy)]
struct Drawn {
    tried: usize,
    total: usize,
    seed: Option<u64>,
}

/// What came of every slip.
struct Report<'m> {
    /// By kind: how many are seen, and how many there are.
    scores: BTreeMap<Kind, Share>,
    /// By what sees them, how many.
    by: [(usize, &'static str); 3],
    /// How many no dossier can tell: they are in no score.
    equivalent: usize,
    /// Those that nothing sees.
    unseen: Vec<&'m Mutant>,
    /// Of these, those that are not admitted.
    new: usize,
}

impl<'m> Report<'m> {
    fn of(verdicts: &[(&'m Mutant, Seen)], admitted: &Admitted) -> Self {
        let mut scores: BTreeMap<Kind, Share> = BTreeMap::new();
        for (mutant, seen) in verdicts.iter().filter(|(_, seen)| *seen != Seen::Equivalent) {
            let share = scores.entry(mutant.kind).or_default();
            share.seen += usize::from(*seen != Seen::Unseen);
            share.total += 1;
        }
        let seen_by = |by: Seen| verdicts.iter().filter(|(_, seen)| *seen == by).count();
        let unseen = verdicts.iter().filter(|(_, seen)| *seen == Seen::Unseen);
        let unseen: Vec<&Mutant> = unseen.map(|(mutant, _)| *mutant).collect();
        Self {
            scores,
            by: [
                (seen_by(Seen::Checked), "par un contrôle du barème"),
                (seen_by(Seen::Published), "par une valeur publiée"),
                (seen_by(Seen::Failed), "par un cas"),
            ],
            equivalent: seen_by(Seen::Equivalent),
            new: unseen
                .iter()
                .filter(|mutant| !admitted.has(&mutant.name()))
                .count(),
            unseen,
        }
    }

    fn counts(&self) -> BTreeMap<String, (usize, usize)> {
        let scores = self.scores.iter();
        scores
            .map(|(kind, share)| (kind.word().to_owned(), (share.seen, share.total)))
            .collect()
    }

    /// What is wrong: slips that nothing sees and that nobody admitted; when all were tried, also what was admitted and is seen now.
    fn findings(&self, admitted: &Admitted, whole: bool) -> Vec<Finding> {
        let mut found = Vec::new();
        if self.new > 0 {
            let message = match self.new {
                1 => "une faute que rien ne verrait".to_owned(),
                number => format!("{number} fautes que rien ne verrait"),
            };
            let help = "écrivez un cas au bord de chacune, ou une [[transcription]] de ce qui a été publié";
            found.push(Finding::new(Code::CoverageIncomplete, Place::Whole, message).with_help(help));
        }
        let names: BTreeSet<String> = self.unseen.iter().map(|mutant| mutant.name()).collect();
        let gone = admitted.groups.iter().flat_map(|group| &group.mutants);
        for name in gone.filter(|name| whole && !names.contains(*name)) {
            let message = format!("`{name}` est admis, et il n'y a plus lieu");
            let help = "écrivez le fichier de nouveau, avec `--ecrire`";
            found.push(Finding::new(Code::CoverageIncomplete, Place::Whole, message).with_help(help));
        }
        found
    }

    fn text(&self, drawn: Drawn, folder: &Path, admitted: &Admitted) -> String {
        let bold = Style::new().bold();
        let mut text = String::new();
        let seen: Vec<String> = self
            .by
            .iter()
            .map(|(number, by)| format!("{number} {by}"))
            .collect();
        // Writing to a string cannot fail.
        let _ = write!(text, "{} fautes essayées", drawn.tried);
        if let Some(seed) = drawn.seed {
            let _ = write!(text, " sur {}, graine {seed}", drawn.total);
        }
        let _ = writeln!(text, " ; vues : {}", seen.join(", "));
        if self.equivalent > 0 {
            let number = self.equivalent;
            let _ = writeln!(
                text,
                "dont {number} qu'aucun dossier ne distingue, ce qui est prouvé : elles ne comptent pas"
            );
        }
        for family in Family::ALL {
            for (kind, share) in self.scores.iter().filter(|(kind, _)| kind.family() == family) {
                let _ = writeln!(text, "  {}", share.told(kind.title()));
            }
        }
        let folder = folder.to_string_lossy().replace('\\', "/");
        let folder = folder.trim_end_matches('/');
        let listed = |known: bool| {
            let unseen = self.unseen.iter().copied();
            unseen.filter(move |mutant| admitted.has(&mutant.name()) == known)
        };
        if self.new > 0 {
            let _ = writeln!(text, "\nQue rien ne verrait :");
        }
        for (rule, mutants) in by_rule(listed(false)) {
            let rule = if rule.is_empty() { "règles communes" } else { rule };
            let _ = writeln!(text, "  {bold}{rule}{bold:#}");
            for mutant in mutants {
                let _ = writeln!(
                    text,
                    "    {folder}/{}:{} {} : {} → {}",
                    mutant.path, mutant.line, mutant.part, mutant.before, mutant.after
                );
            }
        }
        match listed(true).count() {
            0 => {}
            1 => text.push_str("\nUne autre est admise.\n"),
            number => {
                let _ = writeln!(text, "\n{number} autres sont admises.");
            }
        }
        text
    }

    fn json(&self, drawn: Drawn, admitted: &Admitted, findings: &[Finding]) -> String {
        let scores: serde_json::Map<String, Json> = self
            .scores
            .iter()
            .map(|(kind, share)| {
                let score =
                    json!({ "genre": kind.family().word(), "vues": share.seen, "total": share.total });
                (kind.word().to_owned(), score)
            })
            .collect();
        let unseen: Vec<Json> = self
            .unseen
            .iter()
            .map(|mutant| {
                json!({
                    "sorte": mutant.kind.word(),
                    "regle": mutant.rule,
                    "partie": mutant.part,
                    "fichier": mutant.path,
                    "ligne": mutant.line,
                    "avant": mutant.before,
                    "apres": mutant.after,
                    "admis": admitted.has(&mutant.name()),
                })
            })
            .collect();
        let errors = bareme::wire::findings_json(&Findings::new(findings.to_vec()).worded(words));
        let errors: Json = serde_json::from_str(&errors).unwrap_or_default();
        json!({
            "essayees": drawn.tried,
            "total": drawn.total,
            "graine": drawn.seed,
            "scores": scores,
            "equivalentes": self.equivalent,
            "non_vues": unseen,
            "erreurs": errors.get("erreurs"),
        })
        .to_string()
    }
}

/// Slips by their rule, the rules in the order of the first slip of each.
fn by_rule<'m>(mutants: impl Iterator<Item = &'m Mutant>) -> Vec<(&'m str, Vec<&'m Mutant>)> {
    let mut found: Vec<(&str, Vec<&Mutant>)> = Vec::new();
    for mutant in mutants {
        match found.iter_mut().find(|(rule, _)| *rule == mutant.rule) {
            Some((_, list)) => list.push(mutant),
            None => found.push((&mutant.rule, vec![mutant])),
        }
    }
    found
}

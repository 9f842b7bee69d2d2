//! Which columns of a table of decisions are read, and how.

use std::collections::BTreeSet;

use crate::{
    decision::Verdict,
    dossier::{self, FactValue},
    error::{Code, Finding, Place, Remedy},
    plan::{ColumnRole, FollowColumn, Node, NodeId, PlanContent, Value},
    vocabulary::Vocabulary,
};

/// The verdict of a row that was not decided, in a table that the command line wrote, today and formerly.
const UNREAD: [&str; 2] = ["illisible", "refuse"];

/// Where what a column holds is read: positions among the columns that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// The table has no such column.
    Nothing,
    /// The column of a fact.
    Fact(usize),
    /// The column of a verdict.
    Verdict(usize),
    /// The column of a droit.
    Droit(usize),
    /// The column of a verdict, then that of a droit.
    Due(usize, usize),
}

/// Which columns of a table are read, and where.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// Positions in the table, in the order in which they are asked for.
    pub(super) columns: Vec<usize>,
    /// What is said of columns that are called as what they hold was.
    pub(super) former: Vec<Finding>,
}

impl Wanted {
    /// Where a column of the table goes, once: by the name of the command line, `ID.verdict`, or that of Python, `ID__verdict`.
    fn named(&mut self, names: &[&str], name: &str) -> Option<usize> {
        let other = spelled(name);
        let at = names.iter().position(|known| *known == name || *known == other)?;
        let before = self.columns.iter().position(|column| *column == at);
        before.or_else(|| {
            self.columns.push(at);
            self.columns.len().checked_sub(1)
        })
    }

    /// The same, by a name that it had when the table does not have that of today.
    fn formerly(&mut self, names: &[&str], today: &str, former: &[String]) -> Option<usize> {
        if let Some(at) = self.named(names, today) {
            return Some(at);
        }
        let (name, at) = former
            .iter()
            .find_map(|name| Some((name, self.named(names, name)?)))?;
        let message = format!("la colonne `{name}` s'appelle maintenant `{today}`");
        let note = Finding::new(Code::FormerName, Place::Whole, message)
            .with_help("la colonne a été lue ; les prochaines tables de décisions auront le nouveau nom");
        if !self.former.contains(&note) {
            self.former.push(note);
        }
        Some(at)
    }

    /// Where what a column holds is read, or the names that the table lacks.
    pub(super) fn of(
        &mut self,
        plan: &PlanContent,
        column: &FollowColumn,
        names: &[&str],
    ) -> Result<Reads, Vec<String>> {
        let id = |position: u16| plan.dispositif(position).map_or("", |plan| plan.id.as_str());
        let droit = |owner: u16, droit: u16| {
            let plan = plan.dispositif(owner);
            let droit = plan.and_then(|plan| plan.droits.get(usize::from(droit)));
            format!("{}.{}", id(owner), droit.map_or("", |droit| droit.id.as_str()))
        };
        let verdict = |position| format!("{}.verdict", id(position));
        let wanted = match column.role {
            ColumnRole::Fact | ColumnRole::Other => vec![column.fact.name.clone()],
            ColumnRole::Eligible(position) => vec![verdict(position)],
            ColumnRole::Droit(owner, position) => vec![droit(owner, position)],
            ColumnRole::Due(owner, position) => vec![verdict(owner), droit(owner, position)],
        };
        let mut missing = Vec::new();
        let mut found = Vec::new();
        let had = |position: u16| {
            plan.dispositif(position)
                .map_or(&[][..], |plan| plan.former.as_slice())
        };
        for name in wanted {
            let former: Vec<String> = match (column.role, name.split_once('.')) {
                (
                    ColumnRole::Eligible(owner) | ColumnRole::Droit(owner, _) | ColumnRole::Due(owner, _),
                    Some((_, rest)),
                ) => had(owner).iter().map(|id| format!("{id}.{rest}")).collect(),
                _ => {
                    let fact = plan.vocabulary.fact_named(&name);
                    fact.map(|(_, fact)| fact.former.clone()).unwrap_or_default()
                }
            };
            match self.formerly(names, &name, &former) {
                Some(at) => found.push(at),
                None => missing.push(name),
            }
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(match (column.role, found.as_slice()) {
            (ColumnRole::Fact | ColumnRole::Other, [at]) => Reads::Fact(*at),
            (ColumnRole::Eligible(_), [at]) => Reads::Verdict(*at),
            (ColumnRole::Droit(..), [at]) => Reads::Droit(*at),
            (ColumnRole::Due(..), [verdict, droit]) => Reads::Due(*verdict, *droit),
            // INVARIANT: as many were found as were wanted.
            _ => Reads::Nothing,
        })
    }
}

impl Reads {
    /// What a row says; anything where it says nothing.
    pub(super) fn value(
        self,
        column: &FollowColumn,
        vocabulary: &Vocabulary,
        cells: &[&str],
    ) -> Result<Value, Finding> {
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default().trim();
        let any = Value::any(&column.fact.declared, vocabulary);
        match self {
            Self::Nothing => Ok(any),
            Self::Fact(at) => match cell(at) {
                "" => Ok(any),
                text => dossier::read(vocabulary, &column.fact, &FactValue::Typed(text)),
            },
            Self::Verdict(at) => verdict(cell(at)),
            Self::Droit(at) => droit(column, vocabulary, cell(at)).map(|value| value.unwrap_or(any)),
            Self::Due(granted, at) => {
                let granted = verdict(cell(granted))?;
                if granted.is_false() {
                    return Ok(Value::point(0));
                }
                let value = droit(column, vocabulary, cell(at))?;
                Ok(value.filter(|_| granted.is_true()).unwrap_or(any))
            }
        }
    }
}

/// The number of a droit, as decisions write it.
fn droit(column: &FollowColumn, vocabulary: &Vocabulary, text: &str) -> Result<Option<Value>, Finding> {
    if text.is_empty() {
        return Ok(None);
    }
    let given = if column.fact.declared.kind.is_number() {
        FactValue::Number(text)
    } else {
        FactValue::Typed(text)
    };
    dossier::read(vocabulary, &column.fact, &given).map(Some)
}

/// Is a dispositif granted? A dossier that was not decided says nothing.
fn verdict(text: &str) -> Result<Value, Finding> {
    if is_refused(text) {
        return Ok(Value::UNKNOWN);
    }
    let words = [
        (Verdict::Eligible.word(), Value::TRUE),
        (Verdict::NotEligible.word(), Value::FALSE),
        (Verdict::OutOfPeriod.word(), Value::FALSE),
        (Verdict::Undetermined.word(), Value::UNKNOWN),
        ("", Value::UNKNOWN),
    ];
    let known = words.iter().find(|(word, _)| *word == text);
    known.map(|(_, value)| *value).ok_or_else(|| {
        Finding::new(
            Code::CsvInvalid,
            Place::Whole,
            format!("`{text}` n'est pas un verdict"),
        )
        .with_remedy(Remedy::GiveDecisionTable)
    })
}

/// Was the row not decided?
pub(crate) fn is_refused(text: &str) -> bool {
    UNREAD.contains(&text)
}

/// The name of a column as Python has it.
fn spelled(name: &str) -> String {
    name.replacen('.', "__", 1)
}

/// Two columns of one name, however it is spelled: which of them says what was decided is not known.
pub(crate) fn twice(names: &[&str]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut told = BTreeSet::new();
    names
        .iter()
        .filter(|name| !seen.insert(spelled(name)) && told.insert(spelled(name)))
        .map(|name| {
            let message = format!("deux colonnes s'appellent `{name}`");
            Finding::new(Code::FactTwice, Place::Whole, message).with_remedy(Remedy::KeepDecisionColumn)
        })
        .collect()
}

/// For each node, the columns that a table lacks for it, in ascending order.
///
/// What a fact follows from is not needed where its own column is there, nor that column where what it follows from is: an
/// absent column is then a cell of which nothing is known.
pub(super) fn lacked(nodes: &[Node], is_absent: impl Fn(u16) -> bool) -> Vec<Vec<u16>> {
    let mut lacked: Vec<Vec<u16>> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let of = |id: NodeId| lacked.get(id.index()).into_iter().flatten().copied();
        let mut own: Vec<u16> = if let Node::Fact(id) = node {
            Some(id.0)
                .filter(|column| is_absent(*column))
                .into_iter()
                .collect()
        } else if let Node::Meet { given, derived } = node {
            let stated: Vec<u16> = of(*given).collect();
            let follows = of(*derived).all(|column| stated.contains(&column));
            if follows { Vec::new() } else { stated }
        } else {
            let mut all = Vec::new();
            node.operands(|operand| all.extend(of(operand)));
            all
        };
        own.sort_unstable();
        own.dedup();
        lacked.push(own);
    }
    lacked
}

/// What to do for a table to have the columns that it lacks.
pub(super) fn how_to_add(missing: &[String]) -> Remedy {
    let facts = missing.iter().filter(|name| !name.contains('.')).cloned();
    let decided = missing
        .iter()
        .filter_map(|name| Some(name.split_once('.')?.0.to_owned()));
    let mut dispositifs: Vec<String> = decided.collect();
    dispositifs.dedup();
    Remedy::AddColumns {
        facts: facts.collect(),
        dispositifs,
    }
}

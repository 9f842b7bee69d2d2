//! The cells of one fact: texts of a table to values of the engine.

use std::cell::RefCell;

use bareme::{
    Code, Day, Dossier, Finding,
    catalogue::Plan,
    columns::{Bitmap, Column, Part, Values, crossed_ends},
    decimal,
    vocabulary::{DeclaredType, Fact, Kind},
};

use super::{faults::Fault, hand::Hand, intake::Manner};

/// What to do about texts that are not UTF-8.
pub(super) const NOT_UTF8: &str = "enregistrez le fichier en UTF-8, ou dites son encodage : `--encodage windows-1252` pour Excel et la plupart des anciens logiciels";

enum Stored {
    Booleans(Vec<bool>),
    Numbers(Vec<i64>),
    Codes(Vec<u8>),
}

/// The column of a fact, or of an end of one, as it is read.
pub(super) struct Cells {
    fact: String,
    part: Part,
    /// What the engine calls the column: the fact, or an end of it.
    name: String,
    /// What the file calls it.
    shown: String,
    manner: Manner,
    declared: DeclaredType,
    stored: Stored,
    /// One bit a row, the first in the lowest.
    known: Vec<u8>,
    /// What is said of the former names of members, once each.
    former: RefCell<Vec<Finding>>,
}

impl Cells {
    /// The column that the file calls `shown`, whose texts are read in this manner.
    pub(super) fn new(fact: &Fact, part: Part, shown: &str, manner: Manner) -> Self {
        let declared = &fact.declared;
        Self {
            fact: fact.name.clone(),
            part,
            name: part.of(fact),
            shown: shown.to_owned(),
            manner,
            declared: declared.clone(),
            stored: match declared.kind {
                Kind::Boolean => Stored::Booleans(Vec::new()),
                Kind::Number { .. } | Kind::Date => Stored::Numbers(Vec::new()),
                Kind::Choice(_) => Stored::Codes(Vec::new()),
            },
            known: Vec::new(),
            former: RefCell::default(),
        }
    }

    /// What is said of the former names that rows were read under.
    pub(super) fn former_names(&self) -> Vec<Finding> {
        self.former.borrow().clone()
    }

    /// Is it the smallest that a fact may be, of which the other column is the largest?
    pub(super) fn is_below(&self, other: &Self) -> bool {
        self.fact == other.fact && self.part == Part::Min && other.part == Part::Max
    }

    /// The number or the day of the last row that was read, when it is known.
    pub(super) fn last(&self) -> Option<i64> {
        let Stored::Numbers(values) = &self.stored else {
            return None;
        };
        let row = values.len().checked_sub(1)?;
        let byte = self.known.last().copied().unwrap_or(0);
        (byte >> (row % 8) & 1 != 0)
            .then(|| values.last().copied())
            .flatten()
    }

    /// Makes the fact unknown on the last row that was read, and says why: its ends are the wrong way round.
    pub(super) fn cross(&mut self, other: &mut Self, plan: &Plan) -> Fault {
        for cells in [&mut *self, other] {
            let Stored::Numbers(values) = &cells.stored else {
                continue;
            };
            let row = values.len().saturating_sub(1);
            if let Some(byte) = cells.known.last_mut() {
                *byte &= !(1 << (row % 8));
            }
        }
        crossed(&self.fact, &self.shown, plan)
    }

    pub(super) fn clear(&mut self) {
        self.known.clear();
        match &mut self.stored {
            Stored::Booleans(values) => values.clear(),
            Stored::Numbers(values) => values.clear(),
            Stored::Codes(values) => values.clear(),
        }
    }

    /// Reads the cell of a row; a text that is at fault counts as unknown.
    pub(super) fn push(
        &mut self,
        row: usize,
        bytes: &[u8],
        hand: Hand,
        plan: &Plan,
        judge: &mut Dossier,
    ) -> Result<(), Fault> {
        let read = self.value_of(bytes, hand, plan, judge);
        self.put(row, read.as_ref().ok().copied().flatten());
        read.map(|_| ())
    }

    /// The value of a text, none when it is empty.
    pub(super) fn value_of(
        &self,
        bytes: &[u8],
        hand: Hand,
        plan: &Plan,
        judge: &mut Dossier,
    ) -> Result<Option<i64>, Fault> {
        match str::from_utf8(bytes).map(str::trim) {
            Ok("") => Ok(None),
            Ok(text) => self.meant(text, hand, plan, judge),
            Err(_) => Err(self.fault(
                Code::WrongType,
                "la case n'est pas écrite en UTF-8".to_owned(),
                None,
                plan,
            ))
            .map_err(|fault| Fault {
                help: NOT_UTF8.to_owned(),
                ..fault
            }),
        }
    }

    /// The value of a text that is not blank, once it is what it stands for.
    fn meant(&self, text: &str, hand: Hand, plan: &Plan, judge: &mut Dossier) -> Result<Option<i64>, Fault> {
        let decimals = self.declared.kind.is_number().then(|| self.declared.decimals());
        let meant = self.manner.meant(text, hand, decimals);
        let meant = meant.map_err(|message| self.fault(Code::TooManyDecimals, message, None, plan))?;
        if meant.is_empty() {
            return Ok(None);
        }
        match self.quick(&meant, hand, plan) {
            Some(value) => Ok(Some(value)),
            None => self.judged(&meant, hand, plan, judge).map(Some),
        }
    }

    /// Adds the value of a row: none where it is unknown.
    fn put(&mut self, row: usize, value: Option<i64>) {
        if row.is_multiple_of(8) {
            self.known.push(0);
        }
        let (value, known) = (value.unwrap_or(self.declared.min), value.is_some());
        match &mut self.stored {
            Stored::Booleans(values) => values.push(value != 0),
            Stored::Numbers(values) => values.push(value),
            Stored::Codes(values) => values.push(u8::try_from(value).unwrap_or(0)),
        }
        if let Some(byte) = self.known.last_mut() {
            *byte |= u8::from(known) << (row % 8);
        }
    }

    /// For the engine.
    pub(super) fn column(&self, rows: usize) -> Column<'_> {
        Column {
            fact: &self.name,
            values: match &self.stored {
                Stored::Booleans(values) => Values::Booleans(values),
                Stored::Numbers(values) => Values::Wide(values),
                Stored::Codes(values) => Values::Codes(values),
            },
            known: Bitmap::new(&self.known, 0, rows),
        }
    }

    /// The value of a text that is as expected.
    fn quick(&self, text: &str, hand: Hand, plan: &Plan) -> Option<i64> {
        let lecture = self.manner.lecture;
        let value = match &self.declared.kind {
            Kind::Boolean => {
                return match text {
                    "oui" | "vrai" | "true" | "1" => Some(1),
                    "non" | "faux" | "false" | "0" => Some(0),
                    _ if lecture.truths => match text.to_lowercase().as_str() {
                        "oui" | "o" => Some(1),
                        "non" | "n" => Some(0),
                        _ => None,
                    },
                    _ => None,
                };
            }
            Kind::Choice(id) => {
                let members = plan.vocabulary.enumeration(*id)?;
                if let Some(named) = members.position(text) {
                    return Some(i64::from(named));
                }
                // A name that it had is read by the engine, which notes it.
                let had = members.position_of_any_name(text).is_some();
                let coded = members.position_of_code(text);
                return coded.filter(|_| lecture.departments && !had).map(i64::from);
            }
            Kind::Date => {
                let day = text.parse::<Day>().ok();
                let typed = || Day::typed(text).filter(|_| lecture.dates);
                i64::from(day.or_else(typed)?.number())
            }
            // So are whole numbers written once a cell of their column is empty, by programs that have no other way.
            Kind::Number { decimals: 0, .. } => hand.number(text.strip_suffix(".0").unwrap_or(text), 0)?,
            Kind::Number { decimals, .. } => hand.number(text, *decimals)?,
        };
        (self.declared.min..=self.declared.max)
            .contains(&value)
            .then_some(value)
    }

    /// What the engine says of a text that is not as expected: it knows why.
    fn judged(&self, text: &str, hand: Hand, plan: &Plan, judge: &mut Dossier) -> Result<i64, Fault> {
        match judge.insert(&self.fact, hand.value(text, &self.declared.kind)) {
            Err(finding) => Err(self.told(finding, plan)),
            Ok(()) => {
                self.note_former(judge);
                let at = plan
                    .vocabulary
                    .fact_named(&self.fact)
                    .map(|(id, _)| usize::from(id.0));
                let read = at.and_then(|at| judge.values().get(at)).map(|value| {
                    // A choice is a set of members; a row holds the position of one.
                    if self.declared.kind.is_choice() {
                        i64::from(value.mask().trailing_zeros())
                    } else {
                        value.lo
                    }
                });
                // INVARIANT: the fact is in the vocabulary, and was just stated.
                read.ok_or_else(|| self.fault(Code::Internal, String::new(), None, plan))
            }
        }
    }

    fn note_former(&self, judge: &Dossier) {
        let mut known = self.former.borrow_mut();
        for note in judge.former_names() {
            if !known.contains(&note) {
                known.push(note);
            }
        }
    }

    /// What the engine says, with the help of a table; only it knows how else a number could have been written.
    fn told(&self, finding: Finding, plan: &Plan) -> Fault {
        let fault = self.fault(finding.code, finding.message, finding.suggestion, plan);
        let knows = matches!(finding.code, Code::AmbiguousNumber | Code::TooManyDecimals);
        let help = match finding.help.filter(|_| knows) {
            Some(help) => help,
            None if finding.code == Code::InvalidDate && !self.manner.lecture.dates => {
                format!("{} ; `--lecture dates=fr` lit les dates JJ/MM/AAAA", fault.help)
            }
            None => return fault,
        };
        Fault { help, ..fault }
    }

    fn fault(&self, code: Code, message: String, suggestion: Option<String>, plan: &Plan) -> Fault {
        let declared = &self.declared;
        let shown = |value: i64| match declared.kind {
            Kind::Date => Day::from_number(value).to_string(),
            Kind::Boolean | Kind::Number { .. } | Kind::Choice(_) => {
                decimal::format(value, declared.decimals())
            }
        };
        let help = match (&declared.kind, suggestion) {
            (_, Some(near)) => format!("vouliez-vous écrire {near} ?"),
            (Kind::Boolean, None) => "écrivez oui ou non".to_owned(),
            (Kind::Date, None) => format!(
                "écrivez {}, de {} à {}",
                if self.manner.lecture.dates {
                    "JJ/MM/AAAA ou AAAA-MM-JJ"
                } else {
                    "AAAA-MM-JJ"
                },
                shown(declared.min),
                shown(declared.max)
            ),
            (Kind::Number { .. }, None) => {
                format!(
                    "écrivez un nombre de {} à {}",
                    shown(declared.min),
                    shown(declared.max)
                )
            }
            (Kind::Choice(id), None) => {
                let members = plan
                    .vocabulary
                    .enumeration(*id)
                    .into_iter()
                    .flat_map(|e| &e.members);
                let names: Vec<&str> = members.map(|member| member.name.as_str()).collect();
                format!("écrivez {}", names.join(", "))
            }
        };
        Fault {
            line: 0,
            column: self.shown.clone(),
            code,
            message,
            help,
        }
    }
}

/// What is said of the ends of a fact that are the wrong way round, in the column of the smallest.
pub(super) fn crossed(fact: &str, column: &str, plan: &Plan) -> Fault {
    let found = plan.vocabulary.fact_named(fact);
    // INVARIANT: the fact is in the vocabulary.
    let finding = found.map(|(_, fact)| crossed_ends(fact));
    let (message, help) = finding.map_or_else(Default::default, |finding| (finding.message, finding.help));
    Fault {
        line: 0,
        column: column.to_owned(),
        code: Code::InvalidValue,
        message,
        help: help.unwrap_or_default(),
    }
}

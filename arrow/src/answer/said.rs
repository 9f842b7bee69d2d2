//! What a column of an answer says of a dispositif, and the array that says it.

use std::mem::take;

use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType};
use bareme::{
    Verdict,
    catalogue::{DispositifPlan, Plan, Reliability},
    columns::{
        Beside, DispositifColumns, DroitColumn, DroitValues, Grounds, NONE_FAILS, verdict_code, verdict_of,
    },
    vocabulary::{DeclaredType, Kind, Style},
};

use super::arrays::{
    any_of, coded, days, decimals, floats, known, lists, narrow, texts, truths, unlike, wide, wide_days,
    words,
};

/// The digits of an amount: what 64 bits can hold.
const DIGITS: u8 = 19;

/// From the least sure to the surest.
const RELIABILITIES: [Reliability; 3] = [Reliability::ToConfirm, Reliability::Secondary, Reliability::Text];

/// What a column says of a dispositif.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The word of the verdict.
    Verdict,
    /// The first condition that fails.
    FirstCondition,
    /// The condition that fails alone, while all the others hold.
    OnlyCondition,
    /// Would a missing fact change something?
    Missing,
    /// The droit at this position.
    Droit(usize),
    /// What is said of the droit at this position beside what is due.
    Beside(usize, Beside),
    /// Does the priority at this position hold?
    Priority(usize),
    /// How many doubts the decision rests on.
    Doubts,
    /// The ids of the values past their day: a list, or in a file a text with a space between them.
    Stale,
    /// The ids of all conditions that fail, likewise.
    Conditions,
    /// The names of the facts that could still change something, likewise.
    MissingFacts,
    /// How sure the least sure thing is that the decision rests on.
    Reliability,
}

/// What an answer is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A table in memory: numbers are as narrow as the engine lays them out, amounts are decimals, a row that is not decided has nulls.
    Table,
    /// The same, with amounts as whole numbers, multiplied by ten to the power of their decimals.
    Scaled,
    /// The same, with amounts as floats of 64 bits, each the nearest to its decimal: what is made of them is not exact any more.
    Floats,
    /// A file: each column has one type whatever its rows, and a row that is not decided has this word as its verdict.
    File {
        /// The verdict of a row that is not decided.
        refused: &'static str,
    },
}

/// A column of an answer about one dispositif: what it says, with the words that it needs.
#[derive(Debug, Clone)]
pub struct AnswerColumn {
    said: Said,
    form: Form,
    words: Option<ArrayRef>,
}

impl AnswerColumn {
    /// A column about a dispositif of a plan.
    #[must_use]
    pub fn new(said: Said, form: Form, plan: &Plan, dispositif: &DispositifPlan) -> Self {
        let words = match said {
            Said::Verdict => {
                let verdicts = (0..).map_while(verdict_of).map(Verdict::word);
                let refused = match form {
                    Form::File { refused } => Some(refused),
                    Form::Table | Form::Scaled | Form::Floats => None,
                };
                Some(words(verdicts.chain(refused)))
            }
            Said::FirstCondition | Said::OnlyCondition => {
                let conditions = dispositif.conditions.iter();
                Some(words(conditions.map(|condition| condition.id.as_str())))
            }
            Said::Droit(at) | Said::Beside(at, _) => {
                let droit = dispositif.droits.get(at);
                droit.and_then(|droit| members(plan, &droit.declared))
            }
            Said::Conditions => {
                let conditions = dispositif.conditions.iter();
                Some(words(conditions.map(|condition| condition.id.as_str())))
            }
            Said::Reliability => Some(words(RELIABILITIES.iter().map(|one| one.word()))),
            Said::Missing | Said::Priority(_) | Said::Doubts | Said::Stale | Said::MissingFacts => None,
        };
        Self { said, form, words }
    }

    /// The type of the column in a file.
    #[must_use]
    pub fn type_in_file(&self, dispositif: &DispositifPlan) -> DataType {
        let word = || DataType::Dictionary(DataType::UInt8.into(), DataType::Utf8.into());
        match self.said {
            Said::Verdict | Said::FirstCondition | Said::OnlyCondition | Said::Reliability => word(),
            Said::Missing | Said::Priority(_) => DataType::Boolean,
            Said::Doubts => DataType::Int64,
            Said::Stale | Said::Conditions | Said::MissingFacts => DataType::Utf8,
            Said::Droit(at) | Said::Beside(at, _) => {
                match dispositif.droits.get(at).map(|droit| &droit.declared) {
                    None => DataType::Null,
                    Some(declared) => match &declared.kind {
                        Kind::Boolean => DataType::Boolean,
                        Kind::Date => DataType::Date32,
                        Kind::Choice(_) => word(),
                        Kind::Number { decimals: 0, .. } => DataType::Int64,
                        Kind::Number { decimals, .. } => {
                            DataType::Decimal128(digits(declared), decimals.cast_signed())
                        }
                    },
                }
            }
        }
    }

    /// The array for so many rows, of which some are `decided` when not all are. A verdict and a droit are taken out of `columns`: each is
    /// asked for once.
    ///
    /// # Errors
    /// The answer is not one about the dispositif that this column was made for.
    pub fn array(
        &self,
        columns: &mut DispositifColumns,
        grounds: Option<&Grounds>,
        rows: usize,
        decided: Option<&NullBuffer>,
    ) -> Result<ArrayRef, ArrowError> {
        let missing = || unlike("une colonne manque");
        let with_words = || self.words.as_ref().ok_or_else(|| unlike("des noms manquent"));
        match self.said {
            Said::Verdict => match self.form {
                Form::Table | Form::Scaled | Form::Floats => {
                    coded(take(&mut columns.verdicts), decided.cloned(), with_words()?)
                }
                Form::File { .. } => {
                    let mut verdicts = take(&mut columns.verdicts);
                    if let Some(decided) = decided {
                        for (verdict, is_decided) in verdicts.iter_mut().zip(decided) {
                            *verdict = if is_decided {
                                *verdict
                            } else {
                                verdict_code::REFUSED
                            };
                        }
                    }
                    coded(verdicts, None, with_words()?)
                }
            },
            Said::FirstCondition => {
                let failing = known(any_of(&columns.failing, rows), rows, decided);
                coded(positions(columns), failing, with_words()?)
            }
            Said::OnlyCondition => {
                let failing = known(columns.only_one.words().to_vec(), rows, decided);
                coded(positions(columns), failing, with_words()?)
            }
            Said::Missing => {
                let missing = take(&mut columns.missing).into_words();
                Ok(truths(missing, rows, decided.cloned()))
            }
            Said::Droit(at) => {
                let droit = columns.droits.get_mut(at).ok_or_else(missing)?;
                self.droit(droit, rows, decided)
            }
            Said::Beside(at, beside) => {
                let mut droit = beside.take(at, columns).ok_or_else(missing)?;
                self.droit(&mut droit, rows, decided)
            }
            Said::Priority(at) => {
                let priority = columns.priorities.get_mut(at).ok_or_else(missing)?;
                let known = known(take(&mut priority.known).into_words(), rows, decided);
                Ok(truths(take(&mut priority.held).into_words(), rows, known))
            }
            Said::Doubts => {
                let counts = grounds.ok_or_else(missing)?.doubts.iter();
                Ok(match self.form {
                    Form::Table | Form::Scaled | Form::Floats => {
                        narrow(counts.map(|count| (*count).into()).collect(), decided.cloned())
                    }
                    Form::File { .. } => {
                        wide(counts.map(|count| (*count).into()).collect(), decided.cloned())
                    }
                })
            }
            Said::Stale => Ok(self.listed(&grounds.ok_or_else(missing)?.stale, decided)),
            Said::MissingFacts => Ok(self.listed(&grounds.ok_or_else(missing)?.missing, decided)),
            Said::Conditions => {
                let ids = with_words()?.as_string::<i32>();
                let failing = |row| {
                    let positions = columns.failing_on(row).filter(|position| *position < ids.len());
                    let ids: Vec<&str> = positions.map(|position| ids.value(position)).collect();
                    ids.join(" ")
                };
                let failing: Vec<String> = (0..rows).map(failing).collect();
                Ok(self.listed(&failing, decided))
            }
            Said::Reliability => {
                let each = grounds.ok_or_else(missing)?.reliability.iter();
                let code = |of: &Option<Reliability>| {
                    let position = RELIABILITIES.iter().position(|one| Some(*one) == *of);
                    position
                        .and_then(|position| u8::try_from(position).ok())
                        .unwrap_or(0)
                };
                coded(each.map(code).collect(), decided.cloned(), with_words()?)
            }
        }
    }

    /// Words with a space between them, as lists in a table.
    fn listed(&self, words: &[String], decided: Option<&NullBuffer>) -> ArrayRef {
        match self.form {
            Form::File { .. } => texts(words, decided.cloned()),
            Form::Table | Form::Scaled | Form::Floats => lists(words, decided),
        }
    }

    fn droit(
        &self,
        droit: &mut DroitColumn,
        rows: usize,
        decided: Option<&NullBuffer>,
    ) -> Result<ArrayRef, ArrowError> {
        let known = known(take(&mut droit.known).into_words(), rows, decided);
        let declared = &droit.declared;
        let values = core::mem::replace(&mut droit.values, DroitValues::Codes(Vec::new()));
        let digits = match self.form {
            Form::Table | Form::Scaled | Form::Floats => DIGITS,
            Form::File { .. } => digits(declared),
        };
        Ok(match (values, &declared.kind) {
            (DroitValues::Truths(held), _) => truths(held.into_words(), rows, known),
            (DroitValues::Codes(codes), _) => {
                let names = self.words.as_ref();
                coded(
                    codes,
                    known,
                    names.ok_or_else(|| unlike("les noms d'un choix manquent"))?,
                )?
            }
            (DroitValues::Narrow(values), Kind::Date) => days(values, known),
            (DroitValues::Wide(values), Kind::Date) => wide_days(&values, known)?,
            (DroitValues::Narrow(values), _) if self.is_float(declared) => {
                floats(&values, known, declared.decimals())
            }
            (DroitValues::Wide(values), _) if self.is_float(declared) => {
                floats(&values, known, declared.decimals())
            }
            (DroitValues::Narrow(values), _) => match (self.is_whole(declared), self.form) {
                (true, Form::Table | Form::Scaled | Form::Floats) => narrow(values, known),
                (true, Form::File { .. }) => wide(values.into_iter().map(i64::from).collect(), known),
                (false, _) => decimals(&values, known, digits, declared.decimals())?,
            },
            (DroitValues::Wide(values), _) if self.is_whole(declared) => wide(values, known),
            (DroitValues::Wide(values), _) => decimals(&values, known, digits, declared.decimals())?,
        })
    }

    /// Is a number a float here?
    fn is_float(&self, declared: &DeclaredType) -> bool {
        self.form == Form::Floats && !self.is_whole(declared)
    }

    /// Is a number a whole one here?
    const fn is_whole(&self, declared: &DeclaredType) -> bool {
        match self.form {
            Form::Table | Form::Floats => matches!(declared.style, Style::Integer),
            Form::Scaled => true,
            Form::File { .. } => declared.decimals() == 0,
        }
    }
}

/// The position of the first condition that fails; on rows on which none does, which have a position too, that of the first.
fn positions(columns: &DispositifColumns) -> Vec<u8> {
    let first = columns.first_failing.iter();
    first
        .map(|byte| if *byte == NONE_FAILS { 0 } else { *byte })
        .collect()
}

/// How many digits a number may have in a file: 18 are eight bytes there.
fn digits(declared: &DeclaredType) -> u8 {
    const EIGHT_BYTES: i64 = 1_000_000_000_000_000_000;
    let fits = declared.min > -EIGHT_BYTES && declared.max < EIGHT_BYTES;
    if fits { 18 } else { DIGITS }
}

/// The names of the members of a choice.
fn members(plan: &Plan, declared: &DeclaredType) -> Option<ArrayRef> {
    let Kind::Choice(id) = &declared.kind else {
        return None;
    };
    let members = &plan.vocabulary.enumeration(*id)?.members;
    Some(words(members.iter().map(|member| member.name.as_str())))
}

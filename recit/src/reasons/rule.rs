//! A rule as a sentence, with titles in the place of names: what a lawyer reads beside the text of the law.

use bareme::{
    catalogue::{DispositifPlan, Part, Plan, PlanContent, Role, Rule},
    internals::expression::{Argument, Arm, CompareOp, Expression, Form, Function, Piece, parse},
    vocabulary::{Enumeration, Kind, Unit},
};

use super::expression::{binds_as_tightly, is_product, rounded};
use crate::words;

/// A rule in words, without values: what a lawyer reads beside the text. Nothing when it cannot be read.
///
/// # Example
/// ```
/// let engine = bareme::guide::engine()?;
/// let plan = engine.plan();
/// let (_, bursary) = plan.dispositif_named("bourse").unwrap();
/// let told = bareme_recit::rule(plan, bursary, &bursary.conditions[0].rule).unwrap();
/// assert!(told.contains(" est au moins égal à "), "{told}");
/// # Ok::<(), bareme::Findings>(())
/// ```
#[must_use]
pub fn rule(plan: &Plan, dispositif: &DispositifPlan, rule: &Rule) -> Option<String> {
    let expression = parse(&rule.text).ok()?;
    let told = Told {
        plan,
        dispositif: Some(dispositif),
        rule,
    };
    told.written(&expression)
}

/// Tells a rule part by part, with titles in the place of names.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) plan: &'a PlanContent,
    /// The one that the rule is of; nothing of what is of none.
    pub(super) dispositif: Option<&'a DispositifPlan>,
    pub(super) rule: &'a Rule,
}

impl Told<'_> {
    pub(super) fn written(self, whole: &Expression) -> Option<String> {
        let each = |list: &[Expression], last: &str| {
            let told = list.iter().map(|part| self.operand(part));
            Some(words::list(&told.collect::<Option<Vec<String>>>()?, last))
        };
        match &whole.form {
            Form::Boolean(value) => Some(if *value { "oui" } else { "non" }.to_owned()),
            Form::Number { value, unit } => {
                let words = words::Words::of(self.plan);
                Some(words.quantity(&value.to_string(), unit.as_deref(), false))
            }
            Form::ReferenceDate => Some("la date de la décision".to_owned()),
            Form::EffectDate => Some(self.effect_date()),
            Form::Name(name) | Form::Member(name) => Some(self.named(whole, name)),
            Form::Dispositif { id, member, due } => self.of_other(id, member, *due),
            Form::Table { name, keys, .. } => {
                let keys = each(keys, "et")?;
                Some(format!("la case de {} pour {keys}", self.table(name)))
            }
            Form::Not(part) => self.denied(part),
            Form::And(parts) => self.joined(parts, " et "),
            Form::Or(parts) => self.joined(parts, " ou "),
            Form::Compare { op, left, right } => {
                let sign = self.sign(*op, left);
                Some(format!("{} {sign} {}", self.operand(left)?, self.operand(right)?))
            }
            Form::Among {
                subject,
                members,
                negated,
            } => {
                let is = if *negated { "n'est aucun de" } else { "est l'un de" };
                Some(format!(
                    "{} {is}\u{a0}: {}",
                    self.operand(subject)?,
                    each(members, "ou")?
                ))
            }
            Form::Between {
                subject,
                low,
                high,
                negated,
            } => {
                let is = if *negated { "n'est pas" } else { "est" };
                let (low, high) = (self.operand(low)?, self.operand(high)?);
                let subject = self.operand(subject)?;
                Some(format!("{subject} {is} entre {low} et {high}, compris"))
            }
            Form::If {
                condition,
                then,
                otherwise,
            } => Some(format!(
                "si {}\u{a0}: {}\u{a0}; sinon\u{a0}: {}",
                self.when(condition)?,
                self.operand(then)?,
                self.operand(otherwise)?
            )),
            Form::Cases { cases, otherwise } => {
                let told = cases.iter().map(|(condition, value)| {
                    Some(format!(
                        "si {}\u{a0}: {}",
                        self.when(condition)?,
                        self.operand(value)?
                    ))
                });
                let mut told = told.collect::<Option<Vec<String>>>()?;
                told.push(format!("sinon\u{a0}: {}", self.operand(otherwise)?));
                Some(told.join("\u{a0}; "))
            }
            Form::Match {
                subject,
                arms,
                otherwise,
            } => {
                let told = arms.iter().map(|arm| {
                    let keys = self.keys(subject, arm);
                    Some(format!("{keys}\u{a0}: {}", self.operand(&arm.value)?))
                });
                let mut told = told.collect::<Option<Vec<String>>>()?;
                if let Some(otherwise) = otherwise {
                    told.push(format!("sinon\u{a0}: {}", self.operand(otherwise)?));
                }
                Some(format!(
                    "selon {}, {}",
                    self.operand(subject)?,
                    told.join("\u{a0}; ")
                ))
            }
            Form::Arithmetic { .. } | Form::Negate(_) | Form::Call { .. } => self.operation(whole),
        }
    }

    /// « A et B et C »: what is between two of them is never only a comma.
    fn joined(self, parts: &[Expression], between: &str) -> Option<String> {
        let told = parts.iter().map(|part| self.operand(part));
        Some(told.collect::<Option<Vec<String>>>()?.join(between))
    }

    /// A condition before its result: « A : non » would run into it.
    pub(super) fn when(self, condition: &Expression) -> Option<String> {
        if matches!(condition.form, Form::Not(_)) {
            self.operand(condition)
        } else {
            self.written(condition)
        }
    }

    /// « A : non », « les conditions de « B » ne sont pas remplies »
    fn denied(self, part: &Expression) -> Option<String> {
        if let Form::Dispositif { id, member, .. } = &part.form
            && member == "eligible"
        {
            return self.refused(id);
        }
        if matches!(&part.form, Form::Name(_) | Form::Dispositif { .. }) {
            return Some(format!("{}\u{a0}: non", self.written(part)?));
        }
        Some(format!("il n'est pas vrai que {}", self.operand(part)?))
    }

    /// « pour « A » ou « B » », the members of a branch.
    pub(super) fn keys(self, subject: &Expression, arm: &Arm) -> String {
        let keys = arm.keys.iter().map(|key| self.member(subject, &key.name));
        format!("pour {}", words::list(&keys.collect::<Vec<_>>(), "ou"))
    }

    /// What the operation is declared to be told as; a rank of a table has its own words.
    fn operation(self, whole: &Expression) -> Option<String> {
        if let Form::Call { function, arguments } = &whole.form
            && let Some(Argument::Table(table)) = arguments.first()
        {
            let values = arguments.iter().filter_map(Argument::value);
            let mut told = values
                .map(|value| self.operand(value))
                .collect::<Option<Vec<String>>>()?;
            let amount = told.pop()?;
            let (table, keys) = (self.table(table), words::list(&told, "et"));
            let keys = if keys.is_empty() {
                keys
            } else {
                format!(" pour {keys}")
            };
            return Some(if *function == Function::Exceeds {
                format!("{amount} dépasse tout ce que donne {table}{keys}")
            } else {
                format!("le premier rang de {table}{keys} que {amount} ne dépasse pas")
            });
        }
        let wording = whole.form.operation()?.wording;
        if wording.is_empty() {
            return None;
        }
        let parts = whole.form.parts();
        let mut text = String::new();
        for piece in wording {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Part(position) => text.push_str(&self.operand(parts.get(*position)?)?),
                Piece::Left(position) => {
                    let part = parts.get(*position)?;
                    let bare = binds_as_tightly(&part.form, &whole.form);
                    text.push_str(&if bare {
                        self.written(part)
                    } else {
                        self.operand(part)
                    }?);
                }
                Piece::Bare(position) => text.push_str(&self.written(parts.get(*position)?)?),
                Piece::List => {
                    let told = parts.iter().map(|part| self.operand(part));
                    text.push_str(&words::list(&told.collect::<Option<Vec<String>>>()?, "et"));
                }
                Piece::HowMany => {
                    let told = parts.iter().map(|part| self.operand(part));
                    let told = told.collect::<Option<Vec<String>>>()?;
                    text.extend([
                        parts.len().to_string(),
                        " (".to_owned(),
                        told.join("\u{a0}; "),
                        ")".to_owned(),
                    ]);
                }
                Piece::Rounding => text.push_str(&rounded(self.unit(whole), &whole.form)?),
            }
        }
        Some(text)
    }

    /// A part of something else: in parentheses when its own words could run into those around.
    pub(super) fn operand(self, part: &Expression) -> Option<String> {
        let told = self.written(part)?;
        let alone = matches!(
            part.form,
            Form::Boolean(_)
                | Form::Number { .. }
                | Form::Name(_)
                | Form::Member(_)
                | Form::ReferenceDate
                | Form::EffectDate
                | Form::Dispositif { .. }
                | Form::Table { .. }
                | Form::Compare { .. }
        );
        Some(if alone || is_product(&part.form) {
            told
        } else {
            format!("({told})")
        })
    }

    /// How the left stands to the right.
    fn sign(self, op: CompareOp, left: &Expression) -> &'static str {
        let kind = self.part(left).map(|part| self.plan.kind(part.node));
        let is_date = kind.is_some_and(Kind::is_date);
        let is_number = kind.is_some_and(Kind::is_number);
        match op {
            CompareOp::Equal if is_number => "est égal à",
            CompareOp::NotEqual if is_number => "est différent de",
            CompareOp::Equal => "est",
            CompareOp::NotEqual => "n'est pas",
            CompareOp::Less if is_date => "est avant",
            CompareOp::LessOrEqual if is_date => "est au plus tard",
            CompareOp::Greater if is_date => "est après",
            CompareOp::GreaterOrEqual if is_date => "est au plus tôt",
            CompareOp::Less => "est inférieur à",
            CompareOp::LessOrEqual => "est au plus égal à",
            CompareOp::Greater => "est supérieur à",
            CompareOp::GreaterOrEqual => "est au moins égal à",
        }
    }

    /// What a name stands for, between quotes.
    fn named(self, whole: &Expression, name: &str) -> String {
        let plan = self.plan;
        let title = match self.part(whole).map(|part| (part.role, part.node)) {
            Some((Role::Fact(id), _)) => plan.vocabulary.fact(id).map(|fact| fact.title.clone()),
            Some((Role::Parameter(position), _)) => {
                let found = plan.parameters.get(usize::from(position));
                found.map(|series| series.title.clone())
            }
            Some((Role::Variable(position), _)) => {
                let variables = self.dispositif.map_or(&[][..], |one| &one.variables);
                let found = variables.get(usize::from(position));
                found.and_then(|variable| variable.title.clone())
            }
            Some((Role::Literal, node)) => {
                let members = plan.vocabulary.enumeration_of(plan.kind(node));
                members.and_then(|members| label(members, name))
            }
            _ => None,
        };
        self.quoted(&title.unwrap_or_else(|| words::name(name)))
    }

    /// « Titre », with the values of its parameters.
    fn quoted(self, title: &str) -> String {
        format!("«\u{a0}{}\u{a0}»", self.plan.titled(title, None))
    }

    fn effect_date(self) -> String {
        let fact = self
            .dispositif
            .and_then(|one| one.effect_date)
            .and_then(|fact| self.plan.vocabulary.fact(fact));
        fact.map_or_else(
            || "la date de la décision".to_owned(),
            |fact| self.quoted(&fact.title),
        )
    }

    fn table(self, name: &str) -> String {
        let found = self.plan.tables.iter().find(|table| table.name == name);
        let title = found.map_or_else(|| words::name(name), |table| table.title.clone());
        format!("la table {}", self.quoted(&title))
    }

    /// A member of the choice that a `selon` looks at.
    fn member(self, subject: &Expression, name: &str) -> String {
        let kind = self.part(subject).map(|part| self.plan.kind(part.node));
        let members = kind.and_then(|kind| self.plan.vocabulary.enumeration_of(kind));
        let label = members.and_then(|members| label(members, name));
        self.quoted(&label.unwrap_or_else(|| words::name(name)))
    }

    fn refused(self, id: &str) -> Option<String> {
        let (_, other) = self.plan.dispositif_named(id)?;
        let whose = self.quoted(&other.title);
        Some(format!("les conditions de {whose} ne sont pas remplies"))
    }

    /// The verdict or a droit of another dispositif.
    fn of_other(self, id: &str, member: &str, due: bool) -> Option<String> {
        let (_, other) = self.plan.dispositif_named(id)?;
        let whose = self.quoted(&other.title);
        if member == "eligible" {
            return Some(format!("les conditions de {whose} sont remplies"));
        }
        let droit = other.droits.iter().find(|droit| droit.id == member)?;
        let what = self.quoted(&droit.title);
        let due = if due { "ce qui est dû de " } else { "" };
        Some(format!("{due}{what}, de {whose}"))
    }

    /// The part of the rule that an expression is; parentheses around it belong to neither.
    fn part(self, whole: &Expression) -> Option<Part> {
        let span = (whole.span.start, whole.span.end);
        let same = |part: &&Part| (u32::from(part.start), u32::from(part.end)) == span;
        self.rule.parts.iter().find(same).copied()
    }

    fn unit(&self, whole: &Expression) -> Option<&Unit> {
        self.plan.kind(self.part(whole)?.node).unit()
    }
}

/// What a person reads of a member.
fn label(members: &Enumeration, name: &str) -> Option<String> {
    let position = members.position(name)?;
    members.member(position).map(|member| member.label.clone())
}

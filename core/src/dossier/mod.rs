//! Dossiers: what is known of a person, an employer, a programme or a training file.

mod input;

use std::sync::Arc;

pub use input::FactValue;

use crate::{
    date::Day,
    decimal::{self, DecimalError},
    error::{Code, Finding, Place, nearest},
    plan::{Plan, Value},
    vocabulary::{Fact, FactId, Kind, Style, Vocabulary},
};

/// Some facts, each known; the others are unknown, which is an answer too.
///
/// A dossier belongs to the pack of the engine that made it. It never prints its values: they are personal data.
#[derive(Clone)]
pub struct Dossier {
    plan: Arc<Plan>,
    /// Shared between a dossier and the answers about it; copied when one of them changes.
    facts: Arc<Facts>,
}

#[derive(Clone)]
struct Facts {
    values: Vec<Value>,
    known: Vec<bool>,
}

impl Dossier {
    /// A dossier in which nothing is known.
    #[must_use]
    pub fn new(plan: Arc<Plan>) -> Self {
        let vocabulary = &plan.vocabulary;
        let values = vocabulary
            .facts
            .iter()
            .map(|fact| Value::any(&fact.declared, vocabulary))
            .collect();
        let known = vec![false; vocabulary.facts.len()];
        Self {
            plan,
            facts: Arc::new(Facts { values, known }),
        }
    }

    /// The same dossier, in which a fact is also known.
    ///
    /// # Errors
    /// A [`Finding`] when the vocabulary has no such fact, or when the value is not of its type or within its bounds.
    ///
    /// # Example
    /// ```
    /// fn thirty_one(engine: &bareme::Engine) -> Result<bareme::Dossier, bareme::Finding> {
    ///     engine.dossier().set("statut", "demandeur_emploi")?.set("age", 31)
    /// }
    /// ```
    pub fn set<'v>(mut self, name: &str, value: impl Into<FactValue<'v>>) -> Result<Self, Finding> {
        self.insert(name, value.into())?;
        Ok(self)
    }

    /// States a fact, or changes it.
    ///
    /// # Errors
    /// As [`Dossier::set`]; the dossier is then unchanged.
    pub fn insert(&mut self, name: &str, value: FactValue<'_>) -> Result<(), Finding> {
        let Self { plan, facts } = self;
        let Some((id, fact)) = plan.vocabulary.fact_named(name) else {
            return Err(unknown_fact(&plan.vocabulary, name));
        };
        let known = read(plan, fact, &value)?;
        let position = usize::from(id.0);
        let facts = Arc::make_mut(facts);
        if let (Some(slot), Some(flag)) = (facts.values.get_mut(position), facts.known.get_mut(position)) {
            *slot = known;
            *flag = true;
        }
        Ok(())
    }

    /// Forgets a fact.
    pub fn remove(&mut self, name: &str) {
        let Self { plan, facts } = self;
        if let Some((id, fact)) = plan.vocabulary.fact_named(name) {
            let position = usize::from(id.0);
            let facts = Arc::make_mut(facts);
            if let (Some(slot), Some(flag)) = (facts.values.get_mut(position), facts.known.get_mut(position))
            {
                *slot = Value::any(&fact.declared, &plan.vocabulary);
                *flag = false;
            }
        }
    }

    /// Is the fact stated?
    #[must_use]
    pub fn is_known(&self, id: FactId) -> bool {
        self.facts.known.get(usize::from(id.0)).copied().unwrap_or(false)
    }

    /// What is known of each fact, in the order of the vocabulary.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.facts.values
    }

    /// The plan that gives the facts their meaning.
    #[must_use]
    pub const fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The facts that are stated, in the order of the vocabulary.
    pub fn stated(&self) -> impl Iterator<Item = (&Fact, Value)> {
        self.plan
            .vocabulary
            .facts
            .iter()
            .zip(&self.facts.values)
            .zip(&self.facts.known)
            .filter(|(_, known)| **known)
            .map(|((fact, value), _)| (fact, *value))
    }
}

impl core::fmt::Debug for Dossier {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let stated = self.facts.known.iter().filter(|known| **known).count();
        write!(f, "Dossier({stated} facts)")
    }
}

/// The JSON pointer of a fact.
pub(crate) fn pointer(name: &str) -> Place {
    Place::Pointer(format!(
        "/{}",
        shortened(name).replace('~', "~0").replace('/', "~1")
    ))
}

/// What is said of a name that no fact has.
pub(crate) fn unknown_fact(vocabulary: &Vocabulary, name: &str) -> Finding {
    let known = vocabulary.facts.iter().map(|fact| fact.name.as_str());
    Finding::new(
        Code::UnknownFact,
        pointer(name),
        format!("aucun fait ne s'appelle `{}`", shortened(name)),
    )
    .with_suggestion(nearest(name, known))
    .with_help("`bareme facts` ou `engine.facts()` liste les faits")
}

/// The first characters of a text that may be hostile.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text
        .chars()
        .take(80)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(80).is_some() {
        short.push('…');
    }
    short
}

fn read(plan: &Plan, fact: &Fact, value: &FactValue<'_>) -> Result<Value, Finding> {
    let declared = &fact.declared;
    let name = &fact.name;
    let wrong = |help: String| {
        Finding::new(
            Code::WrongType,
            pointer(name),
            format!("`{name}` n'est pas {}", a_word(declared.style)),
        )
        .with_help(help)
    };
    match (&declared.kind, value) {
        (Kind::Boolean, FactValue::Boolean(value)) => Ok(Value::truth(*value)),
        (Kind::Boolean, _) => Err(wrong(
            "répondez par vrai ou faux, sans guillemets : en JSON `true` ou `false`".to_owned(),
        )),
        (Kind::Date, FactValue::Day(day)) => within(fact, i64::from(day.number())),
        (Kind::Date, FactValue::Text(text)) => match text.parse::<Day>() {
            Ok(day) => within(fact, i64::from(day.number())),
            Err(_) => Err(Finding::new(
                Code::InvalidDate,
                pointer(name),
                format!("`{}` n'est pas une date du calendrier", shortened(text)),
            )
            .with_help("écrivez une date AAAA-MM-JJ entre guillemets, comme \"2024-09-02\"")),
        },
        (Kind::Date, _) => Err(wrong(
            "écrivez une date entre guillemets, comme \"2024-09-02\"".to_owned(),
        )),
        (Kind::Choice(id), FactValue::Text(text)) => {
            let enumeration = plan.vocabulary.enumeration(*id);
            if let Some(position) = enumeration.and_then(|enumeration| enumeration.position(text)) {
                return Ok(Value::member(position));
            }
            let names: Vec<&str> = enumeration
                .into_iter()
                .flat_map(|e| &e.members)
                .map(|member| member.name.as_str())
                .collect();
            Err(Finding::new(
                Code::UnknownChoice,
                pointer(name),
                format!("`{}` n'est pas une valeur de `{name}`", shortened(text)),
            )
            .with_suggestion(nearest(text, names.iter().copied()))
            .with_help(format!("valeurs possibles : {}", names.join(", "))))
        }
        (Kind::Choice(_), _) => Err(wrong(
            "écrivez l'une des valeurs possibles, entre guillemets".to_owned(),
        )),
        (Kind::Number { decimals, .. }, value) => {
            let scaled = match value {
                FactValue::Integer(value) => decimal::from_decimal((*value).into(), *decimals),
                FactValue::Decimal(value) => decimal::from_decimal(*value, *decimals),
                FactValue::Number(digits) => decimal::parse(digits, *decimals),
                // A whole number written as text would hide a mistake of type; an amount is written as text.
                FactValue::Text(text) if declared.style != Style::Integer => decimal::parse(text, *decimals),
                _ => Err(DecimalError::NotANumber),
            };
            match scaled {
                Ok(scaled) => within(fact, scaled),
                Err(DecimalError::NotANumber) => Err(wrong(how_to_write(declared.style).to_owned())),
                Err(DecimalError::TooManyDecimals { allowed }) => Err(too_precise(name, allowed)),
                Err(DecimalError::TooLarge) => Err(outside(fact)),
            }
        }
    }
}

fn within(fact: &Fact, scaled: i64) -> Result<Value, Finding> {
    if (fact.declared.min..=fact.declared.max).contains(&scaled) {
        Ok(Value::point(scaled))
    } else {
        Err(outside(fact))
    }
}

fn too_precise(name: &str, allowed: u8) -> Finding {
    let (told, help) = match allowed {
        0 => (
            "n'est pas un nombre entier".to_owned(),
            "arrondissez à l'unité".to_owned(),
        ),
        1 => (
            "a plus d'une décimale".to_owned(),
            "arrondissez à une décimale".to_owned(),
        ),
        _ => (
            format!("a plus de {allowed} décimales"),
            format!("arrondissez à {allowed} décimales"),
        ),
    };
    Finding::new(Code::TooManyDecimals, pointer(name), format!("`{name}` {told}")).with_help(help)
}

fn outside(fact: &Fact) -> Finding {
    let shown = |scaled: i64| match &fact.declared.kind {
        Kind::Date => Day::from_number(scaled).to_string(),
        _ => decimal::format(scaled, fact.declared.decimals()),
    };
    Finding::new(
        Code::OutOfBounds,
        pointer(&fact.name),
        format!("`{}` est hors des bornes du fait", fact.name),
    )
    .with_help(format!(
        "donnez une valeur de {} à {}",
        shown(fact.declared.min),
        shown(fact.declared.max)
    ))
}

const fn a_word(style: Style) -> &'static str {
    match style {
        Style::Boolean => "vrai ou faux",
        Style::Integer => "un nombre entier",
        Style::Decimal => "un nombre décimal",
        Style::Amount => "un montant",
        Style::Rate => "un taux",
        Style::Date => "une date",
        Style::Choice => "un choix",
    }
}

const fn how_to_write(style: Style) -> &'static str {
    match style {
        Style::Integer => "écrivez un nombre entier, sans guillemets",
        _ => "écrivez un nombre décimal avec un point, comme \"1234.56\"",
    }
}

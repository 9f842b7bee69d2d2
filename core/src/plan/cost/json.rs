//! The most bytes of what answers write: each template is the text around what varies, with what is longest of its own words.

use super::sum::{count, sum, times, total};
use crate::{
    plan::{Citation, MOST_RANGES, Plan, Role},
    vocabulary::{DeclaredType, Enumeration, Fact, FormerName, Kind, Style},
};

/// The bytes of a template.
pub(super) fn template(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

/// The bytes of a text inside quotes, as JSON writes it.
pub(super) fn inside(text: &str) -> u64 {
    total(text.bytes().map(escaped))
}

/// The bytes of one byte of a text.
pub(super) const fn escaped(byte: u8) -> u64 {
    match byte {
        b'"' | b'\\' | 8 | 9 | 10 | 12 | 13 => 2,
        0..=31 => 6,
        _ => 1,
    }
}

/// A text with its quotes.
pub(super) fn quoted(text: &str) -> u64 {
    sum([2, inside(text)])
}

/// A title with its quotes, whichever values it has.
pub(super) fn titled(plan: &Plan, title: &str) -> u64 {
    let filled = if title.contains('{') {
        // A word of the pack may have quotes of its own.
        times(2, u64::try_from(plan.longest_title(title)).unwrap_or(u64::MAX))
    } else {
        0
    };
    sum([quoted(title), filled])
}

/// A text in a list, with its quotes and its comma.
pub(super) fn item(text: &str) -> u64 {
    sum([3, inside(text)])
}

/// A number of 64 bits with a sign and a point, or a date, with quotes.
const NUMBER: u64 = 23;
const DATE: u64 = 12;

/// The most bytes of the ways in which a value is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// One value.
    pub(super) value: u64,
    /// What a person reads of a member.
    pub(super) label: u64,
    /// The list of what is known when it is not one value.
    pub(super) bounds: u64,
}

impl Told {
    pub(super) fn of(kind: &Kind, plan: &Plan) -> Self {
        match kind {
            Kind::Boolean => Self {
                value: 5,
                label: 0,
                bounds: 0,
            },
            Kind::Number { .. } => Self::between(NUMBER),
            Kind::Date => Self::between(DATE),
            Kind::Choice(id) => {
                let members = plan.vocabulary.enumeration(*id).map(|e| e.members.as_slice());
                let members = members.unwrap_or_default();
                Self {
                    value: members
                        .iter()
                        .map(|member| quoted(&member.name))
                        .max()
                        .unwrap_or(0),
                    label: members
                        .iter()
                        .map(|member| quoted(&member.label))
                        .max()
                        .unwrap_or(0),
                    bounds: sum([2, total(members.iter().map(|member| item(&member.name)))]),
                }
            }
        }
    }

    /// A value of a declared type: its bounds say how many digits it has.
    pub(super) fn declared(declared: &DeclaredType, plan: &Plan) -> Self {
        let Kind::Number { decimals, .. } = declared.kind else {
            return Self::of(&declared.kind, plan);
        };
        let digits = declared
            .min
            .unsigned_abs()
            .max(declared.max.unsigned_abs())
            .checked_ilog10();
        let digits = u64::from(digits.unwrap_or(0)).saturating_add(1);
        // A sign, a point, a digit before it, and the quotes.
        let value = sum([digits.max(sum([u64::from(decimals), 1])), 4]);
        Self::between(value.min(NUMBER))
    }

    fn between(value: u64) -> Self {
        Self {
            value,
            label: 0,
            bounds: sum([3, times(2, value)]),
        }
    }

    /// The longest of a value and of what is known in its place.
    pub(super) fn longest(self) -> u64 {
        self.value.max(self.bounds)
    }
}

/// A citation, with the title of its source and the day of its value.
pub(super) fn cited(citation: &Citation, plan: &Plan) -> u64 {
    let source = plan.source(citation);
    sum([
        template(r#"{"depuis":"0000-00-00","fiabilite":"a_confirmer","id":,"repere":,"titre":},"#),
        source.map_or(2, |source| quoted(&source.id)),
        citation.locator.as_deref().map_or(0, quoted),
        source.map_or(2, |source| quoted(&source.title)),
    ])
}

/// What is added to a finding about a fact that follows from others, without its values.
const SAID_OF_DEDUCTION: &str = " : donné , déduit ; ";

/// A finding without its texts.
const FINDING: &str = r#"{"aide":,"code":"valeur_peut_etre_perimee","gravite":"avertissement","lieu":"","message":,"suggestion":null},"#;

/// What is stated of a fact: a value, an interval, or some members.
pub(super) fn stated(fact: &Fact, plan: &Plan) -> u64 {
    let told = Told::declared(&fact.declared, plan);
    let interval = sum([template(r#"{"max":,"min":}"#), times(2, told.value)]);
    let members = sum([template(r#"{"parmi":}"#), told.bounds]);
    interval.max(members)
}

/// What is around the decisions or the schedule of an answer: the dossier, the warnings about it, the pack, the receipt.
pub(super) fn envelope(plan: &Plan) -> u64 {
    let facts = &plan.vocabulary.facts;
    let dossier = total(
        facts
            .iter()
            // It may also be listed among those that the person does not know, and then has no value.
            .map(|fact| sum([item(&fact.name), 1, stated(fact, plan)])),
    );
    let warnings = total(plan.coherences.iter().map(|coherence| {
        let named = coherence.test.parts.iter().filter_map(|part| match part.role {
            Role::Fact(id) => plan.vocabulary.fact(id),
            Role::Literal
            | Role::Date
            | Role::Parameter(_)
            | Role::Table(_)
            | Role::Variable(_)
            | Role::Eligible(_)
            | Role::Droit(..)
            | Role::Cases
            | Role::Match
            | Role::Operation => None,
        });
        // Each fact is named in the help, with its quotes and « et », and the first is the place.
        let named = total(named.map(|fact| sum([6, times(2, inside(&fact.name))])));
        let deduced = coherence.deduced.and_then(|fact| plan.vocabulary.fact(fact));
        let deduced = deduced.map_or(0, |fact| {
            sum([
                quoted(SAID_OF_DEDUCTION),
                times(2, Told::declared(&fact.declared, plan).value),
            ])
        });
        sum([
            template(FINDING),
            quoted("vérifiez "),
            named,
            deduced,
            quoted(&coherence.broken()),
        ])
    }));
    // The receipt repeats the names of what was asked for.
    let named = total(plan.dispositifs.iter().map(|dispositif| item(&dispositif.id)));
    let header = &plan.header;
    sum([
        template(
            r#"{"avertissements":[],"date":"0000-00-00","decisions":{},"dossier":{,"ne_sait_pas":[]},"meilleure_combinaison":{"bornes":[,],"dispositifs":[],"non_classes":[],"periode":{"au":"0000-00-00","bornes":[,],"du":"0000-00-00"},"proches":[],"proches_omis":false,"valeur_annuelle":},"moteur":"","pack":{"empreinte":"sha256:","id":,"version":},"recu":{"empreinte":"sha256:","explication":false,"forme":1,"selection":{"dispositifs":[],"hypotheses":false},"si_eligible":false}}"#,
        ),
        times(5, NUMBER),
        alternatives(plan),
        template(env!("CARGO_PKG_VERSION")),
        // That of the receipt is as long.
        times(2, quoted(&plan.fingerprint)),
        named,
        quoted(&header.id),
        quoted(&header.version),
        dossier,
        warnings,
        former_names(plan),
    ])
}

/// The warnings about former names: that of a fact is the place and in the message, that of a member stands beside its fact.
fn former_names(plan: &Plan) -> u64 {
    let one = |former: &str, fact: &str, today: &str| {
        sum([
            template(FINDING),
            quoted("la valeur a été lue ; écrivez le nouveau nom dans les prochains dossiers"),
            quoted("le dispositif `` s'appelle maintenant `` une valeur est donnée sous un ancien nom"),
            times(2, inside(former)),
            times(2, inside(fact)),
            inside(today),
        ])
    };
    let vocabulary = &plan.vocabulary;
    let renamed = FormerName::all(vocabulary).into_iter();
    let renamed = renamed.filter_map(|name| name.renamed(vocabulary));
    let facts = total(renamed.map(|one_of| one(one_of.former, &one_of.fact.name, one_of.name)));
    let dispositifs = total(plan.dispositifs.iter().flat_map(|dispositif| {
        let former = dispositif.former.iter();
        former.map(|former| one(former, &dispositif.id, &dispositif.id))
    }));
    sum([facts, dispositifs])
}

/// The sets that are not settled: at most eight for each group of dispositifs that exclude each other.
fn alternatives(plan: &Plan) -> u64 {
    total(plan.conflicts.components().iter().map(|component| {
        let members = component
            .members
            .iter()
            .filter_map(|position| plan.dispositif(*position));
        let named = total(members.map(|member| item(&member.id)));
        let one = sum([
            template(r#"{"au_lieu_de":[],"bornes":[,],"dispositifs":[]},"#),
            times(2, NUMBER),
            times(2, named),
        ]);
        times(8, one)
    }))
}

/// The warning that a value may have changed since it was checked.
pub(super) fn outdated() -> u64 {
    sum([
        template(FINDING),
        quoted("vérifiez les textes publiés depuis"),
        quoted("00000 valeurs utilisées sont à relire : `perimes` dit lesquelles"),
    ])
}

/// A fact among the questions, without what waits for it.
pub(super) fn question(fact: &Fact, plan: &Plan) -> u64 {
    let text = |text: &Option<String>| text.as_deref().map_or(4, quoted);
    let id = plan.vocabulary.fact_named(&fact.name).map(|(id, _)| id);
    let asking = id.and_then(|id| plan.asking(id));
    let enumeration = match &fact.declared.kind {
        Kind::Choice(id) => plan.vocabulary.enumeration(*id),
        Kind::Boolean | Kind::Number { .. } | Kind::Date => None,
    };
    let members = |enumeration: &Enumeration| {
        let members = enumeration.members.iter();
        total(members.map(|member| {
            let names = [quoted(&member.name), quoted(&member.label)];
            sum([template(r#"{"libelle":,"nom":},"#), sum(names)])
        }))
    };
    let unit = fact.declared.unit().map_or(0, |unit| quoted(&unit.to_string()));
    let bounds = match (&fact.declared.kind, fact.declared.style) {
        (Kind::Number { .. } | Kind::Date, _) | (_, Style::Integer) => {
            times(2, Told::declared(&fact.declared, plan).value)
        }
        _ => 0,
    };
    sum([
        template(
            r#"{"aide":,"choix":,"connu_de":"administration","coupures":[],"decimales":00,"hors_objet":,"issue_de":,"max":,"min":,"nom":,"pour":[],"question":,"sensible":false,"suppose":{"phrase":},"theme":"ressources","titre":,"type":"booleen","unite":,"valeurs":[]},"#,
        ),
        asking.map_or(0, |asking| {
            let sentence = asking.supposition.as_ref().map_or(0, |one| quoted(&one.sentence));
            let gate = asking.gate.as_ref().map_or(0, |_| stated(fact, plan));
            let outcome = asking.outcome_of.and_then(|position| plan.dispositif(position));
            sum([
                sentence,
                gate,
                outcome.map_or(0, |dispositif| quoted(&dispositif.id)),
            ])
        }),
        times(
            u64::try_from(MOST_RANGES).unwrap_or(u64::MAX),
            sum([template(r#"{"a":,"de":},"#), bounds]),
        ),
        text(&fact.help),
        text(&fact.question),
        quoted(&fact.name),
        quoted(&fact.title),
        unit,
        bounds,
        enumeration.map_or(0, |enumeration| {
            sum([quoted(&enumeration.name), members(enumeration)])
        }),
    ])
}

/// The names of some facts in a list.
pub(super) fn names(plan: &Plan, facts: &[crate::vocabulary::FactId]) -> u64 {
    total(
        facts
            .iter()
            .filter_map(|id| plan.vocabulary.fact(*id))
            .map(|fact| item(&fact.name)),
    )
}

/// As many as there are.
pub(super) fn each<T>(list: &[T], bytes: u64) -> u64 {
    times(count(list), bytes)
}

//! What no engine writes, one lie at a time, in a pack whose form is otherwise right.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::semicolon_if_nothing_returned,
    reason = "a table of changes to one known pack: a place that is not there is a fault of the test"
)]

use super::check;
use crate::{
    date::Day,
    decimal::pow10,
    pack::InputFile,
    plan::{CompactError, Node, NodeId, Plan, PlanContent, Role, Value, from_files},
    vocabulary::{EnumerationId, FactId, Kind, Style},
};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        vec![$(InputFile::new($path, include_str!(concat!("../../../../tests/packs/archive/", $path)))),*]
    };
}

fn content() -> PlanContent {
    let files = files![
        "pack.toml",
        "sources.toml",
        "vocabulaire.toml",
        "quotas.toml",
        "echeancier.toml",
        "parametres/p.toml",
        "tables/tables.toml",
        "tables/plafonds.csv",
        "dispositifs/aides/bourse.toml",
        "dispositifs/aides/salaire.toml",
    ];
    let (plan, _) = from_files(files).unwrap_or_else(|findings| panic!("{findings}"));
    PlanContent::clone(&plan)
}

fn last(content: &PlanContent) -> NodeId {
    NodeId(u32::try_from(content.nodes.len() - 1).unwrap())
}

/// Changes the first node of a sort; there must be one.
fn node(content: &mut PlanContent, change: impl Fn(&mut Node) -> bool) {
    assert!(content.nodes.iter_mut().any(change), "no such node");
}

/// A change, and what is said of it.
type Lie = (&'static str, fn(&mut PlanContent));

const LIES: &[Lie] = &[
    ("son empreinte n'est pas un SHA-256", |c| c.fingerprint.push('0')),
    ("une énumération n'a pas de 1 à 64 membres", |c| {
        c.vocabulary.enumerations[0].members.clear()
    }),
    ("un nom est donné deux fois", |c| {
        c.vocabulary.facts[1].name = c.vocabulary.facts[0].name.clone()
    }),
    ("un nom est donné deux fois", |c| {
        c.dispositifs[1].id = c.dispositifs[0].id.clone()
    }),
    ("les bornes d'un fait sont à l'envers", |c| {
        c.vocabulary.facts[3].declared.max = -1
    }),
    ("les bornes d'un fait sont à l'envers", |c| {
        c.vocabulary.facts[0].declared.max = i64::MAX
    }),
    ("un type n'est pas celui de sa forme", |c| {
        c.vocabulary.facts[0].declared.style = Style::Choice
    }),
    ("un type n'existe pas", |c| {
        c.vocabulary.facts[5].declared.kind = Kind::Choice(EnumerationId(9))
    }),
    ("les dates d'une valeur ne sont pas en ordre", |c| {
        c.parameters[1].points.reverse()
    }),
    ("les dates d'une valeur ne sont pas en ordre", |c| {
        c.parameters[1].points.clear()
    }),
    ("une source n'existe pas", |c| {
        c.parameters[0].points[0].citation.source = 7
    }),
    ("une source n'existe pas", |c| {
        c.dispositifs[0].conditions[0].citation.source = 7
    }),
    ("la valeur d'un paramètre n'est pas de son type", |c| {
        c.parameters[0].points[0].value.hi += 1
    }),
    ("une table n'a pas de clé, de colonne, ou trop de clés", |c| {
        c.tables[0].keys.clear()
    }),
    (
        "une table n'a pas la forme de ses clés et de ses colonnes",
        |c| {
            c.tables[0].periods[0].axes.pop();
        },
    ),
    ("les clés d'une table ne sont pas en ordre", |c| {
        c.tables[0].periods[0].axes[0].reverse()
    }),
    ("les clés d'une table ne sont pas en ordre", |c| {
        c.tables[0].periods[0].axes[1][1] = 64
    }),
    ("une colonne d'une table n'a pas une cellule par ligne", |c| {
        c.tables[0].periods[0].cells[0].pop();
    }),
    ("les rangs d'une table ne montent pas", |c| {
        c.tables[0].ranks.as_mut().unwrap().reverse()
    }),
    ("un rang n'est pas une ligne de sa table", |c| {
        c.tables[0].ranks.as_mut().unwrap()[0] = 5
    }),
    ("un nœud n'a pas de type", |c| {
        c.node_kinds.pop();
    }),
    ("un nœud n'a pas de type", |c| c.node_kinds[0] = 900),
    ("un nœud lit un nœud qui vient après lui", |c| {
        let after = last(c);
        node(c, |node| {
            let Node::Not(operand) = node else {
                return false;
            };
            *operand = after;
            true
        });
    }),
    ("un nœud n'est pas du type de ce qu'il lit", |c| {
        node(c, |node| {
            let Node::Fact(fact) = node else {
                return false;
            };
            *fact = FactId(99);
            true
        });
    }),
    ("un nœud n'est pas du type de ce qu'il lit", |c| {
        node(c, |node| {
            let Node::Parameter { parameter, .. } = node else {
                return false;
            };
            *parameter = 99;
            true
        });
    }),
    ("un nœud n'est pas du type de ce qu'il lit", |c| {
        node(c, |node| {
            let Node::FirstRank { factor, .. } = node else {
                return false;
            };
            *factor = 3;
            true
        });
    }),
    ("un nœud n'est pas du type de ce qu'il lit", |c| {
        node(c, |node| {
            let Node::Switch { arms, .. } = node else {
                return false;
            };
            arms.pop();
            true
        });
    }),
    ("un nœud n'est pas du type de ce qu'il lit", |c| {
        node(c, |node| {
            let Node::Constant(value) = node else {
                return false;
            };
            *value = Value { lo: 5, hi: 4 };
            true
        });
    }),
    ("un nœud n'est pas du type de ce qu'il lit", |c| {
        node(c, |node| {
            let Node::Divide { factor, .. } = node else {
                return false;
            };
            *factor = pow10(18);
            true
        });
    }),
    ("un diviseur peut être nul", |c| {
        c.parameters[4].points[0].value = Value::point(0)
    }),
    ("un calcul peut déborder", |c| {
        c.parameters[1].points[0].value = Value::point(i64::MAX)
    }),
    ("une expression n'a pas de nœud", |c| {
        c.coherences[0].test.node = NodeId(90_000)
    }),
    ("une expression n'est pas une", |c| {
        c.coherences[0].test.parts.clear()
    }),
    ("les parties d'une expression ne s'emboîtent pas", |c| {
        c.coherences[0].test.parts[1].size = 9
    }),
    ("les parties d'une expression ne s'emboîtent pas", |c| {
        c.coherences[0].test.parts[1].size = 0
    }),
    ("une partie d'une expression n'est pas dans son texte", |c| {
        c.coherences[0].test.parts[0].end = 900
    }),
    ("une expression lit ce qui n'existe pas", |c| {
        c.coherences[0].test.parts[1].role = Role::Variable(0)
    }),
    ("une variable se lit elle-même", |c| {
        c.dispositifs[0].variables[0].rule.parts[0].role = Role::Variable(0)
    }),
    ("un dispositif renvoie à ce qui n'existe pas", |c| {
        c.dispositifs[0].incompatible_with[0] = 9
    }),
    ("un dispositif renvoie à ce qui n'existe pas", |c| {
        c.dispositifs[0].replaced_by.push(9)
    }),
    ("un dispositif renvoie à ce qui n'existe pas", |c| {
        c.dispositifs[1].quota = Some(9)
    }),
    ("un dispositif renvoie à ce qui n'existe pas", |c| {
        c.dispositifs[0].effect_date = Some(FactId(2))
    }),
    ("une expression n'est pas du type attendu", |c| {
        c.dispositifs[0].applies = c.dispositifs[0].date
    }),
    ("une expression n'est pas du type attendu", |c| {
        c.dispositifs[0].eligible = NodeId(90_000)
    }),
    ("une date n'est pas du calendrier", |c| {
        c.sources[0].date = Some(Day::AFTER)
    }),
    ("une date n'est pas du calendrier", |c| {
        c.dispositifs[0].in_force.from = Day::AFTER
    }),
    ("un versement peut être négatif", |c| {
        // The first value of the parameter alone: what is computed from it stays in its bounds.
        c.parameters[1].points[0].value = Value::point(-1);
    }),
    ("un quota n'a pas de limite", |c| c.quotas[0].limit = 1),
    ("un quota n'a pas un groupe par dispositif", |c| {
        c.quotas[0].groups.clear()
    }),
    ("un mois ne compte pas de 1 à 31 jours", |c| {
        c.parameters[0].points[0].value = Value::point(0)
    }),
    ("l'ordre de calcul d'un dispositif n'est pas le sien", |c| {
        c.dispositifs[0].order.pop();
    }),
];

#[test]
fn each_lie_is_told() {
    assert_eq!(check(&content()), Ok(()));
    for (position, (told, lie)) in LIES.iter().enumerate() {
        let mut altered = content();
        lie(&mut altered);
        assert_eq!(check(&altered), Err(*told), "lie {position}");
        // Its checksum is right: only the proof refuses it.
        let bytes = Plan::of(altered).to_compact().unwrap();
        assert_eq!(
            Plan::from_compact(&bytes),
            Err(CompactError::Broken { what: told }),
            "lie {position}"
        );
    }
}

//! The types of the npm package that come from the pack: facts in `js/facts.ts`, dispositifs and droits in `js/droits.ts`.
//!
//! The files are committed, so that a change of the vocabulary is seen in a review. `make types` writes them.

use std::{env, fs, path::Path};

use bareme::{
    catalogue::Plan,
    vocabulary::{DeclaredType, Kind, Style},
};
use bareme_pays_de_la_loire::engine;

const HEAD: &str = "// Written by `make types` from the rules: a change here is lost.\n\n";

#[test]
fn types_say_what_the_pack_says() {
    let plan = engine().plan();
    for (file, text) in [("facts.ts", facts(plan)), ("droits.ts", droits(plan))] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("js").join(file);
        if env::var_os("BAREME_WRITE_TYPES").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "js/{file} is not what the rules say: run `make types`"
        );
    }
}

fn facts(plan: &Plan) -> String {
    let mut text = HEAD.to_owned();
    for enumeration in &plan.vocabulary.enumerations {
        let members = enumeration.members.iter();
        let members: Vec<String> = members.map(|member| format!("'{}'", member.name)).collect();
        text += &format!(
            "/** `{}` in the rules. */\nexport type {} = {};\n",
            enumeration.name,
            camel(&enumeration.name),
            members.join(" | ")
        );
    }
    text += "\n/** What is known of a person: a fact that is left out, or `null`, is unknown, which is an answer too. */\n";
    text += "export interface Dossier {\n";
    for fact in &plan.vocabulary.facts {
        let sensitive = if fact.sensitive { " (sensible)" } else { "" };
        text += &format!(
            "  /** {}{}{sensitive} */ readonly {}?: {} | null;\n",
            fact.title,
            unit(&fact.declared),
            fact.name,
            given(plan, &fact.declared)
        );
    }
    text + "}\n\nexport type FactName = keyof Dossier;\n"
}

fn droits(plan: &Plan) -> String {
    let used = plan
        .vocabulary
        .enumerations
        .iter()
        .filter(|enumeration| {
            let declared = plan.dispositifs.iter().flat_map(|dispositif| &dispositif.droits);
            declared
                .filter_map(|droit| match droit.declared.kind {
                    Kind::Choice(id) => plan.vocabulary.enumeration(id),
                    Kind::Boolean | Kind::Number { .. } | Kind::Date => None,
                })
                .any(|other| other.name == enumeration.name)
        })
        .map(|enumeration| camel(&enumeration.name))
        .collect::<Vec<String>>();
    let mut text = HEAD.to_owned();
    text += &format!("import type {{ {} }} from './facts.js';\n\n", used.join(", "));
    text += "/** What each dispositif gives. */\nexport interface Droits {\n";
    for dispositif in &plan.dispositifs {
        text += &format!(
            "  /** {} */\n  readonly {}: {{\n",
            dispositif.title, dispositif.id
        );
        for droit in &dispositif.droits {
            text += &format!(
                "    /** {}{} */ readonly {}: {};\n",
                droit.title,
                unit(&droit.declared),
                droit.id,
                decided(plan, &droit.declared)
            );
        }
        text += "  };\n";
    }
    text += "}\n\nexport type DispositifId = keyof Droits;\n";
    text + "export type DroitId<D extends DispositifId = DispositifId> = keyof Droits[D] & string;\n"
}

/// What a dossier may hold. An amount is text, or a number that has no more decimals than the fact.
fn given(plan: &Plan, declared: &DeclaredType) -> String {
    match (&declared.kind, declared.style) {
        (Kind::Number { .. }, style) if style != Style::Integer => "string | number".to_owned(),
        _ => decided(plan, declared),
    }
}

/// What a decision holds: amounts, rates and dates are text.
fn decided(plan: &Plan, declared: &DeclaredType) -> String {
    match (&declared.kind, declared.style) {
        (Kind::Boolean, _) => "boolean".to_owned(),
        (Kind::Choice(id), _) => camel(&plan.vocabulary.enumeration(*id).unwrap().name),
        (Kind::Number { .. }, Style::Integer) => "number".to_owned(),
        (Kind::Number { .. } | Kind::Date, _) => "string".to_owned(),
    }
}

fn unit(declared: &DeclaredType) -> String {
    match declared.unit() {
        Some(unit) if !unit.is_none() => format!(", {unit}"),
        _ => String::new(),
    }
}

fn camel(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().to_string() + letters.as_str()
            })
        })
        .collect()
}

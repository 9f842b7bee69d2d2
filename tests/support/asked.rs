//! Packs that say how a person is asked: questions without object, what is supposed, outcomes; the same packs without gates; and a dispositif that echoes
//! what the engine makes of each fact that follows from others.

use std::fmt::Write as _;

use bareme::{
    catalogue::from_files,
    pack::{InputFile, model::Pack, read},
    vocabulary::{Fact, Kind, Style, Vocabulary},
};
use proptest::prelude::*;

use super::{
    dossiers::Space,
    object,
    packs::{RandomPack, packs},
};

/// The dispositif whose droits are the facts that follow from others.
pub(crate) const ECHO: &str = "echo";

/// For facts of random packs: the end of their line, when their question has an object, and what they are otherwise.
const GATES: [(&str, &str, &str); 4] = [
    ("n0", "seulement_si = \"b0\"", "hors_objet = 0"),
    ("k1", "seulement_si = \"k0 != ka\"", "hors_objet = \"kb\""),
    // A gate behind a gate.
    ("e0", "seulement_si = \"n0 >= 1\"", "hors_objet = 0"),
    (
        "r0",
        "seulement_si = \"n1 >= pn\", jour = \"d1\"",
        "hors_objet = 1",
    ),
];

/// What is usually so in random packs.
const SUPPOSED: [(&str, &str); 2] = [
    (
        "b1",
        "suppose = { valeur = \"non b0\", phrase = \"b1 suit b0.\" }",
    ),
    (
        "m0",
        "suppose = { valeur = \"max(pm, 0 mois)\", phrase = \"m0 est usuel.\" }, jour = \"d0\"",
    ),
];

/// A fact that is the outcome of the first dispositif, and a dispositif that waits for it.
const OUTCOME: &str = "[faits]\no0 = { titre = \"o0\", type = \"booleen\", issue_de = \"un\" }\n";

/// A pack, the same whose questions always have an object, and the same that supposes nothing.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) gated: RandomPack,
    pub(crate) plain: RandomPack,
    pub(crate) silent: RandomPack,
}

/// Random packs that ask.
pub(crate) fn pairs() -> BoxedStrategy<Pair> {
    packs()
        .prop_filter_map("refused by the reader", |pack| {
            let pair = Pair {
                gated: RandomPack(asking(&pack.0, true, true)),
                plain: RandomPack(asking(&pack.0, false, true)),
                silent: RandomPack(asking(&pack.0, true, false)),
            };
            let read = |pack: &RandomPack| from_files(pack.0.clone()).is_ok();
            (read(&pair.gated) && read(&pair.plain) && read(&pair.silent)).then_some(pair)
        })
        .boxed()
}

fn asking(files: &[InputFile], gates: bool, supposes: bool) -> Vec<InputFile> {
    let mut files = files.to_vec();
    let words = files
        .iter_mut()
        .find(|file| file.path == "vocabulaire.toml")
        .expect("a vocabulary");
    let mut text = String::from_utf8(words.bytes.clone()).expect("UTF-8");
    let mut add = |fact: &str, keys: &str| {
        let start = text.find(&format!("\n{fact} = {{")).expect(fact);
        let end = start + text[start..].find(" }\n").expect(fact);
        text.insert_str(end, &format!(", {keys}"));
    };
    for (fact, gate, otherwise) in GATES {
        if gates {
            add(fact, &format!("{gate}, {otherwise}"));
        }
    }
    for (fact, supposed) in SUPPOSED {
        if supposes {
            add(fact, supposed);
        }
    }
    let mut outcome = OUTCOME.to_owned();
    if !supposes {
        outcome = outcome.replace(", issue_de = \"un\"", "");
    }
    words.bytes = text.replacen("[faits]\n", &outcome, 1).into_bytes();
    let pack = read(files.clone()).pack;
    files.push(echo(&pack.vocabulary, &following(), "s"));
    files.push(waiting());
    files
}

/// What follows from other facts in random packs, gates included.
fn following() -> Vec<String> {
    let gated = GATES.iter().map(|(fact, ..)| (*fact).to_owned());
    gated.chain(["x0", "y0", "z0", "w0"].map(str::to_owned)).collect()
}

/// The facts that follow from others in a pack that was read, gates included.
pub(crate) fn follow(pack: &Pack) -> Vec<String> {
    let facts = pack
        .deductions
        .iter()
        .filter_map(|one| pack.vocabulary.fact(one.fact));
    facts.map(|fact| fact.name.clone()).collect()
}

/// A dispositif whose droits are these facts, for whoever supposes that it is granted.
pub(crate) fn echo(vocabulary: &Vocabulary, facts: &[String], source: &str) -> InputFile {
    let truth = vocabulary
        .facts
        .iter()
        .find(|fact| fact.declared.kind.is_boolean());
    let condition = &truth.expect("a truth").name;
    let mut text = format!(
        "id = \"{ECHO}\"\ntitre = \"e\"\nresume = \"e\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\nnature = \"regle\"\n\
         verifie_le = 2026-01-01\nen_vigueur = {{ du = 0001-01-01 }}\nsources = [{{ id = \"{source}\" }}]\n\
         [[conditions]]\nid = \"c\"\ntitre = \"c\"\nsi = '{condition}'\n"
    );
    for name in facts {
        let (_, fact) = vocabulary.fact_named(name).expect(name);
        let _ = write!(
            text,
            "[[droits]]\nid = \"{name}\"\ntitre = \"e\"\nrole = \"information\"\nvaleur = '{name}'\n{}",
            declared(fact, vocabulary)
        );
    }
    InputFile::new("dispositifs/hasard/echo.toml", text)
}

/// The keys of the type of a fact.
fn declared(fact: &Fact, vocabulary: &Vocabulary) -> String {
    let mut keys = format!("type = \"{}\"\n", fact.declared.style.word());
    match &fact.declared.kind {
        Kind::Number { decimals, unit } => {
            if !unit.is_none() {
                let _ = writeln!(keys, "unite = \"{unit}\"");
            }
            if fact.declared.style != Style::Integer {
                let _ = writeln!(keys, "decimales = {decimals}");
            }
        }
        Kind::Choice(id) => {
            let enumeration = vocabulary.enumeration(*id).expect("an enumeration");
            let _ = writeln!(keys, "choix = \"{}\"", enumeration.name);
        }
        Kind::Boolean | Kind::Date => {}
    }
    keys
}

/// A dispositif that reads an outcome.
fn waiting() -> InputFile {
    InputFile::new(
        "dispositifs/hasard/trois.toml",
        "id = \"trois\"\ntitre = \"t\"\nresume = \"t\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\nnature = \"aide\"\nverifie_le = 2026-01-01\n\
         demarche = { ou = \"en ligne\", fiabilite = \"secondaire\" }\nen_vigueur = { du = 0001-01-01 }\nsources = [{ id = \"s\" }]\n\
         [[conditions]]\nid = \"c\"\ntitre = \"c\"\nsi = 'non o0 et (b1 ou m0 >= pm)'\n\
         [[droits]]\nid = \"x\"\ntitre = \"x\"\nrole = \"benefice\"\nprincipal = true\ntype = \"montant\"\nunite = \"EUR/an\"\n\
         valeur = 'si k1 = kb alors pf sinon max(e0, pe)'\n",
    )
}

/// The dossiers of random packs, questions without object answered too.
pub(crate) fn space(pair: &Pair) -> Space {
    Space::new(&read(pair.plain.0.clone()).pack, Vec::new())
}

/// The same pack that supposes nothing.
pub(crate) fn without_suppositions(files: &[InputFile]) -> Vec<InputFile> {
    object::without(files, &["suppose", "issue_de"])
}

//! `bareme schema`: JSON Schemas of what goes in, of what comes out, and of the files of a pack.

use bareme::{Findings, wire};

use crate::{
    arguments::{Schema, SchemaOf},
    batch::columns_schema,
    output::Reply,
    packs,
};

pub(crate) fn run(command: &Schema) -> Reply {
    let text = match command.of {
        SchemaOf::Facts => {
            packs::engine(command.rules.pack()).map(|engine| wire::facts_schema(engine.plan()))
        }
        SchemaOf::Decision => Ok(wire::decision_schema()),
        SchemaOf::Reforme => Ok(wire::reform_schema()),
        SchemaOf::Colonnes => Ok(columns_schema()),
        SchemaOf::Pack => {
            // The parser of arguments lets only the known names through.
            Ok(wire::pack_schema(command.file.as_deref()).unwrap_or_default())
        }
    };
    text.map_or_else(|findings: Findings| findings.into(), Reply::answer)
}

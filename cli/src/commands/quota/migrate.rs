//! `quota migrer`: the tables of ledgers on a PostgreSQL server.

use bareme::Findings;
use serde_json::json;

use super::ledgers::alone;
use crate::{
    arguments::{Format, QuotaMigrate},
    output::Reply,
};

pub(super) fn migrate(command: &QuotaMigrate) -> Result<Reply, Findings> {
    bareme_ledger_store::migrate(&command.stored.store).map_err(|error| alone(error.finding()))?;
    if command.written.format == Format::Json {
        return Ok(Reply::answer(json!({ "tables": "pretes" }).to_string()));
    }
    Ok(Reply::answer("les tables des registres sont prêtes\n"))
}

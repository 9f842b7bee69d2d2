//! Writes `docs/couverture.md` on standard output.

#[path = "../support/coverage.rs"]
mod coverage;
#[path = "../support/documents.rs"]
mod documents;

use std::io::{self, Write as _};

fn main() -> io::Result<()> {
    let plan = bareme_pays_de_la_loire::engine().plan();
    io::stdout().write_all(coverage::page(plan, &documents::documents()).as_bytes())
}

//! A table taken from whoever makes it, whole or piece by piece.

use super::{
    columns,
    fault::Refusal,
    schema,
    table::{Table, Taking},
};
use crate::foreign::{LentArray, LentStream};

/// Takes a whole table from whoever makes it, piece by piece.
///
/// # Errors
/// The producer fails, or what it gives is no table.
pub fn table_of_stream(mut stream: LentStream) -> Result<Table, Refusal> {
    let schema = stream.schema()?;
    let mut taking = Taking::new(schema::fields(schema.described())?);
    while let Some(rows) = stream.rows()? {
        columns::add(&mut taking, &rows.lent())?;
    }
    taking.finish()
}

/// Takes a table that is given as one array of rows.
///
/// # Errors
/// What is given is no table.
pub fn table_of_array(array: LentArray<'_>) -> Result<Table, Refusal> {
    let (schema, rows) = array.parts()?;
    let mut taking = Taking::new(schema::fields(schema)?);
    columns::add(&mut taking, &rows.lent())?;
    taking.finish()
}

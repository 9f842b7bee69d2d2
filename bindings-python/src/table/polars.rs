//! Columns of words as polars and pandas take them soonest: with a word that is nothing in place of rows that have none.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, DictionaryArray, RecordBatch, RecordBatchOptions, StringArray, UInt8Array,
    cast::AsArray, types::UInt8Type,
};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::ArrowError;

/// The same rows, in the same words. In Arrow a row without a value may be told by its own bit, or by the word that it has the position of; they branch on
/// every bit, and read words once.
pub(super) fn with_a_word_for_none(batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let columns = batch
        .columns()
        .iter()
        .zip(schema.fields())
        .map(|(column, field)| {
            // Of what is handed on, polars says more itself.
            let words = column.as_dictionary_opt().filter(|_| field.metadata().is_empty());
            let told = words.map(told).transpose()?.flatten();
            Ok(told.unwrap_or_else(|| Arc::clone(column)))
        });
    let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    let columns = columns.collect::<Result<_, ArrowError>>()?;
    RecordBatch::try_new_with_options(batch.schema(), columns, &options)
}

fn told(column: &DictionaryArray<UInt8Type>) -> Result<Option<ArrayRef>, ArrowError> {
    let (keys, words) = (column.keys(), column.values());
    let (Some(words), Ok(none)) = (words.as_string_opt::<i32>(), u8::try_from(words.len())) else {
        return Ok(None);
    };
    // There on every piece of a table, so that all have the same words.
    let with_none: StringArray = words.iter().chain([None]).collect();
    let codes = keys.nulls().map_or_else(
        || keys.values().clone(),
        |nulls| coded(keys.values(), nulls, none),
    );
    let keys = UInt8Array::new(codes, None);
    Ok(Some(Arc::new(DictionaryArray::try_new(
        keys,
        Arc::new(with_none),
    )?)))
}

/// The positions, and that of the word for none where there is none: sixty-four rows at a time.
fn coded(keys: &[u8], nulls: &NullBuffer, none: u8) -> ScalarBuffer<u8> {
    let mut codes = Vec::with_capacity(keys.len());
    let known = nulls.inner().bit_chunks();
    let known = known.iter().chain([known.remainder_bits()]);
    for (word, keys) in known.zip(keys.chunks(64)) {
        let code = |(row, key): (u32, &u8)| {
            if word.wrapping_shr(row) & 1 == 1 {
                *key
            } else {
                none
            }
        };
        codes.extend((0..64).zip(keys).map(code));
    }
    codes.into()
}

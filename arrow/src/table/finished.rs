//! What was decided of the pieces of a table, put together in its order.

use std::sync::Arc;

use arrow_array::{
    AnyDictionaryArray, Array, ArrayRef, Int64Array, RecordBatch, RecordBatchOptions,
    cast::AsArray,
    types::{Int32Type, UInt8Type, UInt16Type},
};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use arrow_select::interleave::interleave;

use super::{days::Days, pieces::Piece, request::Request};
use crate::{answer::AnswerColumns, foreign::dictionary, made_with::made_with};

/// How many rows a batch of the answer has at most, when the pieces are those of a day.
const TOGETHER: usize = 1 << 16;

/// The batches of the answer to a table of these batches, in the order of the table, and their schema.
pub(super) fn batches(
    request: &Request<'_>,
    given: &[RecordBatch],
    columns: Option<&AnswerColumns>,
    decided: Vec<(&Piece, Vec<ArrayRef>)>,
) -> Result<(SchemaRef, Vec<RecordBatch>), ArrowError> {
    let Some(columns) = columns else {
        return Ok((Schema::empty().into(), Vec::new()));
    };
    let each = if decided.iter().any(|(piece, _)| piece.is_picked()) {
        together(given, columns, &decided)?
    } else {
        let each = decided.into_iter();
        each.map(|(piece, arrays)| (piece.count(), arrays)).collect()
    };
    let mut made = made_with(request.engine.plan(), request.date);
    if let Some((first, last)) = request.days.and_then(Days::span) {
        made.insert("bareme.date".to_owned(), format!("{first}/{last}"));
    }
    let first = each.first().map_or(&[] as &[ArrayRef], |(_, arrays)| arrays);
    let said = columns.schema(first).fields().clone();
    let schema = Arc::new(Schema::new_with_metadata(said, made));
    let batches = each.into_iter().map(|(rows, arrays)| {
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(SchemaRef::clone(&schema), arrays, &options)
    });
    let batches = batches.collect::<Result<_, _>>()?;
    Ok((schema, batches))
}

/// What was decided of pieces of days, in the order of the table, batch by batch: how many rows each has, and its columns.
fn together(
    given: &[RecordBatch],
    columns: &AnswerColumns,
    decided: &[(&Piece, Vec<ArrayRef>)],
) -> Result<Vec<(usize, Vec<ArrayRef>)>, ArrowError> {
    let places = places(decided);
    let of_each = columns.given().enumerate().map(|(column, from)| match from {
        Some(at) => Column::Given(at),
        None => Column::Decided(Decided::new(column, decided)),
    });
    let of_each: Vec<Column> = of_each.collect();
    let (mut out, mut left) = (Vec::new(), places.as_slice());
    for batch in given {
        for start in (0..batch.num_rows()).step_by(TOGETHER) {
            let count = TOGETHER.min(batch.num_rows().saturating_sub(start));
            let (here, rest) = left.split_at_checked(count).unwrap_or((left, &[]));
            left = rest;
            let arrays = of_each.iter().map(|column| match column {
                Column::Given(at) => Ok(batch.column(*at).slice(start, count)),
                Column::Decided(column) => column.rows(here),
            });
            out.push((count, arrays.collect::<Result<_, _>>()?));
        }
    }
    Ok(out)
}

/// For each row of the table the piece that has it, and its row there.
fn places(decided: &[(&Piece, Vec<ArrayRef>)]) -> Vec<(usize, usize)> {
    let rows = decided.iter().map(|(piece, _)| piece.count()).sum();
    let mut places = vec![(0, 0); rows];
    for (at, (piece, _)) in decided.iter().enumerate() {
        for row in 0..piece.count() {
            if let Some(place) = places.get_mut(piece.first(row).saturating_add(row)) {
                *place = (at, row);
            }
        }
    }
    places
}

/// A column of the answer.
enum Column {
    /// That of the given table, which is handed on.
    Given(usize),
    Decided(Decided),
}

/// A column of decisions, piece by piece. Words are the same in each piece: only their positions are put together.
struct Decided {
    pieces: Vec<ArrayRef>,
    words: Option<ArrayRef>,
}

impl Decided {
    fn new(column: usize, decided: &[(&Piece, Vec<ArrayRef>)]) -> Self {
        let arrays = decided
            .iter()
            .filter_map(|(_, arrays)| arrays.get(column).cloned());
        let arrays: Vec<ArrayRef> = arrays.collect();
        let words = arrays
            .first()
            .and_then(|array| Some(Arc::clone(array.as_any_dictionary_opt()?.values())));
        let positions = |array: &ArrayRef| {
            let keys = array.as_any_dictionary_opt().map(AnyDictionaryArray::keys);
            keys.map_or_else(|| Arc::clone(array), |keys| keys.slice(0, keys.len()))
        };
        Self {
            pieces: as_wide(arrays.iter().map(positions).collect()),
            words,
        }
    }

    fn rows(&self, places: &[(usize, usize)]) -> Result<ArrayRef, ArrowError> {
        let arrays: Vec<&dyn Array> = self.pieces.iter().map(AsRef::as_ref).collect();
        let rows = interleave(&arrays, places)?;
        let Some(words) = &self.words else {
            return Ok(rows);
        };
        if let Some(keys) = rows.as_primitive_opt::<UInt16Type>() {
            return dictionary(keys.clone(), Arc::clone(words));
        }
        let keys = rows.as_primitive_opt::<UInt8Type>();
        let keys = keys.ok_or_else(|| ArrowError::SchemaError("des mots sans position".to_owned()))?;
        dictionary(keys.clone(), Arc::clone(words))
    }
}

/// Numbers that one day are of 32 bits and another of 64, all of 64.
fn as_wide(arrays: Vec<ArrayRef>) -> Vec<ArrayRef> {
    if !arrays.iter().any(|array| array.data_type() == &DataType::Int64) {
        return arrays;
    }
    let wide = |array: ArrayRef| match array.as_primitive_opt::<Int32Type>() {
        Some(narrow) => {
            let wide: Int64Array = narrow.unary(i64::from);
            Arc::new(wide)
        }
        None => array,
    };
    arrays.into_iter().map(wide).collect()
}

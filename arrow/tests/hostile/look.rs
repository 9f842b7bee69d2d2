//! A look at all of a column that was taken. Shared with the fuzz target `arrow`.

use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_buffer::Buffer;
use arrow_data::ArrayData;
use arrow_schema::DataType;

/// Looks at every value of a column.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are looked at"
)]
pub(crate) fn look(array: &ArrayRef) -> usize {
    let mut seen = array.logical_nulls().map_or(0, |nulls| nulls.null_count());
    match array.data_type() {
        DataType::Utf8 => {
            seen += array
                .as_string::<i32>()
                .iter()
                .flatten()
                .map(|text| text.chars().count())
                .sum::<usize>();
        }
        DataType::LargeUtf8 => {
            seen += array
                .as_string::<i64>()
                .iter()
                .flatten()
                .map(|text| text.chars().count())
                .sum::<usize>();
        }
        DataType::Utf8View => {
            seen += array
                .as_string_view()
                .iter()
                .flatten()
                .map(|text| text.chars().count())
                .sum::<usize>();
        }
        DataType::Dictionary(..) => {
            let words = array.as_any_dictionary();
            seen += look(words.values());
            if !words.values().is_empty() {
                seen += words.normalized_keys().len();
            }
        }
        _ => {}
    }
    let data = array.to_data();
    data.validate_full().expect("a column that was taken is right");
    seen + bytes_of(&data)
}

/// Reads all the memory of a column.
fn bytes_of(data: &ArrayData) -> usize {
    let own = data.buffers().iter().flat_map(Buffer::as_slice);
    let own: usize = own.map(|byte| usize::from(*byte)).sum();
    own + data.child_data().iter().map(bytes_of).sum::<usize>()
}

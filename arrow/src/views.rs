//! Texts that are looked at through views, told right many at a time.

use arrow_buffer::Buffer;
use arrow_data::ByteView;

/// How many bytes a view holds itself.
const INLINE: u32 = 12;
/// How many bytes for each text, beyond some pages, it is worth looking at whole buffers for.
const WORTH: usize = 64;
const PAGES: usize = 1 << 14;

/// Is every view that of a text? Each buffer is looked at once, and not text by text: one in which other texts are wrong, or that is much larger than
/// these texts, is left to those who look at each.
pub(crate) fn all_texts(views: &[u128], buffers: &[Buffer]) -> bool {
    let bytes = buffers.iter().map(Buffer::len).fold(0, usize::saturating_add);
    if bytes > views.len().saturating_mul(WORTH).saturating_add(PAGES) {
        return false;
    }
    let texts: Result<Vec<&str>, _> = buffers.iter().map(|buffer| str::from_utf8(buffer)).collect();
    texts.is_ok_and(|texts| views.iter().all(|view| is_text(*view, &texts)))
}

fn is_text(view: u128, texts: &[&str]) -> bool {
    let ByteView {
        length,
        prefix,
        buffer_index,
        offset,
    } = ByteView::from(view);
    if length <= INLINE {
        let bytes = view.wrapping_shr(32);
        // Beyond the text there are zeros.
        return bytes.wrapping_shr(length.saturating_mul(8)) == 0 && is_inline_text(bytes, length);
    }
    let part = || {
        let [index, start, length] = [buffer_index, offset, length].map(usize::try_from);
        let (start, length) = (start.ok()?, length.ok()?);
        // Neither the start nor the end is within a letter.
        texts.get(index.ok()?)?.get(start..start.checked_add(length)?)
    };
    part().is_some_and(|text| text.as_bytes().first_chunk() == Some(&prefix.to_le_bytes()))
}

/// Letters of one byte each are a text, whatever they are.
fn is_inline_text(bytes: u128, length: u32) -> bool {
    const BEYOND: u128 = 0x8080_8080_8080_8080_8080_8080;
    let bytes_of = |bytes: u128| {
        let bytes = bytes.to_le_bytes();
        let length = usize::try_from(length).ok();
        length.is_some_and(|length| {
            bytes
                .get(..length)
                .is_some_and(|text| str::from_utf8(text).is_ok())
        })
    };
    bytes & BEYOND == 0 || bytes_of(bytes)
}

#[cfg(test)]
mod tests {
    use arrow_array::StringViewArray;
    use arrow_data::validate_string_view;

    use super::*;

    /// Texts of every length around that of a view, in two buffers.
    fn array() -> StringViewArray {
        let texts = [
            "",
            "a",
            "été",
            "douze lettre",
            "douze lettré",
            "treize lettre",
            "un texte plus long, écrit en français",
        ];
        StringViewArray::from_iter_values(texts)
    }

    #[test]
    fn what_arrow_finds_right_is_right() {
        let array = array();
        assert!(validate_string_view(array.views(), array.data_buffers()).is_ok());
        assert!(all_texts(array.views(), array.data_buffers()));
    }

    #[test]
    fn no_view_that_arrow_refuses_is_that_of_a_text() {
        let array = array();
        let buffers = array.data_buffers();
        let mut refused = 0;
        for view in array.views().iter() {
            for bit in 0..128 {
                let views = [view ^ (1 << bit)];
                let is_right = validate_string_view(&views, buffers).is_ok();
                refused += usize::from(!is_right);
                assert!(is_right || !all_texts(&views, buffers), "{views:?}");
            }
        }
        assert!(refused > 100, "{refused}");
    }

    #[test]
    fn a_byte_that_is_no_letter_is_seen() {
        let array = array();
        for at in 0..array.data_buffers()[0].len() {
            let mut bytes = array.data_buffers()[0].to_vec();
            bytes[at] = 0xff;
            assert!(!all_texts(array.views(), &[bytes.into()]), "{at}");
        }
    }

    #[test]
    fn a_buffer_much_larger_than_its_texts_is_left_to_others() {
        let array = array();
        let mut bytes = array.data_buffers()[0].to_vec();
        assert!(all_texts(array.views(), &[bytes.clone().into()]));
        bytes.resize(PAGES + array.views().len() * WORTH + 1, b' ');
        assert!(!all_texts(array.views(), &[bytes.into()]));
    }
}

//! The columns of a table: what an array states is checked, and then followed.

use std::sync::Arc;

use arrow_array::{Array, BooleanArray, make_array, new_empty_array, new_null_array};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_schema::{DataType, Field};

use super::{
    dictionary,
    fault::{Fault, Refusal, Trouble, Wrong},
    layout::{Layout, bytes},
    table::Taking,
    texts::{ENDLESS, Parts, Texts},
};
use crate::foreign::Lent;

/// Adds the rows of an array.
pub(crate) fn add(taking: &mut Taking, rows: &Lent<'_>) -> Result<(), Refusal> {
    let whole = |trouble| match trouble {
        Trouble::Broken(_, how) => Refusal::broken(how),
        Trouble::Texts(_) => Refusal::broken("ses textes ne sont pas écrits en UTF-8"),
    };
    let fields = taking.fields();
    let slots = Slots::of(rows, Layout::Columns, fields.len(), None).map_err(whole)?;
    let nulls = nulls(rows, slots).map_err(whole)?;
    if let Some(null) = nulls.and_then(|nulls| nulls.iter().position(|is_known| !is_known)) {
        return Err(Refusal::Fault(Fault {
            column: None,
            row: Some(taking.rows().saturating_add(null)),
            wrong: Wrong::NoRow,
        }));
    }
    let column = |(child, field): (Lent<'_>, &Arc<Field>)| {
        let kind = field.data_type();
        if *kind == DataType::Null {
            // Of a column that is not read nothing is looked at.
            return Ok(new_null_array(kind, slots.count));
        }
        column(&child, kind, Some((slots.first, slots.count)))?.all()
    };
    let children = rows.children().map_err(whole)?;
    let columns = children.into_iter().zip(&fields).map(column).collect();
    taking.add(columns, slots.count);
    Ok(())
}

/// Some values of an array: so many, from the value `first` of its buffers on.
#[derive(Clone, Copy)]
struct Slots {
    first: usize,
    count: usize,
    /// Is it all that the array has?
    all: bool,
}

impl Slots {
    /// The values of an array, or the part of them that is asked for, of a layout and with so many columns.
    fn of(
        array: &Lent<'_>,
        layout: Layout,
        columns: usize,
        part: Option<(usize, usize)>,
    ) -> Result<Self, Trouble> {
        let number = |number: i64, what: &str| {
            usize::try_from(number).map_err(|_| Trouble::whole(format!("elle annonce {number} {what}")))
        };
        let length = number(array.length(), "valeurs")?;
        let offset = number(array.offset(), "valeurs à passer")?;
        let buffers = number(array.buffers(), "tampons")?;
        let children = number(array.child_count(), "colonnes")?;
        // The widest values have thirty-two bytes: no sum or product of these overflows any more.
        bytes(length, 32)?;
        bytes(offset, 32)?;
        bytes(buffers, 8)?;
        if !layout.has_buffers(buffers) {
            return Err(Trouble::whole(format!(
                "elle n'est pas faite de {buffers} tampons"
            )));
        }
        if children != columns {
            return Err(Trouble::whole(format!(
                "elle a {children} colonnes, et en annonce {columns}"
            )));
        }
        let missing = array.null_count();
        if missing < -1 || missing > array.length() {
            return Err(Trouble::whole(format!(
                "elle annonce {missing} valeurs absentes sur {length}"
            )));
        }
        let (skipped, count) = part.unwrap_or((0, length));
        match skipped.checked_add(count) {
            Some(end) if end <= length => Ok(Self {
                first: offset.saturating_add(skipped),
                count,
                all: count == length,
            }),
            _ => Err(Trouble::whole(format!(
                "elle a {length} valeurs, et la table en demande plus"
            ))),
        }
    }
}

/// One bit for each value.
fn bits(array: &Lent<'_>, position: usize, slots: Slots) -> Result<BooleanBuffer, Trouble> {
    if slots.count == 0 {
        return Ok(BooleanBuffer::new_unset(0));
    }
    let (skipped, bit) = (slots.first / 8, slots.first % 8);
    let buffer = array.buffer(position, skipped, bit.saturating_add(slots.count).div_ceil(8))?;
    Ok(BooleanBuffer::new(buffer, bit, slots.count))
}

/// Which values are known; nothing when all are.
fn nulls(array: &Lent<'_>, slots: Slots) -> Result<Option<NullBuffer>, Trouble> {
    if !array.has_buffer(0) {
        return match array.null_count() {
            ..=0 => Ok(None),
            missing => Err(Trouble::whole(format!(
                "elle a {missing} valeurs absentes, et ne dit pas lesquelles"
            ))),
        };
    }
    let nulls = NullBuffer::new(bits(array, 0, slots)?);
    match usize::try_from(array.null_count()) {
        Ok(stated) if slots.all && stated != nulls.null_count() => Err(Trouble::whole(format!(
            "elle annonce {stated} valeurs absentes, et en a {}",
            nulls.null_count()
        ))),
        _ => Ok(Some(nulls).filter(|nulls| nulls.null_count() > 0)),
    }
}

/// Positions of so many bytes, and the bytes between the first and the last of them.
fn bytes_between(array: &Lent<'_>, width: usize, slots: Slots) -> Result<[Buffer; 2], Trouble> {
    let positions = positions(array, width, slots)?;
    let last = positions.as_slice().rchunks(width).next().unwrap_or_default();
    let last = match width {
        4 => last.try_into().map(|last| i64::from(i32::from_ne_bytes(last))),
        _ => last.try_into().map(i64::from_ne_bytes),
    };
    let end = last.ok().and_then(|last| usize::try_from(last).ok());
    let end = end.ok_or_else(|| Trouble::at(slots.count.saturating_sub(1), ENDLESS))?;
    Ok([positions, array.buffer(2, 0, bytes(end, 1)?)?])
}

/// One position more than there are values.
fn positions(array: &Lent<'_>, width: usize, slots: Slots) -> Result<Buffer, Trouble> {
    let count = bytes(slots.count.saturating_add(1), width)?;
    array.buffer(1, bytes(slots.first, width)?, count)
}

/// Views, and the buffers that they look at.
fn views(array: &Lent<'_>, slots: Slots) -> Result<Vec<Buffer>, Trouble> {
    let count = usize::try_from(array.buffers()).unwrap_or(0).saturating_sub(3);
    let mut buffers = vec![array.buffer(1, bytes(slots.first, 16)?, bytes(slots.count, 16)?)?];
    let lengths = array.buffer(count.saturating_add(2), 0, bytes(count, 8)?)?;
    let (lengths, _) = lengths.as_slice().as_chunks();
    for (position, length) in lengths.iter().enumerate() {
        let length = usize::try_from(i64::from_ne_bytes(*length))
            .map_err(|_| Trouble::whole("la longueur d'un de ses tampons est négative"))?;
        buffers.push(array.buffer(position.saturating_add(2), 0, bytes(length, 1)?)?);
    }
    Ok(buffers)
}

/// A column, or the part of it that is asked for.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
fn column(array: &Lent<'_>, kind: &DataType, part: Option<(usize, usize)>) -> Result<Texts, Trouble> {
    let layout = Layout::of(kind).ok_or_else(|| Trouble::whole("elle est d'un type qui n'est pas lu"))?;
    let fields = parts_of(kind);
    let slots = Slots::of(array, layout, fields.len(), part)?;
    let words = array.dictionary()?;
    if matches!(kind, DataType::Dictionary(..)) != words.is_some() {
        return Err(Trouble::whole(
            "elle dit avoir des catégories et n'en a pas, ou l'inverse",
        ));
    }
    if slots.count == 0 {
        return Ok(Texts::of(new_empty_array(kind)));
    }
    if layout == Layout::Nothing {
        return Ok(Texts::of(new_null_array(kind, slots.count)));
    }
    let parts = |buffers| {
        let nulls = nulls(array, slots)?;
        Ok(Parts {
            kind: kind.clone(),
            length: slots.count,
            nulls,
            buffers,
        })
    };
    let parts = match layout {
        Layout::Bytes(4) => return parts(bytes_between(array, 4, slots)?.into())?.in_a_row::<i32>(),
        Layout::Bytes(width) => return parts(bytes_between(array, width, slots)?.into())?.in_a_row::<i64>(),
        Layout::Views => return parts(views(array, slots)?)?.in_views(),
        Layout::Bits => {
            let array = BooleanArray::new(bits(array, 1, slots)?, nulls(array, slots)?);
            return Ok(Texts::of(Arc::new(array)));
        }
        Layout::Fixed(width) => {
            let skipped = bytes(slots.first, width)?;
            parts(vec![array.buffer(1, skipped, bytes(slots.count, width)?)?])?
        }
        Layout::Lists(width) => parts(vec![positions(array, width, slots)?])?,
        Layout::Columns | Layout::Nothing => parts(Vec::new())?,
    };
    if let (DataType::Dictionary(key, value), Some(words)) = (kind, words) {
        let positions = Parts {
            kind: key.as_ref().clone(),
            ..parts
        }
        .data(Vec::new())?;
        return dictionary::column(positions, column(&words, value, None)?).map(Texts::of);
    }
    let part = match kind {
        DataType::Struct(_) => Some((slots.first, slots.count)),
        DataType::FixedSizeList(_, size) => {
            let size = usize::try_from(*size).unwrap_or(0);
            Some((bytes(slots.first, size)?, bytes(slots.count, size)?))
        }
        _ => None,
    };
    let children = array.children()?.into_iter().zip(fields).map(|(child, field)| {
        let column = column(&child, field.data_type(), part).and_then(Texts::all);
        column
            .map(|array| array.to_data())
            .map_err(|_| Trouble::whole("les valeurs dont elle est composée sont mal faites"))
    });
    let data = parts.data(children.collect::<Result<_, _>>()?)?;
    Ok(Texts::of(make_array(data)))
}

/// The columns that a column is made of.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has more types than are read"
)]
fn parts_of(kind: &DataType) -> Vec<&Arc<Field>> {
    match kind {
        DataType::Struct(fields) => fields.iter().collect(),
        DataType::List(field)
        | DataType::LargeList(field)
        | DataType::FixedSizeList(field, _)
        | DataType::Map(field, _) => vec![field],
        _ => Vec::new(),
    }
}

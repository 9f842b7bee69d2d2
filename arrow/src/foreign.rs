//! Arrow's C data interface: structures of C that another library fills in.
//!
//! The only file of this crate with `unsafe`. Each block rests on the promise of the two `new` below, that an address which is not null
//! leads to as much memory as is stated; what is stated is checked, here and by those who ask, before it is followed.
#![expect(unsafe_code, reason = "the C data interface hands over raw pointers")]

use std::{
    ffi::{CStr, c_char, c_int, c_void},
    ptr::{self, NonNull},
    sync::Arc,
};

use arrow_array::{
    Array, ArrayRef, DictionaryArray, PrimitiveArray, StringViewArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema},
    ffi_stream::FFI_ArrowArrayStream,
    types::ArrowDictionaryKeyType,
};
use arrow_buffer::{Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, Field};

use crate::{
    lent::fault::{Refusal, Trouble},
    positions::all_below,
    views::all_texts,
};

/// `ArrowArray`, as the interface lays it out: that of Arrow keeps its fields to itself, and believes them.
#[repr(C)]
struct RawArray {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *const *const c_void,
    children: *const *const RawArray,
    dictionary: *const RawArray,
    release: *const c_void,
    private_data: *const c_void,
}

/// `ArrowSchema`.
#[repr(C)]
struct RawSchema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *const *const RawSchema,
    dictionary: *const RawSchema,
    release: *const c_void,
    private_data: *const c_void,
}

const _: () = assert!(size_of::<RawArray>() == size_of::<FFI_ArrowArray>());
const _: () = assert!(size_of::<RawSchema>() == size_of::<FFI_ArrowSchema>());

/// A stream of tables whose promises somebody vouches for.
#[derive(Debug)]
pub struct LentStream(FFI_ArrowArrayStream);

impl LentStream {
    /// Vouches for a stream.
    ///
    /// # Safety
    /// The stream keeps what the C stream interface says of its functions; the structures that it fills are as [`LentArray::new`] needs them.
    #[must_use]
    pub const unsafe fn new(stream: FFI_ArrowArrayStream) -> Self {
        Self(stream)
    }

    /// The columns of the table.
    pub(crate) fn schema(&mut self) -> Result<LentSchema, Refusal> {
        let (Some(get_schema), Some(_), Some(_)) = (self.0.get_schema(), self.0.get_next(), self.0.release())
        else {
            return Err(used());
        };
        let mut schema = FFI_ArrowSchema::empty();
        // SAFETY: the function is that of this stream, which is not released.
        let code = unsafe { get_schema(&raw mut self.0, &raw mut schema) };
        if code == 0 {
            Ok(LentSchema(schema))
        } else {
            Err(self.failure(code))
        }
    }

    /// The next rows; none after the last.
    pub(crate) fn rows(&mut self) -> Result<Option<LentRows>, Refusal> {
        let Some(get_next) = self.0.get_next() else {
            return Err(used());
        };
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: as above.
        let code = unsafe { get_next(&raw mut self.0, &raw mut array) };
        if code != 0 {
            return Err(self.failure(code));
        }
        Ok((!array.is_released()).then(|| LentRows(Arc::new(array))))
    }

    /// What the producer says of its failure.
    fn failure(&mut self, code: c_int) -> Refusal {
        let text = self.0.get_last_error().map_or(ptr::null(), |get_last_error| {
            // SAFETY: the last call on this stream, which is not released, has just failed.
            unsafe { get_last_error(&raw mut self.0) }
        });
        if text.is_null() {
            return Refusal::Producer(format!("erreur {code}"));
        }
        // SAFETY: not null, it is a text that ends with a null, and lives until the next call.
        let text = unsafe { CStr::from_ptr(text) };
        Refusal::Producer(text.to_string_lossy().into_owned())
    }
}

/// A table as one array of rows, whose promises somebody vouches for.
#[derive(Debug)]
pub struct LentArray<'s> {
    array: FFI_ArrowArray,
    schema: &'s FFI_ArrowSchema,
}

impl<'s> LentArray<'s> {
    /// Vouches for an array, and for the schema that describes it.
    ///
    /// # Safety
    /// Every address in the structures that is not null leads to what it should: buffers to as many bytes as the lengths and positions that are
    /// stated ask for, texts of the schema to their closing null, other structures to themselves, `release` to what frees them.
    #[must_use]
    pub const unsafe fn new(array: FFI_ArrowArray, schema: &'s FFI_ArrowSchema) -> Self {
        Self { array, schema }
    }

    /// Its columns, and its rows.
    pub(crate) fn parts(self) -> Result<(Described<'s>, LentRows), Refusal> {
        if self.array.is_released() {
            return Err(used());
        }
        Ok((described(self.schema), LentRows(Arc::new(self.array))))
    }
}

fn used() -> Refusal {
    Refusal::broken("elle a déjà été lue, ou n'a jamais été faite")
}

/// The columns of a table, from a producer that is vouched for.
pub(crate) struct LentSchema(FFI_ArrowSchema);

impl LentSchema {
    pub(crate) fn described(&self) -> Described<'_> {
        described(&self.0)
    }
}

/// Rows, from a producer that is vouched for.
pub(crate) struct LentRows(Arc<FFI_ArrowArray>);

impl LentRows {
    pub(crate) fn lent(&self) -> Lent<'_> {
        Lent {
            // SAFETY: both are the `ArrowArray` of the interface, field by field.
            raw: unsafe { &*ptr::from_ref(self.0.as_ref()).cast() },
            owner: &self.0,
        }
    }
}

fn described(schema: &FFI_ArrowSchema) -> Described<'_> {
    // SAFETY: both are the `ArrowSchema` of the interface, field by field.
    Described(unsafe { &*ptr::from_ref(schema).cast() })
}

/// The description of a type.
#[derive(Clone, Copy)]
pub(crate) struct Described<'a>(&'a RawSchema);

impl<'a> Described<'a> {
    pub(crate) fn format(self) -> Result<Option<&'a str>, String> {
        text(self.0.format)
    }

    pub(crate) fn name(self) -> Result<Option<&'a str>, String> {
        text(self.0.name)
    }

    pub(crate) const fn is_released(self) -> bool {
        self.0.release.is_null()
    }

    /// At most so many types that this one is made of.
    pub(crate) fn children(self, most: usize) -> Result<Vec<Self>, String> {
        let children = structures(self.0.n_children, self.0.children, most)?;
        Ok(children.into_iter().map(Self).collect())
    }

    pub(crate) fn dictionary(self) -> Result<Option<Self>, String> {
        // SAFETY: not null, it leads to a structure of this kind, which lives as long as this one.
        Ok(unsafe { pointed(self.0.dictionary) }?.map(Self))
    }

    /// The column that Arrow makes of it. It believes what it reads: the names and the types were looked at before.
    pub(crate) fn field(self) -> Result<Field, ArrowError> {
        // SAFETY: both are the `ArrowSchema` of the interface, field by field.
        let schema: &FFI_ArrowSchema = unsafe { &*ptr::from_ref(self.0).cast() };
        Field::try_from(schema)
    }
}

/// An array that is lent: what it states, none of which is checked, and its memory, which keeps its owner.
#[derive(Clone, Copy)]
pub(crate) struct Lent<'a> {
    raw: &'a RawArray,
    owner: &'a Arc<FFI_ArrowArray>,
}

impl Lent<'_> {
    pub(crate) const fn length(&self) -> i64 {
        self.raw.length
    }

    pub(crate) const fn offset(&self) -> i64 {
        self.raw.offset
    }

    pub(crate) const fn null_count(&self) -> i64 {
        self.raw.null_count
    }

    pub(crate) const fn buffers(&self) -> i64 {
        self.raw.n_buffers
    }

    /// The arrays that this one is made of.
    pub(crate) fn children(&self) -> Result<Vec<Self>, Trouble> {
        let children = structures(self.raw.n_children, self.raw.children, usize::MAX);
        let children = children.map_err(|how| Trouble::whole(format!("elle est faite de {how}")))?;
        let owner = self.owner;
        Ok(children.into_iter().map(|raw| Self { raw, owner }).collect())
    }

    /// How many arrays it states to be made of.
    pub(crate) const fn child_count(&self) -> i64 {
        self.raw.n_children
    }

    pub(crate) fn dictionary(&self) -> Result<Option<Self>, Trouble> {
        let owner = self.owner;
        // SAFETY: not null, it leads to a structure of this kind, which lives as long as this one.
        let raw = unsafe { pointed(self.raw.dictionary) }
            .map_err(|how| Trouble::whole(format!("elle est faite de {how}")))?;
        Ok(raw.map(|raw| Self { raw, owner }))
    }

    /// Is there memory for a buffer?
    pub(crate) fn has_buffer(&self, position: usize) -> bool {
        !self.address(position).is_null()
    }

    /// The address of a buffer; null for one that is not among those that are stated.
    fn address(&self, position: usize) -> *const u8 {
        let is_stated = usize::try_from(self.raw.n_buffers).is_ok_and(|count| position < count);
        if !is_stated || self.raw.buffers.is_null() {
            return ptr::null();
        }
        // SAFETY: not null, it leads to as many pointers as are stated, whatever their alignment.
        unsafe { self.raw.buffers.add(position).read_unaligned() }.cast()
    }

    /// The bytes of a buffer: so many, after some that are passed over.
    pub(crate) fn buffer(&self, position: usize, skipped: usize, count: usize) -> Result<Buffer, Trouble> {
        // Where an empty buffer leads means nothing.
        if count == 0 {
            return Ok(Buffer::from(Vec::<u8>::new()));
        }
        let pointer = self.address(position);
        let end = pointer
            .addr()
            .checked_add(skipped)
            .and_then(|start| start.checked_add(count));
        let Some(pointer) = NonNull::new(pointer.cast_mut()).filter(|_| end.is_some()) else {
            return Err(Trouble::whole("il lui manque un tampon"));
        };
        // SAFETY: not null, it leads to as many bytes as the lengths and the positions of the array ask for, which its owner keeps.
        let buffer = unsafe {
            Buffer::from_custom_allocation(pointer.add(skipped), count, Arc::clone(self.owner) as _)
        };
        Ok(buffer)
    }
}

/// The structures that an array of pointers leads to.
fn structures<'a, T>(count: i64, children: *const *const T, most: usize) -> Result<Vec<&'a T>, String> {
    let count = usize::try_from(count).ok().filter(|count| *count <= most);
    let count = count.ok_or("colonnes en nombre impossible")?;
    if count > 0 && children.is_null() {
        return Err("colonnes qui manquent".to_owned());
    }
    (0..count)
        .map(|position| {
            // SAFETY: not null, it leads to so many pointers, whatever their alignment.
            let child = unsafe { children.add(position).read_unaligned() };
            // SAFETY: not null, it leads to a structure of this kind.
            unsafe { pointed(child) }?.ok_or_else(|| "colonnes qui manquent".to_owned())
        })
        .collect()
}

/// The structure at an address, unless it is null.
///
/// # Safety
/// One that is not null, and is aligned, leads to a `T`, which lives as long as the reference.
unsafe fn pointed<'a, T>(pointer: *const T) -> Result<Option<&'a T>, String> {
    if !pointer.is_aligned() {
        return Err("adresses impossibles".to_owned());
    }
    // SAFETY: what the caller says.
    Ok(unsafe { pointer.as_ref() })
}

/// A text of the schema, unless there is none.
fn text<'a>(text: *const c_char) -> Result<Option<&'a str>, String> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: not null, it leads to a text that ends with a null, which lives as long as the schema.
    let text = unsafe { CStr::from_ptr(text) };
    let text = text
        .to_str()
        .map_err(|_| "valeurs dont le nom n'est pas écrit en UTF-8")?;
    Ok(Some(text))
}

/// A column of positions among words, every one of which is that of a word.
///
/// Arrow checks them one by one, which costs as much as deciding a few conditions; here all at once.
///
/// # Errors
/// A row that has a value has the position of no word.
pub(crate) fn dictionary<K: ArrowDictionaryKeyType>(
    positions: PrimitiveArray<K>,
    words: ArrayRef,
) -> Result<ArrayRef, ArrowError> {
    if all_below(&positions, words.len()) {
        // SAFETY: every position, of rows without a value too, is that of a word: what `try_new` would have found.
        return Ok(Arc::new(unsafe {
            DictionaryArray::new_unchecked(positions, words)
        }));
    }
    Ok(Arc::new(DictionaryArray::try_new(positions, words)?))
}

/// Texts that are looked at through views, when all of them are right; `nulls` are of as many rows.
///
/// Arrow looks at them one by one, which costs more than reading them; here a buffer at once.
pub(crate) fn viewed(
    views: ScalarBuffer<u128>,
    buffers: &[Buffer],
    nulls: Option<NullBuffer>,
) -> Option<ArrayRef> {
    let is_right = nulls.as_ref().is_none_or(|nulls| nulls.len() == views.len());
    if is_right && all_texts(&views, buffers) {
        // SAFETY: every view, of rows without a value too, is that of a text, and every row is known or not: what `try_new` would have found.
        return Some(Arc::new(unsafe {
            StringViewArray::new_unchecked(views, buffers.into(), nulls)
        }));
    }
    None
}

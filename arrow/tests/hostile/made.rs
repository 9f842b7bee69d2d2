//! Structures of Arrow's C data interface that state whatever they are told to, over memory of exactly the sizes that are given.
#![expect(unsafe_code, reason = "what a producer does: it fills in structures of C")]

use std::{
    ffi::{CString, c_char, c_int, c_void},
    ptr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use arrow_array::{
    ffi::{FFI_ArrowArray, FFI_ArrowSchema},
    ffi_stream::FFI_ArrowArrayStream,
};
use bareme_arrow::{LentArray, LentStream, Refusal, Table, table_of_array, table_of_stream};

/// A type, described by its format.
#[derive(Debug, Clone, Default)]
pub(crate) struct Described {
    pub(crate) format: Option<Vec<u8>>,
    pub(crate) name: Vec<u8>,
    pub(crate) flags: i64,
    pub(crate) children: Vec<Option<Described>>,
    pub(crate) dictionary: Option<Box<Described>>,
    /// What it says of its number of children, unless it is right.
    pub(crate) stated: Option<i64>,
}

/// An array: what it states, and what lies behind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Made {
    pub(crate) length: i64,
    pub(crate) null_count: i64,
    pub(crate) offset: i64,
    /// `None` is a null address; the first number is how many bytes the memory is off its alignment.
    pub(crate) buffers: Vec<Option<(usize, Vec<u8>)>>,
    pub(crate) children: Vec<Option<Made>>,
    pub(crate) dictionary: Option<Box<Made>>,
    /// What it says of its number of buffers and of children, unless it is right.
    pub(crate) stated_buffers: Option<i64>,
    pub(crate) stated_children: Option<i64>,
    pub(crate) without_buffers: bool,
    pub(crate) without_children: bool,
}

#[repr(C)]
struct RawSchema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *const *const RawSchema,
    dictionary: *const RawSchema,
    release: Option<unsafe extern "C" fn(*mut RawSchema)>,
    private_data: *mut c_void,
}

#[repr(C)]
struct RawArray {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *const *const u8,
    children: *const *const RawArray,
    dictionary: *const RawArray,
    release: Option<unsafe extern "C" fn(*mut RawArray)>,
    private_data: *mut c_void,
}

/// All that a structure leads to; freed with it.
#[derive(Default)]
#[expect(
    clippy::vec_box,
    reason = "structures that others lead to stay where they are"
)]
struct Owned {
    texts: Vec<CString>,
    memory: Vec<Vec<u128>>,
    exact: Vec<Box<[u8]>>,
    addresses: Vec<*const u8>,
    schemas: Vec<Box<RawSchema>>,
    schema_addresses: Vec<*const RawSchema>,
    arrays: Vec<Box<RawArray>>,
    array_addresses: Vec<*const RawArray>,
    nested: Vec<Owned>,
    released: Option<Arc<AtomicUsize>>,
}

unsafe extern "C" fn release_schema(schema: *mut RawSchema) {
    // SAFETY: given by `schema`, once.
    unsafe {
        drop(Box::from_raw((*schema).private_data.cast::<Owned>()));
        (*schema).release = None;
    }
}

unsafe extern "C" fn release_array(array: *mut RawArray) {
    // SAFETY: given by `array`, once.
    unsafe {
        let owned = Box::from_raw((*array).private_data.cast::<Owned>());
        if let Some(released) = &owned.released {
            released.fetch_add(1, Ordering::SeqCst);
        }
        (*array).release = None;
    }
}

/// Marks what belongs to another structure: never called.
unsafe extern "C" fn not_alone_schema(_: *mut RawSchema) {}
unsafe extern "C" fn not_alone_array(_: *mut RawArray) {}

fn raw_schema(made: &Described, owned: &mut Owned) -> RawSchema {
    let text = |bytes: &[u8], owned: &mut Owned| {
        let bytes: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        owned.texts.push(CString::new(bytes).unwrap_or_default());
        owned.texts.last().map_or(ptr::null(), |text| text.as_ptr())
    };
    let mut own = Box::new(Owned::default());
    let format = made
        .format
        .as_ref()
        .map_or(ptr::null(), |format| text(format, &mut own));
    let name = text(&made.name, &mut own);
    for child in &made.children {
        let address = child.as_ref().map_or(ptr::null(), |child| {
            let child = Box::new(raw_schema(child, &mut own));
            let address = ptr::from_ref(child.as_ref());
            own.schemas.push(child);
            address
        });
        own.schema_addresses.push(address);
    }
    let dictionary = made.dictionary.as_ref().map_or(ptr::null(), |dictionary| {
        let dictionary = Box::new(raw_schema(dictionary, &mut own));
        let address = ptr::from_ref(dictionary.as_ref());
        own.schemas.push(dictionary);
        address
    });
    let children = own.schema_addresses.as_ptr();
    let count = made.children.len() as i64;
    owned.nested.push(*own);
    RawSchema {
        format,
        name,
        metadata: ptr::null(),
        flags: made.flags,
        n_children: made.stated.unwrap_or(count),
        children: if count == 0 { ptr::null() } else { children },
        dictionary,
        release: Some(not_alone_schema),
        private_data: ptr::null_mut(),
    }
}

fn raw_array(made: &Made, owned: &mut Owned) -> RawArray {
    let mut own = Box::new(Owned::default());
    for buffer in &made.buffers {
        let address = buffer.as_ref().map_or(ptr::null(), |(off, bytes)| {
            if *off == 0 && bytes.len() % 16 == 0 {
                let (words, _) = bytes.as_chunks::<16>();
                own.memory
                    .push(words.iter().map(|word| u128::from_ne_bytes(*word)).collect());
                own.memory
                    .last()
                    .map_or(ptr::null(), |words| words.as_ptr().cast())
            } else {
                // Of exactly so many bytes: whoever reads one more is seen.
                let whole: Vec<u8> = std::iter::repeat_n(0, *off)
                    .chain(bytes.iter().copied())
                    .collect();
                own.exact.push(whole.into_boxed_slice());
                own.exact
                    .last()
                    .map_or(ptr::null(), |whole| whole[*off..].as_ptr())
            }
        });
        own.addresses.push(address);
    }
    for child in &made.children {
        let address = child.as_ref().map_or(ptr::null(), |child| {
            let child = Box::new(raw_array(child, &mut own));
            let address = ptr::from_ref(child.as_ref());
            own.arrays.push(child);
            address
        });
        own.array_addresses.push(address);
    }
    let dictionary = made.dictionary.as_ref().map_or(ptr::null(), |dictionary| {
        let dictionary = Box::new(raw_array(dictionary, &mut own));
        let address = ptr::from_ref(dictionary.as_ref());
        own.arrays.push(dictionary);
        address
    });
    let (buffers, children) = (own.addresses.as_ptr(), own.array_addresses.as_ptr());
    let count = made.children.len() as i64;
    owned.nested.push(*own);
    RawArray {
        length: made.length,
        null_count: made.null_count,
        offset: made.offset,
        n_buffers: made.stated_buffers.unwrap_or(made.buffers.len() as i64),
        n_children: made.stated_children.unwrap_or(count),
        buffers: if made.without_buffers {
            ptr::null()
        } else {
            buffers
        },
        children: if made.without_children {
            ptr::null()
        } else {
            children
        },
        dictionary,
        release: Some(not_alone_array),
        private_data: ptr::null_mut(),
    }
}

fn schema(made: &Described) -> FFI_ArrowSchema {
    let mut owned = Box::new(Owned::default());
    let mut raw = raw_schema(made, &mut owned);
    raw.release = Some(release_schema);
    raw.private_data = Box::into_raw(owned).cast();
    // SAFETY: both are the `ArrowSchema` of the interface.
    unsafe { std::mem::transmute(raw) }
}

fn array(made: &Made, released: &Arc<AtomicUsize>) -> FFI_ArrowArray {
    let mut owned = Box::new(Owned::default());
    owned.released = Some(Arc::clone(released));
    let mut raw = raw_array(made, &mut owned);
    raw.release = Some(release_array);
    raw.private_data = Box::into_raw(owned).cast();
    // SAFETY: both are the `ArrowArray` of the interface.
    unsafe { std::mem::transmute(raw) }
}

/// Imports a table, and says how often it was released once nothing of it is left.
pub(crate) fn import<T>(
    described: &Described,
    made: &Made,
    look: impl FnOnce(&Result<Table, Refusal>) -> T,
) -> (T, usize) {
    let released = Arc::new(AtomicUsize::new(0));
    let described = schema(described);
    // SAFETY: the memory is as large as is stated, as far as the tests state what can be believed.
    let lent = unsafe { LentArray::new(array(made, &released), &described) };
    let taken = table_of_array(lent);
    let seen = look(&taken);
    drop(taken);
    (seen, released.load(Ordering::SeqCst))
}

struct Pieces {
    described: Described,
    made: std::vec::IntoIter<Made>,
    released: Arc<AtomicUsize>,
}

unsafe extern "C" fn get_schema(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowSchema) -> c_int {
    // SAFETY: called with the stream below, whose data are these.
    unsafe {
        let pieces = &*(*stream).private_data().cast::<Pieces>();
        out.write(schema(&pieces.described));
    }
    0
}

unsafe extern "C" fn get_next(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowArray) -> c_int {
    // SAFETY: as above.
    unsafe {
        let pieces = &mut *(*stream).private_data().cast::<Pieces>();
        let next = pieces.made.next();
        out.write(next.map_or_else(FFI_ArrowArray::empty, |made| array(&made, &pieces.released)));
    }
    0
}

unsafe extern "C" fn release_stream(stream: *mut FFI_ArrowArrayStream) {
    // SAFETY: as above, once.
    unsafe {
        drop(Box::from_raw(
            (*stream).set_private_data(ptr::null_mut()).cast::<Pieces>(),
        ));
        (*stream).set_release(None);
    }
}

/// Imports the same as a stream of pieces.
pub(crate) fn import_stream<T>(
    described: &Described,
    pieces: Vec<Made>,
    look: impl FnOnce(&Result<Table, Refusal>) -> T,
) -> (T, usize) {
    let released = Arc::new(AtomicUsize::new(0));
    let data = Box::new(Pieces {
        described: described.clone(),
        made: pieces.into_iter(),
        released: Arc::clone(&released),
    });
    // SAFETY: the functions are those of these data, which the last of them frees.
    let lent = unsafe {
        LentStream::new(FFI_ArrowArrayStream::new_unchecked(
            Some(get_schema),
            Some(get_next),
            None,
            Some(release_stream),
            Box::into_raw(data).cast(),
        ))
    };
    let taken = table_of_stream(lent);
    let seen = look(&taken);
    drop(taken);
    (seen, released.load(Ordering::SeqCst))
}

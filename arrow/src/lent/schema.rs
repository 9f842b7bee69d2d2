//! The columns of a table, as its producer describes them.

use arrow_schema::Field;

use super::{fault::Refusal, kinds};
use crate::foreign::Described;

/// How deep types may be nested, and how many there may be in a table: more than any table needs.
const DEEPEST: usize = 32;
const MOST_TYPES: usize = 1 << 20;

/// A column, or the name of one that is not read and what it is made of.
pub(crate) type Column = Result<Field, (String, String)>;

/// The columns of a table.
pub(crate) fn fields(table: Described<'_>) -> Result<Vec<Column>, Refusal> {
    let broken = |how| Refusal::broken(format!("elle est faite de {how}"));
    let format = table.format().map_err(broken)?;
    if table.is_released() || format.is_none() {
        return Err(Refusal::broken("ses colonnes ne sont pas décrites"));
    }
    if format != Some("+s") || table.dictionary().map_err(broken)?.is_some() {
        return Err(Refusal::Column);
    }
    let mut left = MOST_TYPES;
    let children = table.children(left).map_err(broken)?;
    let fields = children.into_iter().enumerate().map(|(position, child)| {
        let name = child.name();
        let name = name.map_err(|how| (format!("n° {}", position.saturating_add(1)), how))?;
        field(child, &mut left).map_err(|how| (name.unwrap_or_default().to_owned(), how))
    });
    Ok(fields.collect())
}

fn field(column: Described<'_>, left: &mut usize) -> Result<Field, String> {
    sound(column, DEEPEST, left)?;
    let field = column.field().map_err(|_| {
        let format = column.format().ok().flatten().unwrap_or_default();
        format!("valeurs de type `{format}`")
    })?;
    match kinds::unread(field.data_type()) {
        None => Ok(field),
        Some(kind) => Err(kind),
    }
}

/// Can Arrow read this description? It believes what is checked here.
fn sound(described: Described<'_>, depth: usize, left: &mut usize) -> Result<(), String> {
    let depth = depth.checked_sub(1).ok_or("valeurs trop imbriquées")?;
    *left = left.checked_sub(1).ok_or("valeurs de trop de types")?;
    let format = described.format()?.ok_or("valeurs dont le type n'est pas dit")?;
    described.name()?;
    let children = described.children(*left)?;
    let wanted = match format {
        "+s" => children.len(),
        "+r" => 2,
        _ if format.starts_with("+u") => children.len(),
        _ if format.starts_with('+') => 1,
        _ => 0,
    };
    if children.len() != wanted {
        return Err(format!(
            "valeurs mal décrites (`{format}` et {} types)",
            children.len()
        ));
    }
    let dictionary = described.dictionary()?;
    children
        .into_iter()
        .chain(dictionary)
        .try_for_each(|child| sound(child, depth, left))
}

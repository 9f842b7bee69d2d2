//! A figure of a pack: a cell of a table, or a dated value of a parameter.

/// A value of the pack that its author typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// A cell of a table, by positions.
    Cell {
        /// The table.
        table: u16,
        /// The period.
        period: usize,
        /// The value column.
        column: usize,
        /// In row-major order.
        index: usize,
    },
    /// A dated value of a parameter, by positions.
    Point {
        /// The parameter.
        parameter: u16,
        /// The value.
        point: usize,
    },
}

//! The page that a command writes on: as wide as the terminal it is shown on.

use bareme_recit::{Page, Recit, Style, WIDEST};

/// An empty page for standard output: as wide as its terminal, 100 columns at most and elsewhere.
pub(crate) fn on_terminal() -> Page {
    Page::new(width(), Style::Ansi)
}

/// A tree of sentences for standard output. Its styles are removed where nothing shows them.
pub(crate) fn told(recit: &Recit) -> String {
    recit.text(width(), Style::Ansi)
}

fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .map_or(WIDEST, |(terminal_size::Width(width), _)| usize::from(width))
}

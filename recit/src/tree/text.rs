//! Lines of a recit: their words, marks and notes.

use serde::Serialize;

/// A line, and the lines that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The sign before it.
    #[serde(rename = "signe")]
    pub mark: Mark,
    /// How loud it is.
    #[serde(rename = "ton")]
    pub tone: Tone,
    /// What it says.
    #[serde(rename = "texte")]
    pub text: Text,
    /// What belongs to it.
    #[serde(rename = "suite", skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
}

/// A sign before a line; what it means is in the words too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Mark {
    /// None: a paragraph.
    #[serde(rename = "aucun")]
    None,
    /// Done, granted.
    #[serde(rename = "oui")]
    Yes,
    /// Refused.
    #[serde(rename = "non")]
    No,
    /// Not known yet.
    #[serde(rename = "ouvert")]
    Open,
    /// An item of a list.
    #[serde(rename = "point")]
    Item,
    /// Something to look at.
    #[serde(rename = "attention")]
    Warn,
    /// A computation.
    #[serde(rename = "calcul")]
    Equals,
    /// What is done next.
    #[serde(rename = "suite")]
    Next,
    /// More, for whoever opens it.
    #[serde(rename = "replie")]
    Closed,
}

/// How loud a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Tone {
    /// As most are.
    #[serde(rename = "normal")]
    Plain,
    /// More than the others.
    #[serde(rename = "fort")]
    Strong,
    /// Less than the others.
    #[serde(rename = "discret")]
    Aside,
}

/// What a line says, in pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

/// A piece of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type")]
pub enum Span {
    /// Words.
    #[serde(rename = "texte")]
    Words {
        /// The words.
        #[serde(rename = "texte")]
        text: String,
    },
    /// Words that are seen first: an amount, an answer.
    #[serde(rename = "fort")]
    Strong {
        /// The words.
        #[serde(rename = "texte")]
        text: String,
    },
    /// A fact of the dossier that is asked for.
    #[serde(rename = "fait")]
    Fact {
        /// Its name in a dossier.
        #[serde(rename = "nom")]
        name: String,
        /// What a person reads.
        #[serde(rename = "texte")]
        text: String,
    },
    /// A dispositif, whose reasons can be asked for.
    #[serde(rename = "dispositif")]
    Dispositif {
        /// Its id.
        id: String,
        /// What a person reads.
        #[serde(rename = "texte")]
        text: String,
    },
    /// An address.
    #[serde(rename = "lien")]
    Link {
        /// Where it leads.
        url: String,
    },
    /// A place in a source: « [3, II] ».
    #[serde(rename = "renvoi")]
    Note {
        /// The number of the source in the list at the end.
        #[serde(rename = "numero")]
        number: usize,
        /// Article, section or page.
        #[serde(rename = "repere", skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        /// The title of the source.
        #[serde(rename = "titre")]
        title: String,
        /// Where it can be read.
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
}

impl Mark {
    /// The sign in a text.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Yes => "✓",
            Self::No => "✗",
            Self::Open => "?",
            Self::Item => "·",
            Self::Warn => "!",
            Self::Equals => "=",
            Self::Next => "→",
            Self::Closed => "▸",
        }
    }

    /// Its name in the JSON and in the classes of the HTML.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "aucun",
            Self::Yes => "oui",
            Self::No => "non",
            Self::Open => "ouvert",
            Self::Item => "point",
            Self::Warn => "attention",
            Self::Equals => "calcul",
            Self::Next => "suite",
            Self::Closed => "replie",
        }
    }
}

impl Text {
    /// Adds words.
    pub fn push(&mut self, words: &str) {
        if let Some(Span::Words { text }) = self.0.last_mut() {
            text.push_str(words);
        } else if !words.is_empty() {
            self.0.push(Span::Words {
                text: words.to_owned(),
            });
        }
    }

    /// The same with more words.
    #[must_use]
    pub fn and(mut self, words: &str) -> Self {
        self.push(words);
        self
    }

    /// The same with words that are seen first.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Strong { text: words.into() });
        self
    }

    /// The same with a piece.
    #[must_use]
    pub fn with(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }

    /// The same with a piece, after a space where lines do not break.
    #[must_use]
    pub fn note(mut self, span: Span) -> Self {
        if !self.0.is_empty() {
            self.push("\u{a0}");
        }
        self.0.push(span);
        self
    }

    /// The same with all the pieces of another.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        for span in other.0 {
            match span {
                Span::Words { text } => self.push(&text),
                span @ (Span::Strong { .. }
                | Span::Fact { .. }
                | Span::Dispositif { .. }
                | Span::Link { .. }
                | Span::Note { .. }) => self.0.push(span),
            }
        }
        self
    }

    /// The whole as words.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for span in &self.0 {
            text.push_str(&span.plain());
        }
        text
    }
}

impl Span {
    /// The piece as words.
    #[must_use]
    pub fn plain(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Words { text }
            | Self::Strong { text }
            | Self::Fact { text, .. }
            | Self::Dispositif { text, .. } => text.into(),
            Self::Link { url } => url.into(),
            Self::Note {
                number,
                place: Some(place),
                ..
            } => format!("[{number}, {place}]").into(),
            Self::Note { number, .. } => format!("[{number}]").into(),
        }
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::default().and(words)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(vec![Span::Words { text }])
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl Line {
    /// A line after a sign.
    #[must_use]
    pub fn marked(mark: Mark, text: impl Into<Text>) -> Self {
        Self {
            mark,
            tone: Tone::Plain,
            text: text.into(),
            lines: Vec::new(),
        }
    }

    /// A paragraph.
    #[must_use]
    pub fn plain(text: impl Into<Text>) -> Self {
        Self::marked(Mark::None, text)
    }

    /// The same with another tone.
    #[must_use]
    pub fn toned(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The same with lines that belong to it.
    #[must_use]
    pub fn with(mut self, lines: Vec<Self>) -> Self {
        self.lines = lines;
        self
    }
}

//! What the TOML reader says, in French.

/// What the TOML reader says, in French, with what to do when it is known.
///
/// Its messages are « what, expected … »; one that is not known here stays visible, untranslated.
#[must_use]
pub fn french(message: &str) -> (String, Option<&'static str>) {
    let what = message.split_once(", expected").map_or(message, |(what, _)| what);
    let (text, help) = match what {
        "cannot recurse further; max recursion depth met" | "recursion limit" => {
            ("des valeurs sont imbriquées trop profondément", None)
        }
        "string values must be quoted" | "missing opening quote" => (
            "un texte doit être entre guillemets",
            Some("écrivez `cle = \"texte\"`"),
        ),
        "invalid basic string" | "invalid literal string" | "invalid string" => (
            "ce texte n'est pas fermé, ou contient un caractère interdit",
            Some("fermez-le par un guillemet sur la même ligne, ou entourez-le de `\"\"\"`"),
        ),
        "invalid multi-line basic string" | "invalid multi-line literal string" => (
            "ce texte de plusieurs lignes n'est pas fermé",
            Some("fermez-le par les trois guillemets qui l'ouvrent"),
        ),
        "keys cannot be multi-line literal strings" | "keys cannot be multi-line basic strings" => {
            ("une clé tient sur une ligne", None)
        }
        "missing escaped value" | "too few unicode value digits" => (
            "`\\` annonce un caractère que TOML ne connaît pas",
            Some("doublez-le : `\\\\`"),
        ),
        "unclosed array" => ("cette liste n'est pas fermée", Some("ajoutez `]`")),
        "unclosed inline table" => ("cette accolade n'est pas fermée", Some("ajoutez `}`")),
        "unclosed table" | "unclosed array table" => ("cet en-tête n'est pas fermé", Some("ajoutez `]`")),
        "missing array opening" => ("`]` ferme une liste qui n'est pas ouverte", None),
        "missing inline table opening" => ("`}` ferme une accolade qui n'est pas ouverte", None),
        "missing table open" => ("cet en-tête n'est pas ouvert", Some("ajoutez `[`")),
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            ("il manque une virgule", Some("séparez les éléments par `,`"))
        }
        "extra comma in array" | "extra comma in inline table" => ("cette virgule est de trop", None),
        "extra `=`" | "extra assignment between key-value pairs" | "unexpected `=` in array" => {
            ("ce `=` est de trop", None)
        }
        "missing assignment between key-value pairs" | "key with no value" => {
            ("cette clé n'a pas de valeur", Some("écrivez `cle = valeur`"))
        }
        "missing value for key" | "missing value" => {
            ("il manque une valeur après `=`", Some("écrivez `cle = valeur`"))
        }
        "missing key for inline table element" | "unquoted keys cannot be empty" => {
            ("il manque une clé", Some("écrivez `cle = valeur`"))
        }
        "invalid unquoted key" | "invalid key" | "invalid table" => (
            "cette clé contient un caractère interdit",
            Some("une clé est faite de lettres sans accent, de chiffres et de `_`"),
        ),
        "invalid key-value pair" | "invalid inline table element" => (
            "ce n'est pas une clé et sa valeur",
            Some("écrivez `cle = valeur`"),
        ),
        "unexpected key or value"
        | "unexpected content"
        | "unexpected content between comment and newline" => (
            "ceci n'est pas attendu à cet endroit",
            Some("une ligne porte une seule clé ; un nombre décimal s'écrit \"12.50\", entre guillemets"),
        ),
        "unexpected leading zero" => (
            "un nombre ne commence pas par zéro",
            Some("écrivez une date `2024-09-02`, un texte entre guillemets, ou le nombre sans zéro"),
        ),
        "invalid integer number"
        | "invalid float"
        | "invalid mantissa"
        | "invalid fraction"
        | "invalid exponent"
        | "unexpected sign"
        | "redundant numeric sign"
        | "`_` may only go between digits"
        | "invalid hexadecimal number"
        | "invalid octal number"
        | "invalid binary number" => (
            "ce n'est pas un nombre",
            Some("écrivez par exemple `14` ou `\"12.50\"`"),
        ),
        _ if what.starts_with("invalid date") || what.starts_with("invalid time") => (
            "ce n'est pas une date du calendrier",
            Some("écrivez par exemple `2024-09-02`"),
        ),
        "invalid boolean" => ("ce n'est ni `true` ni `false`", None),
        "invalid value" => ("cette valeur est mal formée", None),
        "invalid comment character" => ("ce commentaire contient un caractère interdit", None),
        "carriage return must be followed by newline" => (
            "une fin de ligne est mal formée",
            Some("enregistrez le fichier avec des fins de ligne simples"),
        ),
        _ => {
            if what.starts_with("cannot extend value") {
                return (
                    "cette clé complète une valeur qui n'est pas un ensemble de clés".to_owned(),
                    None,
                );
            }
            return (format!("le texte n'est pas du TOML : {message}"), None);
        }
    };
    (text.to_owned(), help)
}

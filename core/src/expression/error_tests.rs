//! What is told of a text that is no expression.

use super::*;
use crate::error::{Code, Place, SourceFile};

/// What a person reads about a text: the errors with what each underlines.
fn told(text: &str) -> String {
    let Err(errors) = parse(text) else {
        return format!("accepté : {text}");
    };
    let mut lines = Vec::new();
    for error in &errors {
        let span = error.span();
        let under = &text[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()];
        lines.push(format!(
            "⟦{}⟧ {}",
            slip::visible(under),
            error.finding(Place::Whole)
        ));
    }
    lines.join("\n")
}

#[test]
fn signs_of_other_languages() {
    insta::assert_snapshot!(told("a == b && c || !d"), @"
    ⟦==⟧ caractère inattendu `==` [caractere_inattendu] ; vouliez-vous écrire `=` ?
    ⟦&&⟧ caractère inattendu `&&` [caractere_inattendu] ; vouliez-vous écrire `et` ?
    ⟦||⟧ caractère inattendu `||` [caractere_inattendu] ; vouliez-vous écrire `ou` ?
    ⟦!⟧ caractère inattendu `!` [caractere_inattendu] ; vouliez-vous écrire `non` ?
    ");
    insta::assert_snapshot!(told("a ≤ b et c ≥ d ou e ≠ f ou g <> h ou i => j ou k =< l"), @"
    ⟦≤⟧ caractère inattendu `≤` [caractere_inattendu] ; vouliez-vous écrire `<=` ?
    ⟦≥⟧ caractère inattendu `≥` [caractere_inattendu] ; vouliez-vous écrire `>=` ?
    ⟦≠⟧ caractère inattendu `≠` [caractere_inattendu] ; vouliez-vous écrire `!=` ?
    ⟦<>⟧ caractère inattendu `<>` [caractere_inattendu] ; vouliez-vous écrire `!=` ?
    ⟦=>⟧ caractère inattendu `=>` [caractere_inattendu] ; vouliez-vous écrire `>=` ?
    ⟦=<⟧ caractère inattendu `=<` [caractere_inattendu] ; vouliez-vous écrire `<=` ?
    ");
    insta::assert_snapshot!(told("a / b + 0 EUR / c"), @"
    ⟦/⟧ caractère inattendu `/` [caractere_inattendu] ; utilisez `quotient(a, b, decimales)` ; `/` n'a sa place que dans une unité, sans espace
    ⟦/⟧ caractère inattendu `/` [caractere_inattendu] ; utilisez `quotient(a, b, decimales)` ; `/` n'a sa place que dans une unité, sans espace
    ");
    insta::assert_snapshot!(told("statut = 'salarie_prive' et echelon dans [« 0bis », “7”]"), @r#"
    ⟦'salarie_prive'⟧ caractère inattendu `'` [caractere_inattendu] ; vouliez-vous écrire `"salarie_prive"` ?
    ⟦« 0bis »⟧ caractère inattendu `«` [caractere_inattendu] ; vouliez-vous écrire `"0bis"` ?
    ⟦“7”⟧ caractère inattendu `“` [caractere_inattendu] ; vouliez-vous écrire `"7"` ?
    "#);
    insta::assert_snapshot!(told("l'age ; taux = 5 % + 3 €"), @r#"
    ⟦'⟧ caractère inattendu `'` [caractere_inattendu] ; un membre d'énumération prend des guillemets droits (`"0bis"`)
    ⟦;⟧ caractère inattendu `;` [caractere_inattendu] ; vouliez-vous écrire `,` ?
    ⟦%⟧ caractère inattendu `%` [caractere_inattendu] ; un taux est une part de 1, dans un paramètre
    ⟦€⟧ caractère inattendu `€` [caractere_inattendu] ; l'unité des euros est `EUR`, après un nombre
    "#);
    insta::assert_snapshot!(told("a\u{a0}et b − c × d dans e…f"), @"
    ⟦U+00A0⟧ caractère inattendu `U+00A0` [caractere_inattendu] ; remplacez l'espace insécable par une espace ordinaire
    ⟦−⟧ caractère inattendu `−` [caractere_inattendu] ; vouliez-vous écrire `-` ?
    ⟦×⟧ caractère inattendu `×` [caractere_inattendu] ; vouliez-vous écrire `*` ?
    ⟦…⟧ caractère inattendu `…` [caractere_inattendu] ; vouliez-vous écrire `..` ?
    ");
    insta::assert_snapshot!(told("a\u{200b} § 💶 \u{7}"), @"
    ⟦U+200B⟧ caractère inattendu `U+200B` [caractere_inattendu]
    ⟦§⟧ caractère inattendu `§` [caractere_inattendu]
    ⟦💶⟧ caractère inattendu `💶` [caractere_inattendu]
    ⟦U+0007⟧ caractère inattendu `U+0007` [caractere_inattendu]
    ");
}

#[test]
fn capitals_and_accents() {
    insta::assert_snapshot!(told("Âge = 0 ET statut = salarié OU e\u{301}tat"), @"
    ⟦Âge⟧ `Âge` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_` [caractere_inattendu] ; vouliez-vous écrire `age` ?
    ⟦ET⟧ `ET` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_` [caractere_inattendu] ; vouliez-vous écrire `et` ?
    ⟦salarié⟧ `salarié` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_` [caractere_inattendu] ; vouliez-vous écrire `salarie` ?
    ⟦OU⟧ `OU` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_` [caractere_inattendu] ; vouliez-vous écrire `ou` ?
    ⟦état⟧ `état` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_` [caractere_inattendu] ; vouliez-vous écrire `etat` ?
    ");
    insta::assert_snapshot!(told("_a et λ"), @"
    ⟦_a⟧ `_a` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_` [caractere_inattendu]
    ⟦λ⟧ `λ` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_` [caractere_inattendu]
    ");
}

#[test]
fn numbers_and_units() {
    insta::assert_snapshot!(told("12345678901234567890123456.789"), @"⟦12345678901234567890123456.789⟧ le nombre a 29 chiffres, 28 au plus [syntaxe] ; déclarez ce nombre dans un paramètre");
    insta::assert_snapshot!(told("echelon = 0bis ou d + 12mois ou 1_000 ou 1e3"), @r#"
    ⟦0bis⟧ `0bis` n'est ni un nombre ni un nom [syntaxe] ; séparez l'unité par une espace (`12 mois`) ; un membre d'énumération prend des guillemets (`"0bis"`)
    ⟦12mois⟧ `12mois` n'est ni un nombre ni un nom [syntaxe] ; séparez l'unité par une espace (`12 mois`) ; un membre d'énumération prend des guillemets (`"0bis"`)
    ⟦1_000⟧ `1_000` n'est ni un nombre ni un nom [syntaxe] ; un nombre s'écrit en chiffres, sans exposant ni séparateur de milliers
    ⟦1e3⟧ `1e3` n'est ni un nombre ni un nom [syntaxe] ; un nombre s'écrit en chiffres, sans exposant ni séparateur de milliers
    "#);
    insta::assert_snapshot!(told("12 années + 0 m2"), @"
    ⟦années⟧ `années` n'est pas une unité, attendu des lettres sans accent séparées par `/` (`EUR/mois`) [syntaxe]
    ⟦m2⟧ `m2` n'est pas une unité, attendu des lettres sans accent séparées par `/` (`EUR/mois`) [syntaxe]
    ");
    insta::assert_snapshot!(told("x * 0,5"), @"⟦,⟧ attendu un opérateur ou la fin du texte, trouvé `,` [syntaxe] ; les décimales suivent un point, non une virgule");
    insta::assert_snapshot!(told("5."), @"⟦.⟧ attendu un opérateur ou la fin du texte, trouvé `.` [syntaxe] ; un nombre a des chiffres avant et après son point (`0.5`)");
    insta::assert_snapshot!(told(".5"), @"⟦.⟧ attendu une valeur, trouvé `.` [syntaxe] ; un nombre a des chiffres avant et après son point (`0.5`)");
}

#[test]
fn quotes() {
    insta::assert_snapshot!(told("x = \"0bis ou y\n = & z"), @r#"⟦"0bis ou y⟧ guillemet non fermé, attendu `"` avant la fin de la ligne [syntaxe]"#);
    insta::assert_snapshot!(told("x = \"Zéro\" ou x = \"\""), @r#"
    ⟦"Zéro"⟧ `"Zéro"` n'est pas un membre d'énumération, attendu des minuscules sans accent, des chiffres et `_` [nom_invalide] ; vouliez-vous écrire `"zero"` ?
    ⟦""⟧ `""` n'est pas un membre d'énumération, attendu des minuscules sans accent, des chiffres et `_` [nom_invalide]
    "#);
}

#[test]
fn something_is_missing() {
    insta::assert_snapshot!(told(""), @"⟦⟧ l'expression est vide, attendu une condition ou une valeur [syntaxe]");
    insta::assert_snapshot!(told(" # rien\n"), @"⟦ # rienU+000A⟧ l'expression est vide, attendu une condition ou une valeur [syntaxe]");
    insta::assert_snapshot!(told("a = et b <= ou * c"), @"
    ⟦et⟧ attendu une valeur, trouvé `et` [syntaxe]
    ⟦ou⟧ attendu une valeur, trouvé `ou` [syntaxe]
    ⟦*⟧ attendu une valeur, trouvé `*` [syntaxe]
    ");
    insta::assert_snapshot!(told("a et"), @"⟦⟧ attendu une valeur, trouvé la fin du texte [syntaxe]");
    insta::assert_snapshot!(told("a b"), @"⟦b⟧ attendu un opérateur ou la fin du texte, trouvé `b` [syntaxe]");
    insta::assert_snapshot!(told("a es b"), @"⟦es⟧ attendu un opérateur ou la fin du texte, trouvé `es` [syntaxe] ; vouliez-vous écrire `et` ?");
    insta::assert_snapshot!(told("(a et (b"), @"⟦(⟧ `(` n'est pas fermé, attendu `)` [syntaxe]");
    insta::assert_snapshot!(told("f(a, [b)"), @"
    ⟦[⟧ attendu une valeur, trouvé `[` [syntaxe] ; une liste ne suit que `dans` ou `hors`
    ⟦)⟧ attendu un opérateur, `,` ou `]`, trouvé `)` [syntaxe]
    ");
    insta::assert_snapshot!(told("a)"), @"⟦)⟧ attendu un opérateur ou la fin du texte, trouvé `)` [syntaxe]");
    insta::assert_snapshot!(told("x dans (a, b)"), @"⟦,⟧ attendu un opérateur ou `)`, trouvé `,` [syntaxe] ; une liste se met entre crochets (`[a, b]`)");
    insta::assert_snapshot!(told("x dans statut et y"), @"⟦et⟧ attendu `..` et l'autre borne de l'intervalle, trouvé `et` [syntaxe] ; écrivez `x dans [a, b]` ou `x dans a..b`");
    insta::assert_snapshot!(told("x dans [] et y hors [a b, c]"), @"
    ⟦]⟧ attendu une valeur, trouvé `]` [syntaxe]
    ⟦b⟧ attendu un opérateur, `,` ou `]`, trouvé `b` [syntaxe]
    ");
    insta::assert_snapshot!(told("x = [a]"), @"⟦[⟧ attendu une valeur, trouvé `[` [syntaxe] ; une liste ne suit que `dans` ou `hors`");
    insta::assert_snapshot!(told("x non dans [a]"), @"⟦non⟧ attendu un opérateur ou la fin du texte, trouvé `non` [syntaxe] ; écrivez `x hors [a, b]`");
}

#[test]
fn comparisons_do_not_chain() {
    insta::assert_snapshot!(told("a < b < c <= d et e"), @"⟦<⟧ les comparaisons ne s'enchaînent pas [syntaxe] ; écrivez `a < b et b < c`, ou `b dans a..c`");
    insta::assert_snapshot!(told("a = b dans [c]"), @"⟦dans⟧ les comparaisons ne s'enchaînent pas [syntaxe] ; écrivez `a < b et b < c`, ou `b dans a..c`");
}

#[test]
fn what_needs_parentheses() {
    insta::assert_snapshot!(told("a = non b"), @r#"⟦non⟧ attendu une valeur, trouvé `non` [syntaxe] ; mettez ce `non` et ce qu'il nie entre parenthèses ; un membre d'énumération prend des guillemets (`"non"`)"#);
    insta::assert_snapshot!(told("reponse = non"), @r#"⟦non⟧ attendu une valeur, trouvé `non` [syntaxe] ; mettez ce `non` et ce qu'il nie entre parenthèses ; un membre d'énumération prend des guillemets (`"non"`)"#);
    insta::assert_snapshot!(told("a + si b alors c sinon d"), @"⟦si⟧ attendu une valeur, trouvé `si` [syntaxe] ; mettez ce `si` entre parenthèses");
    insta::assert_snapshot!(told("si a alors si b alors c sinon d sinon e"), @"⟦si⟧ attendu une valeur, trouvé `si` [syntaxe] ; mettez ce `si` entre parenthèses");
}

#[test]
fn si_and_selon() {
    insta::assert_snapshot!(told("si a alors b"), @"⟦⟧ attendu un opérateur ou `sinon`, trouvé la fin du texte [syntaxe] ; écrivez `si condition alors valeur sinon autre_valeur`");
    insta::assert_snapshot!(told("si a alor b sinno c"), @"⟦alor⟧ attendu un opérateur ou `alors`, trouvé `alor` [syntaxe] ; vouliez-vous écrire `alors` ? ; écrivez `si condition alors valeur sinon autre_valeur`");
    insta::assert_snapshot!(told("si a b sinon c d"), @"
    ⟦b⟧ attendu un opérateur ou `alors`, trouvé `b` [syntaxe] ; écrivez `si condition alors valeur sinon autre_valeur`
    ⟦d⟧ attendu un opérateur ou la fin du texte, trouvé `d` [syntaxe]
    ");
    insta::assert_snapshot!(told("selon { a: x, b: y }"), @"⟦}⟧ ce `selon` ne dit pas que faire quand aucune condition n'est vraie, attendu `sinon: …` [choix_non_couvert]");
    insta::assert_snapshot!(told("selon { a, b: x, sinon: y }"), @"⟦,⟧ attendu `:`, trouvé `,` [syntaxe] ; écrivez `selon { condition: valeur, sinon: autre_valeur }` ; des conditions se réunissent par `ou`");
    insta::assert_snapshot!(told("selon { sinon: y }"), @"⟦sinon⟧ ce `selon` n'a que `sinon`, attendu au moins une alternative avant [syntaxe]");
    insta::assert_snapshot!(told("selon x { }"), @"⟦}⟧ attendu un membre d'énumération, trouvé `}` [syntaxe] ; écrivez `selon x { membre: valeur, autre, encore: valeur, sinon: valeur }`, ou `selon { condition: valeur, … }`");
    insta::assert_snapshot!(told("selon x { sinon: y, a: b, c: d }"), @"⟦a⟧ une alternative suit `sinon`, attendu `sinon` en dernier [syntaxe] ; placez `sinon` une seule fois, en dernier");
    insta::assert_snapshot!(told("selon x { a: , b: y z, 7: c, non: d }"), @r#"
    ⟦,⟧ attendu une valeur, trouvé `,` [syntaxe]
    ⟦z⟧ attendu un opérateur, `,` ou `}`, trouvé `z` [syntaxe]
    ⟦7⟧ attendu un membre d'énumération, trouvé `7` [syntaxe] ; un mot du langage ou un membre qui commence par un chiffre prend des guillemets (`"0bis"`)
    ⟦non⟧ attendu un membre d'énumération, trouvé `non` [syntaxe] ; un mot du langage ou un membre qui commence par un chiffre prend des guillemets (`"0bis"`)
    "#);
    insta::assert_snapshot!(told("selon x { a = b: c }"), @"⟦=⟧ attendu `:`, trouvé `=` [syntaxe] ; écrivez `selon x { membre: valeur, autre, encore: valeur, sinon: valeur }`, ou `selon { condition: valeur, … }`");
    insta::assert_snapshot!(told("selon x"), @"⟦⟧ attendu un opérateur ou `{`, trouvé la fin du texte [syntaxe] ; écrivez `selon x { membre: valeur, autre, encore: valeur, sinon: valeur }`, ou `selon { condition: valeur, … }`");
    insta::assert_snapshot!(told("selon x { a: b"), @"⟦{⟧ `{` n'est pas fermé, attendu `}` [syntaxe]");
}

#[test]
fn calls() {
    insta::assert_snapshot!(told("min(a) + arrondi(x) + annee(a, b) + depasse(t) + borne() + quotient(a, b)"), @"
    ⟦min(a)⟧ `min` reçoit un argument, attendu `min(a, b, …)` [nombre_d_arguments]
    ⟦arrondi(x)⟧ `arrondi` reçoit un argument, attendu `arrondi(valeur, decimales)` [nombre_d_arguments]
    ⟦annee(a, b)⟧ `annee` reçoit 2 arguments, attendu `annee(date)` [nombre_d_arguments]
    ⟦depasse(t)⟧ `depasse` reçoit un argument, attendu `depasse(table, cle, montant)` [nombre_d_arguments]
    ⟦borne()⟧ `borne` ne reçoit aucun argument, attendu `borne(valeur, bas, haut)` [nombre_d_arguments]
    ⟦quotient(a, b)⟧ `quotient` reçoit 2 arguments, attendu `quotient(a, b, decimales)` [nombre_d_arguments]
    ");
    insta::assert_snapshot!(told("compte(a) >= 1"), @"⟦compte(a)⟧ `compte` reçoit un argument, attendu `compte(a, b, …)` [nombre_d_arguments]");
    insta::assert_snapshot!(told("bareme() + bareme.taux()"), @"
    ⟦bareme()⟧ `bareme` ne reçoit aucun argument, attendu `bareme(cle, …)` [nombre_d_arguments]
    ⟦bareme.taux()⟧ `bareme.taux` ne reçoit aucun argument, attendu `bareme.taux(cle, …)` [nombre_d_arguments]
    ");
    insta::assert_snapshot!(told("arrondi(x, d) + quotient(a, b, 13) + arrondi_inf(x, 2.0) + arrondi_sup(x, 2 an)"), @"
    ⟦d⟧ attendu un entier de 0 à 12, écrit en chiffres, pour les décimales de `arrondi` [syntaxe]
    ⟦13⟧ attendu un entier de 0 à 12, écrit en chiffres, pour les décimales de `quotient` [syntaxe]
    ⟦2.0⟧ attendu un entier de 0 à 12, écrit en chiffres, pour les décimales de `arrondi_inf` [syntaxe]
    ⟦2 an⟧ attendu un entier de 0 à 12, écrit en chiffres, pour les décimales de `arrondi_sup` [syntaxe]
    ");
    insta::assert_snapshot!(told("premier_rang(t(a), b) + depasse(\"t\", b)"), @r#"
    ⟦t(a)⟧ le premier argument de `premier_rang` n'est pas un nom, attendu celui d'une table [syntaxe]
    ⟦"t"⟧ le premier argument de `depasse` n'est pas un nom, attendu celui d'une table [syntaxe]
    "#);
    insta::assert_snapshot!(told("min(a +, b c, max(d), e)"), @"
    ⟦,⟧ attendu une valeur, trouvé `,` [syntaxe]
    ⟦c⟧ attendu un opérateur, `,` ou `)`, trouvé `c` [syntaxe]
    ⟦max(d)⟧ `max` reçoit un argument, attendu `max(a, b, …)` [nombre_d_arguments]
    ");
    insta::assert_snapshot!(told("min(a, b,)"), @"⟦)⟧ attendu une valeur, trouvé `)` [syntaxe]");
    insta::assert_snapshot!(told("arrondi(x, )"), @"⟦)⟧ attendu une valeur, trouvé `)` [syntaxe]");
}

#[test]
fn points() {
    insta::assert_snapshot!(told("bourse.droit"), @"⟦⟧ attendu `(`, trouvé la fin du texte [syntaxe] ; écrivez `table.colonne(cle)`, ou `dispositif.identifiant.droit` pour un autre dispositif");
    insta::assert_snapshot!(told("dispositif.bourse"), @"⟦⟧ attendu `.`, trouvé la fin du texte [syntaxe] ; écrivez `dispositif.identifiant.eligible` ou `dispositif.identifiant.droit`");
    insta::assert_snapshot!(told("dispositif"), @"⟦⟧ attendu `.`, trouvé la fin du texte [syntaxe] ; écrivez `dispositif.identifiant.eligible` ou `dispositif.identifiant.droit`");
    insta::assert_snapshot!(told("dispositif.selon.eligible"), @"⟦selon⟧ attendu un nom, trouvé `selon` [syntaxe] ; écrivez `dispositif.identifiant.eligible` ou `dispositif.identifiant.droit`");
    let help = "écrivez `dispositif.identifiant.droit.du` pour ce qui est dû : 0 si le dispositif est refusé";
    assert_eq!(
        told("dispositif.bourse.montant.dus"),
        format!("⟦dus⟧ attendu `du`, trouvé `dus` [syntaxe] ; vouliez-vous écrire `du` ? ; {help}")
    );
    assert_eq!(
        told("dispositif.bourse.montant."),
        format!("⟦⟧ attendu `du`, trouvé la fin du texte [syntaxe] ; {help}")
    );
    assert_eq!(
        told("dispositif.bourse.montant.du.du > 0"),
        "⟦.⟧ attendu un opérateur ou la fin du texte, trouvé `.` [syntaxe]"
    );
    insta::assert_snapshot!(told("dispositif.bourse.montant.dû > 0"), @"⟦dû⟧ `dû` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_` [caractere_inattendu] ; vouliez-vous écrire `du` ?");
    insta::assert_snapshot!(told("a(b)(c)"), @"⟦(⟧ attendu un opérateur ou la fin du texte, trouvé `(` [syntaxe]");
}

#[test]
fn hostile_texts_are_refused_at_once() {
    let codes = |text: &str| -> Vec<Code> {
        parse(text).map_or_else(
            |errors| errors.iter().map(ExpressionError::code).collect(),
            |_| Vec::new(),
        )
    };
    assert_eq!(codes(&"(".repeat(100_000)), [Code::PackTooLarge]);
    for text in [
        "(",
        "-",
        "non ",
        "f(",
        "[",
        "x dans [",
        "selon ",
        "selon { ",
        "selon x { a: ",
        "si ",
        "si a alors b sinon ",
    ] {
        let many = text.repeat(MAX_LENGTH / text.len());
        assert!(
            codes(&many).contains(&Code::TooDeep),
            "{text}: {:?}",
            codes(&many)
        );
    }
    assert_eq!(codes(&"non ".repeat(1_000)), [Code::TooDeep]);
    assert_eq!(codes(&vec!["a"; 64].join(" + ")), []);
    assert_eq!(codes(&vec!["a"; 65].join(" + ")), [Code::TooDeep]);
    assert_eq!(codes(&vec!["a"; 600].join(" et ")), []);
    assert_eq!(codes(&format!("{}a{}", "(".repeat(63), ")".repeat(63))), []);
    assert_eq!(
        codes(&format!("{}a{}", "(".repeat(64), ")".repeat(64))),
        [Code::TooDeep]
    );
    assert_eq!(codes(&"§ ".repeat(20)).len(), 20);
    for many in ["§ ".repeat(1_000), "min(a) et ".repeat(30) + "a"] {
        let errors = parse(&many).unwrap_err();
        assert_eq!(errors.len(), 21, "{errors:?}");
        insta::allow_duplicates! {
            insta::assert_snapshot!(errors[20].finding(Place::Whole), @"… et la suite de cette expression peut avoir d'autres erreurs [syntaxe] ; corrigez celles-ci, puis recommencez");
        }
    }
    insta::assert_snapshot!(parse(&"(".repeat(4_001)).unwrap_err()[0].finding(Place::Whole), @"l'expression fait 4001 octets, 4000 au plus [pack_trop_grand] ; donnez un nom à ses parties dans `[variables]`");
    insta::assert_snapshot!(parse(&"(".repeat(4_000)).unwrap_err()[0].finding(Place::Whole), @"l'expression est trop imbriquée, 64 niveaux au plus [trop_imbrique] ; donnez un nom à ses parties dans `[variables]`");
    let packed = format!("x dans [{}]", vec!["a"; 1_900].join(","));
    insta::assert_snapshot!(parse(&packed).unwrap_err()[0].finding(Place::Whole), @"l'expression fait 5707 octets une fois mise en forme, 4000 au plus [pack_trop_grand] ; donnez un nom à ses parties dans `[variables]`");
}

#[test]
fn findings_stand_in_the_file_of_the_rule() {
    let file = SourceFile {
        path: "dispositifs/bourse.toml".to_owned(),
        text: "si = \"a == b\"\n".to_owned(),
    };
    let errors = parse("a == b").unwrap_err();
    let offset = |position: u32| usize::try_from(position).unwrap() + 6;
    let list = findings(&errors, |span| file.place(offset(span.start), offset(span.end)));
    insta::assert_snapshot!(list[0], @"dispositifs/bourse.toml:1:9: caractère inattendu `==` [caractere_inattendu] ; vouliez-vous écrire `=` ?");
}

#[test]
fn words_of_another_language_and_of_every_day_are_told_as_rules_say_them() {
    let said = |text: &str| told(text);
    for (text, advice) in [
        ("a and b", "vouliez-vous écrire `et` ?"),
        ("a or b", "vouliez-vous écrire `ou` ?"),
        ("not a", "la négation s'écrit `non`"),
        ("age entre 3 et 5", "écrivez `x dans a..b`, bouts compris"),
        (
            "age dans [3..5]",
            "un intervalle n'a pas de crochets : `x dans a..b`",
        ),
    ] {
        assert!(said(text).contains(advice), "{text} {}", said(text));
    }
}

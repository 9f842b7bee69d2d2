//! A script of SMT-LIB 2 (integers and truths): declared values, definitions that are each written once, and assertions.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
};

/// What stands for a value: a literal, or the name of a definition.
pub(crate) type Symbol = String;

/// The most values of a product that is written value by value.
const MOST_VALUES: usize = 64;

/// What is written so far.
#[derive(Default)]
pub(crate) struct Script {
    lines: Vec<String>,
    known: HashMap<String, Symbol>,
    /// Of a definition that is one value or another: the condition and both.
    either: HashMap<Symbol, (Symbol, Symbol, Symbol)>,
}

/// A literal.
pub(crate) fn number(value: i128) -> Symbol {
    if value < 0 {
        format!("(- {})", value.unsigned_abs())
    } else {
        value.to_string()
    }
}

/// The value of a literal that is a number.
pub(crate) fn constant(symbol: &str) -> Option<i128> {
    match symbol.strip_prefix("(- ").and_then(|rest| rest.strip_suffix(')')) {
        Some(positive) => positive.parse::<i128>().ok().map(|value| -value),
        None => symbol.parse().ok(),
    }
}

pub(crate) fn truth(value: bool) -> Symbol {
    value.to_string()
}

impl Script {
    /// The script as a solver reads it; `rlimit` bounds its work the same way on every machine.
    pub(crate) fn text(&self, rlimit: u64, wanted: &[Symbol]) -> String {
        let mut text = format!("(set-option :rlimit {rlimit})\n(set-option :produce-models true)\n");
        for line in &self.lines {
            text.push_str(line);
            text.push('\n');
        }
        writeln!(text, "(check-sat)\n(get-value ({}))", wanted.join(" ")).unwrap();
        text
    }

    pub(crate) fn declare(&mut self, name: &str, sort: &str) {
        self.lines.push(format!("(declare-const {name} {sort})"));
    }

    /// A new value of which the caller says everything.
    pub(crate) fn fresh(&mut self) -> Symbol {
        let name = format!("u{}", self.lines.len());
        self.declare(&name, "Int");
        name
    }

    pub(crate) fn assert(&mut self, truth: &str) {
        if truth != "true" {
            self.lines.push(format!("(assert {truth})"));
        }
    }

    fn define(&mut self, sort: &str, body: String) -> Symbol {
        if let Some(symbol) = self.known.get(&body) {
            return symbol.clone();
        }
        let symbol = format!("v{}", self.known.len());
        self.lines.push(format!("(define-fun {symbol} () {sort} {body})"));
        self.known.insert(body, symbol.clone());
        symbol
    }

    pub(crate) fn not(&mut self, a: &str) -> Symbol {
        match a {
            "true" => truth(false),
            "false" => truth(true),
            _ => self.define("Bool", format!("(not {a})")),
        }
    }

    pub(crate) fn all(&mut self, list: &[Symbol]) -> Symbol {
        self.several("and", list, "true", "false")
    }

    pub(crate) fn any(&mut self, list: &[Symbol]) -> Symbol {
        self.several("or", list, "false", "true")
    }

    fn several(&mut self, word: &str, list: &[Symbol], neutral: &str, decisive: &str) -> Symbol {
        let mut kept: Vec<&str> = Vec::new();
        for one in list {
            if one == decisive {
                return decisive.to_owned();
            }
            if one != neutral && !kept.contains(&one.as_str()) {
                kept.push(one);
            }
        }
        match kept.as_slice() {
            [] => neutral.to_owned(),
            [only] => (*only).to_owned(),
            some => self.define("Bool", format!("({word} {})", some.join(" "))),
        }
    }

    /// `<`, `<=` or `=` of two numbers; `=` of two truths.
    pub(crate) fn compare(&mut self, sign: &str, a: &str, b: &str) -> Symbol {
        if a == b {
            return truth(sign != "<");
        }
        if let (Some(a), Some(b)) = (constant(a), constant(b)) {
            return truth(match sign {
                "<" => a < b,
                "<=" => a <= b,
                _ => a == b,
            });
        }
        self.define("Bool", format!("({sign} {a} {b})"))
    }

    /// One value or another, of the sort that is said.
    pub(crate) fn either(&mut self, sort: &str, condition: &str, then: &str, otherwise: &str) -> Symbol {
        match condition {
            "true" => return then.to_owned(),
            "false" => return otherwise.to_owned(),
            _ if then == otherwise => return then.to_owned(),
            _ => {}
        }
        let symbol = self.define(sort, format!("(ite {condition} {then} {otherwise})"));
        if sort == "Int" {
            let parts = (condition.to_owned(), then.to_owned(), otherwise.to_owned());
            self.either.insert(symbol.clone(), parts);
        }
        symbol
    }

    pub(crate) fn add(&mut self, a: &str, b: &str) -> Symbol {
        match (constant(a), constant(b)) {
            (Some(0), _) => b.to_owned(),
            (_, Some(0)) => a.to_owned(),
            (Some(a), Some(b)) => number(a + b),
            _ => self.define("Int", format!("(+ {a} {b})")),
        }
    }

    pub(crate) fn subtract(&mut self, a: &str, b: &str) -> Symbol {
        match (constant(a), constant(b)) {
            (_, Some(0)) => a.to_owned(),
            (Some(a), Some(b)) => number(a - b),
            _ => self.define("Int", format!("(- {a} {b})")),
        }
    }

    pub(crate) fn negate(&mut self, a: &str) -> Symbol {
        match constant(a) {
            Some(a) => number(-a),
            None => self.define("Int", format!("(- {a})")),
        }
    }

    /// A product. One of a value that is among a few that are known (a parameter, a cell) is written value by value: it stays linear.
    pub(crate) fn multiply(&mut self, a: &str, b: &str) -> Symbol {
        if self.values(a, MOST_VALUES) > 0 {
            self.by_value(a, &mut BTreeMap::new(), &mut |script, value| {
                script.scale(value, b)
            })
        } else if self.values(b, MOST_VALUES) > 0 {
            self.by_value(b, &mut BTreeMap::new(), &mut |script, value| {
                script.scale(value, a)
            })
        } else {
            self.define("Int", format!("(* {a} {b})"))
        }
    }

    fn scale(&mut self, factor: i128, a: &str) -> Symbol {
        match (factor, constant(a)) {
            (0, _) => number(0),
            (1, _) => a.to_owned(),
            (_, Some(a)) => number(a.checked_mul(factor).expect("a product of 128 bits")),
            _ => self.define("Int", format!("(* {} {a})", number(factor))),
        }
    }

    /// The whole quotient towards −∞ of a number by a positive one.
    pub(crate) fn divide(&mut self, a: &str, b: &str) -> Symbol {
        match (constant(a), constant(b)) {
            (_, Some(1)) => a.to_owned(),
            (Some(a), Some(b)) => number(a.div_euclid(b)),
            _ => self.define("Int", format!("(div {a} {b})")),
        }
    }

    pub(crate) fn modulo(&mut self, a: &str, b: i128) -> Symbol {
        match constant(a) {
            Some(a) => number(a.rem_euclid(b)),
            None => self.define("Int", format!("(mod {a} {b})")),
        }
    }

    /// How many values are in the tree of a symbol whose values are all known; 0 when one is not, or when there are more than so many.
    pub(crate) fn values(&self, symbol: &str, most: usize) -> usize {
        if constant(symbol).is_some() {
            return 1;
        }
        let Some((_, then, otherwise)) = self.either.get(symbol) else {
            return 0;
        };
        let (a, b) = (self.values(then, most), self.values(otherwise, most));
        if a == 0 || b == 0 || a + b > most {
            0
        } else {
            a + b
        }
    }

    /// A tree of known values, with something else in the place of each.
    pub(crate) fn by_value(
        &mut self,
        symbol: &str,
        done: &mut BTreeMap<Symbol, Symbol>,
        of: &mut dyn FnMut(&mut Self, i128) -> Symbol,
    ) -> Symbol {
        if let Some(value) = constant(symbol) {
            return of(self, value);
        }
        if let Some(found) = done.get(symbol) {
            return found.clone();
        }
        let (condition, then, otherwise) = self.either[symbol].clone();
        let then = self.by_value(&then, done, of);
        let otherwise = self.by_value(&otherwise, done, of);
        let made = self.either("Int", &condition, &then, &otherwise);
        done.insert(symbol.to_owned(), made.clone());
        made
    }
}

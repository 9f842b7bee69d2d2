//! Which file of the Python module, or of the scripts of a browser, uses which.

use std::collections::BTreeSet;

use crate::circles::Arrows;

/// Which Python module of a package uses which, lines inside functions included; what is for type checkers alone is not.
pub(crate) fn python_arrows(files: &[(String, String)]) -> Arrows {
    let known: BTreeSet<&str> = files.iter().map(|(file, _)| file.as_str()).collect();
    let mut out = Arrows::new();
    for (file, source) in files {
        let uses = out.entry(file.clone()).or_default();
        let mut checkers_only = None;
        for (at, line) in source.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            if line.trim_start().starts_with("if TYPE_CHECKING") {
                checkers_only = Some(indent);
            } else if !line.trim().is_empty() && checkers_only.is_some_and(|outer| indent <= outer) {
                checkers_only = None;
            }
            let Some(rest) = line.trim_start().strip_prefix("from .") else {
                continue;
            };
            let Some((module, names)) = rest.split_once(" import ").filter(|_| checkers_only.is_none())
            else {
                continue;
            };
            // `from .a import b` is `a`; `from . import a, b` is both.
            let used: Vec<&str> = match module {
                "" => names.split([',', ' ', '(', ')']).collect(),
                module => vec![module],
            };
            for name in used {
                let used = format!("{name}.py");
                if used != *file && known.contains(used.as_str()) {
                    uses.entry(used).or_insert(at + 1);
                }
            }
        }
    }
    out
}

/// Which script uses which, by relative `import … from` and `import("…")`; `import type` is erased when it is built.
pub(crate) fn script_arrows(files: &[(String, String)]) -> Arrows {
    let known: BTreeSet<&str> = files.iter().map(|(file, _)| file.as_str()).collect();
    let mut out = Arrows::new();
    for (file, source) in files {
        let uses = out.entry(file.clone()).or_default();
        let folder: Vec<&str> = file
            .split('/')
            .rev()
            .skip(1)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        for (at, line) in source.lines().enumerate() {
            let imports = ["from \"", "import \"", "import(\""]
                .iter()
                .find_map(|start| line.split_once(start));
            let Some((before, rest)) = imports else { continue };
            let Some((path, _)) = rest.split_once('"').filter(|(path, _)| path.starts_with('.')) else {
                continue;
            };
            if before.trim_start().starts_with("import type") {
                continue;
            }
            let mut parts = folder.clone();
            for part in path.split('/') {
                match part {
                    "." => {}
                    ".." => {
                        parts.pop();
                    }
                    name => parts.push(name),
                }
            }
            let stem = parts.join("/");
            let stem = stem
                .trim_end_matches(".js")
                .trim_end_matches(".mjs")
                .trim_end_matches(".ts");
            let endings = [".ts", ".mjs", ".js"].map(|ending| format!("{stem}{ending}"));
            if let Some(used) = endings
                .into_iter()
                .find(|used| known.contains(used.as_str()) && used != file)
            {
                uses.entry(used).or_insert(at + 1);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{python_arrows, script_arrows};
    use crate::circles::circles;

    fn made(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files
            .iter()
            .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn circles_of_python_and_of_scripts_are_found() {
        let python = made(&[
            ("a.py", "from ._native import x\nfrom .b import B"),
            ("b.py", "def f():\n    from . import a\n"),
            ("c.py", "if TYPE_CHECKING:\n    from .d import D\n"),
            ("d.py", "from .c import C"),
        ]);
        assert_eq!(circles(&python_arrows(&python)), [["a.py", "b.py"]]);
        let scripts = made(&[
            ("form/a.ts", "import { b } from \"./b.js\";"),
            (
                "form/b.ts",
                "import type { C } from \"./c.js\";\nimport { a } from \"../form/a.js\";",
            ),
            ("form/c.ts", "import { b } from \"./b.js\";"),
        ]);
        assert_eq!(circles(&script_arrows(&scripts)), [["form/a.ts", "form/b.ts"]]);
    }
}

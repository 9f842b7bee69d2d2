//! An engine as it would be with a reform.

use super::Reform;
use crate::{
    error::{Code, Finding, Findings, Place, Remedy},
    evaluate::Engine,
    pack::MAX_FILE_BYTES,
    plan,
};

/// The engine with a reform applied, and the warnings about the reform itself: those about the pack are not told again.
///
/// # Errors
/// [`Findings`] about the reform, all at once, each with its place in it; one finding when the engine does not keep the files of its pack.
pub fn apply(engine: &Engine, reform: &Reform) -> Result<(Engine, Findings), Findings> {
    if engine.plan().reform.is_some() {
        let message = "ce moteur suppose déjà une réforme";
        return Err(one(Finding::new(Code::InvalidValue, Place::Whole, message)
            .with_help(
                "rassemblez tous les changements dans une seule réforme, et appliquez-la au pack d'origine",
            )));
    }
    let Some(texts) = engine.texts() else {
        let message =
            "ce moteur n'a pas gardé les fichiers de son pack : une réforme ne peut pas y être appliquée";
        return Err(one(
            Finding::new(Code::CompactInvalid, Place::Whole, message).with_remedy(Remedy::GivePack)
        ));
    };
    let files = reform.files();
    if let Some(large) = files.iter().find(|file| file.text.len() > MAX_FILE_BYTES) {
        let message = format!(
            "`{}` fait plus d'un mébioctet ({MAX_FILE_BYTES} octets)",
            large.path
        );
        return Err(one(
            Finding::new(Code::InputTooLarge, Place::Whole, message).with_help("raccourcissez la réforme")
        ));
    }
    let own: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    let (plan, mut warnings) = plan::from_reformed(texts.files(), files)?;
    let (law, reformed) = (&engine.plan().header, &plan.header);
    if !reformed.id.starts_with(&law.id) || !reformed.version.starts_with(&law.version) {
        let message = "les fichiers que ce moteur a gardés sont ceux d'un autre pack";
        return Err(one(
            Finding::new(Code::OtherPack, Place::Whole, message).with_remedy(Remedy::GivePack)
        ));
    }
    warnings.list.retain(|finding| match &finding.place {
        Place::File { path, .. } => own.contains(path),
        Place::Whole | Place::Pointer(_) => false,
    });
    Ok((Engine::new(plan), warnings))
}

fn one(finding: Finding) -> Findings {
    Findings::new(vec![finding])
}

impl Engine {
    /// The engine with a reform applied: another pack, whose decisions that the reform reaches are hypotheses. [`apply`] gives the warnings too.
    ///
    /// The engine must have been read from files, or be given them by [`with_texts`](Self::with_texts).
    ///
    /// # Errors
    /// [`Findings`] about the reform, all at once, each with its place in it.
    ///
    /// # Example
    /// ```
    /// use bareme::{guide, reform::Reform};
    ///
    /// let reform = Reform::new("Essai", "2025-09-01".parse()?).change("age_minimun", 14);
    /// let refused = guide::engine()?.with_reform(&reform).unwrap_err();
    /// assert_eq!(refused.list[0].suggestion.as_deref(), Some("age_minimum"));
    /// assert_eq!(refused.list[0].place.to_string(), "reforme.toml:5:1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_reform(&self, reform: &Reform) -> Result<Self, Findings> {
        apply(self, reform).map(|(engine, _)| engine)
    }
}

//! From a pack to a plan: layout, lowering, then the checks that need the whole.

use super::{
    checks, cost, coverage, dispositif::dispositif, follow, free_rule::free_rule, layout, quotas, reform,
    schedule, shares, supposed, titles,
};
use crate::{
    error::{Code, Finding, Findings, Place, SourceFile, capped},
    pack::{InputFile, Reading, Unread, model::Pack, read, read_for_check, read_reformed},
    plan::{
        Plan, PlanContent,
        lower::{Lowering, Scope},
        order::order,
    },
    vocabulary::Kind,
};

/// Reads the files of a pack and makes its plan.
///
/// # Errors
/// [`Findings`] about the files and about the expressions, all at once and in the order of the files. When there is no error,
/// the warnings come with the plan.
pub fn from_files(files: Vec<InputFile>) -> Result<(Plan, Findings), Findings> {
    from_reading(read(files))
}

/// As [`from_files`], and with all that the newest form of files asks for: what `bareme check` reports about an older pack.
///
/// # Errors
/// As [`from_files`].
pub fn check_files(files: Vec<InputFile>) -> Result<(Plan, Findings), Findings> {
    from_reading(read_for_check(files))
}

/// As [`from_files`], with a reform applied: its file, then one for each dispositif that it adds.
///
/// # Errors
/// As [`from_files`].
pub fn from_reformed(files: Vec<InputFile>, reform: Vec<SourceFile>) -> Result<(Plan, Findings), Findings> {
    from_reading(read_reformed(files, reform))
}

fn from_reading(mut reading: Reading) -> Result<(Plan, Findings), Findings> {
    let (plan, found) = build(&reading.pack, &reading.unread);
    reading.findings.extend(found);
    let files = reading.pack.files.clone();
    let (_, list) = reading.finish()?;
    match plan {
        Some(plan) => Ok((plan, Findings { list, files })),
        // INVARIANT: a plan is missing only when a finding says why; this keeps a broken invariant from passing for success.
        None => {
            let message = "le plan n'a pas pu être fait, sans que l'on sache pourquoi";
            Err(Findings::new(vec![
                Finding::new(Code::Internal, Place::Whole, message).with_help("signalez-le"),
            ]))
        }
    }
}

/// Makes the plan of a pack, with every finding about its expressions. What `unread` excuses is not reported again.
///
/// The plan is there when no finding is an error. Warnings are given in both cases.
#[must_use]
pub fn build(pack: &Pack, unread: &Unread) -> (Option<Plan>, Vec<Finding>) {
    let parameters = layout::series(pack);
    let tables = layout::tables(pack);
    let mut lowering = Lowering::new(pack, unread, &parameters, &tables);
    checks::ranks(pack, &tables, &mut lowering.findings);

    let mut dispositifs = Vec::new();
    for position in 0..u16::try_from(pack.dispositifs.len()).unwrap_or(u16::MAX) {
        dispositifs.push(dispositif(&mut lowering, position));
    }
    let deductions = lowering.deductions();
    let askings = lowering.askings();
    let mut coherences: Vec<_> = pack
        .coherences
        .iter()
        .map(|coherence| {
            let date = lowering.reference_date();
            let scope = Scope {
                dispositif: None,
                date,
                effect: date,
                text: &coherence.test,
            };
            let test = free_rule(&mut lowering, scope, Some(&Kind::Boolean))?;
            Some(coherence.described(test))
        })
        .collect();
    for deduction in deductions.iter().flatten() {
        coherences.push(lowering.agreement(deduction));
    }
    let quotas = quotas::quotas(&mut lowering);
    let course = schedule::course(&mut lowering);

    let lowered: Vec<_> = dispositifs
        .iter()
        .map(|plan| {
            plan.as_ref()
                .map(|plan| (plan.versements.clone(), plan.deadlines.clone()))
                .unwrap_or_default()
        })
        .collect();
    let start = course.iter().flatten().map(|course| course.start.node).next();
    coverage::check(&mut lowering, &lowered, start);
    coverage::check_facts(&mut lowering, askings.as_deref().unwrap_or_default());
    checks::conditions(pack, &mut lowering.findings);
    checks::effect_dates(pack, &mut lowering.findings);
    checks::yearly_total(&mut lowering, &dispositifs);
    let conflicts = checks::conflicts(pack, &mut lowering.findings);
    checks::constants(&mut lowering);
    shares::check(&mut lowering, &dispositifs, &coherences);
    supposed::check(&mut lowering, &dispositifs, &coherences, quotas.as_deref());
    titles::check(&mut lowering);
    let followed = follow::follow(&mut lowering, &dispositifs);
    checks::unused(&mut lowering);

    let mut findings = core::mem::take(&mut lowering.findings);
    findings.sort_by(|a, b| a.place.cmp(&b.place).then(a.code.cmp(&b.code)));
    findings.dedup();
    let mut findings = capped(findings);
    let faulty = findings
        .iter()
        .any(|finding| finding.severity == crate::error::Severity::Error);
    let plan = match (
        faulty,
        dispositifs.into_iter().collect::<Option<Vec<_>>>(),
        deductions,
        askings,
        coherences.into_iter().collect::<Option<Vec<_>>>(),
        quotas,
        course,
        conflicts,
        followed,
    ) {
        (
            false,
            Some(dispositifs),
            Some(deductions),
            Some(askings),
            Some(coherences),
            Some(quotas),
            Some(course),
            Some(conflicts),
            Some(follow),
        ) => {
            let mut plan = PlanContent {
                header: pack.header.clone(),
                format: pack.format,
                units: pack.units.clone(),
                fingerprint: pack.fingerprint(),
                vocabulary: pack.vocabulary.clone(),
                sources: pack.sources.clone(),
                versions: pack.versions.clone(),
                definitions: pack.definitions.clone(),
                nodes: core::mem::take(&mut lowering.arena.nodes),
                node_kinds: core::mem::take(&mut lowering.arena.node_kinds),
                kinds: core::mem::take(&mut lowering.arena.kinds),
                parameters: Vec::new(),
                tables: Vec::new(),
                deductions,
                askings,
                coherences,
                dispositifs,
                quotas,
                course,
                follow,
                reform: None,
                conflicts,
            };
            let orders: Vec<_> = plan
                .dispositifs
                .iter()
                .map(|dispositif| order(&plan, dispositif))
                .collect();
            for (dispositif, order) in plan.dispositifs.iter_mut().zip(orders) {
                dispositif.order = order;
            }
            Some(plan)
        }
        _ => None,
    };
    drop(lowering);
    let plan = plan.map(|plan| {
        let plan = PlanContent {
            parameters,
            tables,
            ..plan
        };
        Plan::of(PlanContent {
            reform: reform::reform(pack, &plan),
            ..plan
        })
    });
    let beyond = plan
        .as_ref()
        .map_or_else(Vec::new, |plan| cost::beyond(pack, plan));
    let plan = plan.filter(|_| beyond.is_empty());
    findings.extend(beyond);
    (plan, findings)
}

//! What a pack says of itself, of units and of texts.

use super::{
    aspect::{Aspect, Sort},
    content::{Cited, Content, Sheet},
    model::Change,
    pairs::{self, Entry},
};
use crate::plan::{CoursePlan, Header, PlanContent, QuotaOrder, QuotaPlan, Source, UnitWords};

/// What the pack says of itself, units, the course.
pub(super) fn header(old: &PlanContent, new: &PlanContent, changes: &mut Vec<Change>) {
    pairs::compared(Sort::Pack, None, &[pack(old)], &[pack(new)], changes);
    let units = |plan: &PlanContent| plan.units.iter().map(unit).collect::<Vec<_>>();
    pairs::compared(Sort::Unit, None, &units(old), &units(new), changes);
    let course = |plan: &PlanContent| {
        plan.course
            .iter()
            .map(|one| course(plan, one))
            .collect::<Vec<_>>()
    };
    pairs::compared(Sort::Course, None, &course(old), &course(new), changes);
}

/// Texts and quotas.
pub(super) fn compared(old: &PlanContent, new: &PlanContent, changes: &mut Vec<Change>) {
    let sources = |plan: &PlanContent| {
        let all = (0_u16..).zip(&plan.sources);
        all.map(|(position, one)| source(plan, position, one))
            .collect::<Vec<_>>()
    };
    pairs::compared(Sort::Source, None, &sources(old), &sources(new), changes);
    let quotas = |plan: &PlanContent| plan.quotas.iter().map(|one| quota(plan, one)).collect::<Vec<_>>();
    pairs::compared(Sort::Quota, None, &quotas(old), &quotas(new), changes);
}

fn pack(plan: &PlanContent) -> Entry {
    let Header {
        id,
        title,
        version,
        region,
        language,
        contact,
    } = &plan.header;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Version, Content::word(version));
    sheet.say(Aspect::Region, Content::text(region));
    sheet.say(Aspect::Language, Content::word(language));
    sheet.maybe_text(Aspect::Contact, contact.as_ref());
    sheet.say(Aspect::Format, Content::Word(plan.format.number().to_string()));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

fn unit(words: &UnitWords) -> Entry {
    let UnitWords { symbol, one, several } = words;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::One, Content::text(one));
    sheet.say(Aspect::Several, Content::text(several));
    Entry {
        id: symbol.clone(),
        title: String::new(),
        sheet,
    }
}

fn course(plan: &PlanContent, course: &CoursePlan) -> Entry {
    let CoursePlan {
        start,
        end,
        month_days,
        month_days_node: _,
        longest,
    } = course;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::CourseStart, Content::rule(start));
    sheet.say(Aspect::CourseEnd, Content::rule(end));
    sheet.maybe(Aspect::MonthDays, parameter(plan, *month_days));
    sheet.maybe(
        Aspect::Longest,
        longest.map(|longest| Content::Text(longest.to_string())),
    );
    Entry {
        id: String::new(),
        title: String::new(),
        sheet,
    }
}

/// The name of a parameter.
fn parameter(plan: &PlanContent, position: u16) -> Option<Content> {
    let series = plan.parameters.get(usize::from(position))?;
    Some(Content::word(&series.name))
}

fn source(plan: &PlanContent, position: u16, source: &Source) -> Entry {
    let Source {
        id,
        title,
        date,
        url,
        reliability,
    } = source;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.maybe(Aspect::Date, date.map(Content::Day));
    sheet.maybe_text(Aspect::Address, url.as_ref());
    sheet.say(Aspect::Reliability, Content::word(reliability.word()));
    let version = plan.versions.iter().find(|(of, _)| *of == position);
    sheet.maybe(
        Aspect::InForceVersion,
        version.map(|(_, period)| Content::Period(*period)),
    );
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

fn quota(plan: &PlanContent, quota: &QuotaPlan) -> Entry {
    let QuotaPlan {
        id,
        title,
        limit,
        groups,
        order,
        sources,
        at: (),
    } = quota;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.maybe(Aspect::Limit, parameter(plan, *limit));
    let mut told: Vec<String> = groups.iter().map(|(_, rule)| rule.text.clone()).collect();
    told.dedup();
    sheet.say(Aspect::Group, Content::List(told));
    sheet.say(
        Aspect::Order,
        Content::word(match order {
            QuotaOrder::Reception => "reception",
            QuotaOrder::Priorities => "priorites",
        }),
    );
    let sources = sources.iter().map(|one| Cited::of(plan, one));
    sheet.say(Aspect::Sources, Content::Cited(sources.collect()));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

//! From an explanation to its picture.

use std::collections::BTreeSet;

use crosskms::arn::AccountId;
use crosskms::authorize::{Decision, Gate, GateReport, Verdict};

use super::picture::{Picture, PictureConsumer, PictureEnd, PictureMark, PictureOwner, PictureStep};
use super::{Asked, ExplainedStep, Explanation, Question};

/// The gates on the caller's side; the others stand on the resource's.
const OF_CALLER: [Gate; 5] = [
    Gate::IdentityPolicy,
    Gate::PermissionsBoundary,
    Gate::SessionPolicy,
    Gate::ServiceControlPolicy,
    Gate::EndpointPolicy,
];

impl Explanation {
    /// The two accounts, the gates between them, and where each request stops.
    pub fn picture(&self, question: &Question) -> Picture {
        let steps = || self.steps.iter();
        let taking_part: BTreeSet<Gate> =
            steps().flat_map(|step| &step.authorization.gates).map(|report| report.gate).collect();
        let (of_caller, of_owner): (Vec<Gate>, Vec<Gate>) = Gate::ALL
            .into_iter()
            .filter(|gate| taking_part.contains(gate))
            .partition(|gate| OF_CALLER.contains(gate));
        let order = [of_caller.as_slice(), of_owner.as_slice()].concat();
        let account =
            |account: Option<AccountId>| account.map_or_else(String::new, |account| account.to_string());
        let mut resources: Vec<String> = steps().map(|step| step.request.resource().to_owned()).collect();
        resources.dedup();
        let owner = steps().next().map(|step| step.request.resource_account());
        Picture {
            title: title(question),
            consumer: PictureConsumer {
                id: account(question.caller.account()),
                principal: question.caller.to_string(),
                gates: of_caller.iter().copied().map(Into::into).collect(),
            },
            owner: PictureOwner {
                id: account(owner),
                resources,
                gates: of_owner.iter().copied().map(Into::into).collect(),
            },
            steps: steps().map(|step| drawn(step, &order)).collect(),
        }
    }
}

fn title(question: &Question) -> String {
    match &question.asked {
        Asked::Operation { operation, bucket, key, .. } => match key {
            Some(key) => format!("{operation} on s3://{}/{key}", bucket.name()),
            None => format!("{operation} on s3://{}", bucket.name()),
        },
        Asked::Action { action, resource, .. } => format!("{action} on {resource}"),
    }
}

fn drawn(step: &ExplainedStep, order: &[Gate]) -> PictureStep {
    let position = |gate: Gate| order.iter().position(|known| *known == gate);
    let reports = &step.authorization.gates;
    let marks = reports.iter().filter_map(|report| {
        Some(PictureMark { gate: position(report.gate)?, verdict: report.verdict, note: note(report) })
    });
    let first = |is_it: &dyn Fn(&GateReport) -> bool| {
        reports.iter().filter(|report| is_it(report)).filter_map(|report| position(report.gate)).min()
    };
    let last = order.len().saturating_sub(1);
    // Of gates that are silent, not each has to be opened.
    let opened = |report: &GateReport| {
        let mut additions = step.remedy.iter().flat_map(|remedy| &remedy.additions);
        additions.any(|addition| addition.gate == report.gate)
    };
    let stops = || {
        first(&|report| report.verdict == Verdict::Denied || opened(report))
            .or_else(|| first(&|report| report.verdict == Verdict::Silent))
            .unwrap_or(last)
    };
    let end = match step.authorization.decision {
        Decision::Allowed => PictureEnd::Passes,
        Decision::ImplicitDeny | Decision::ExplicitDeny => PictureEnd::StopsAt(stops()),
        _ => PictureEnd::UnknownFrom(first(&|report| report.verdict == Verdict::Unknown).unwrap_or(last)),
    };
    let condition = step.why.split_once(", if ").map(|(_, condition)| format!("if {condition}"));
    let (action, resource) = (step.request.action().to_owned(), step.request.resource().to_owned());
    PictureStep { action, resource, condition, marks: marks.collect(), end }
}

/// Why a gate says what it says, in a sentence.
fn note(report: &GateReport) -> Option<String> {
    let of_statements =
        (!report.statements.is_empty()).then(|| format!("by {}", report.statements.join(", ")));
    let of_nearest = report.nearest.as_ref().map(|nearest| {
        let (expected, actual) = (in_short(&nearest.expected), in_short(&nearest.actual));
        format!("{} of {} expects {expected}, and it is {actual}", nearest.failed, nearest.statement)
    });
    report.note.clone().or(of_statements).or(of_nearest)
}

/// Of many values, the first ones: a picture has little room.
fn in_short(values: &[String]) -> String {
    match values {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [one, other] => format!("{one} or {other}"),
        [one, other, ..] => format!("{one}, {other}, …"),
    }
}

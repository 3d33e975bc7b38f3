//! `crosskms who-can`: every principal that can do an action on a resource of a snapshot.

use crosskms::action::{Action, Service};
use crosskms::suggest;
use crosskms_apply::Snapshot;
use crosskms_apply::access::{Access, Answer, Asked, Denied, Via};
use serde_json::json;

use crate::arguments::{Common, Format, WhoCan};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) fn run(common: &Common, who_can: &WhoCan) -> Result<Exit, CommandError> {
    let snapshot = snapshot(common)?;
    let access = Access::of(&snapshot);
    let asked = access.asked(&who_can.resource)?;
    let actions = actions(&who_can.action, &asked)?;
    let via = via(who_can.via.as_deref(), &access)?;
    let denied = if who_can.denied { Denied::Included } else { Denied::LeftOut };
    let answers: Vec<Answer> = access.who_can(&actions, &asked, &via, denied).collect();
    match common.format {
        Format::Human => output::who_can(&answers, &actions, &asked),
        _ => output::json(&json!({
            "actions": actions.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "resource": asked.arn(),
            "answers": output::answers_json(&answers),
        })),
    }
    Ok(Exit::Done)
}

/// The snapshot that questions are about.
pub(super) fn snapshot(common: &Common) -> Result<Snapshot, CommandError> {
    match &common.snapshot {
        Some(file) => Ok(Snapshot::read(file)?),
        None => Err(CommandError::Input {
            message: "questions about all principals need `--snapshot FILE`".to_owned(),
            help: "live accounts are read only as far as grants touch them; ask about those by `crosskms verify`"
                .to_owned(),
        }),
    }
}

/// How keys are used.
pub(super) fn via(way: Option<&str>, access: &Access<'_>) -> Result<Via, CommandError> {
    match way {
        None => Ok(Via::Any),
        Some("direct") => Ok(Via::Direct),
        Some(text) => match access.asked(text)? {
            Asked::Key(_) => Err(CommandError::Input {
                message: format!("`{text}` is a key, and `--via` says through what it is used"),
                help: "write `direct`, `s3://BUCKET` or `s3://BUCKET/KEY`".to_owned(),
            }),
            asked => Ok(Via::S3(asked)),
        },
    }
}

/// The actions of a name with wildcards that are asked of such a resource.
fn actions(name: &str, asked: &Asked) -> Result<Vec<Action>, CommandError> {
    let mut named = Action::matching(name).peekable();
    if named.peek().is_none() {
        let known: Vec<String> = Action::all().map(|action| action.to_string()).collect();
        let help = suggest::did_you_mean(&suggest::nearest(name, known.iter().map(String::as_str)));
        let help = help
            .unwrap_or_else(|| "name an action of KMS or S3, such as `kms:Decrypt` or `s3:Get*`".to_owned());
        return Err(CommandError::Input { message: format!("no action is named `{name}`"), help });
    }
    let actions: Vec<Action> = named.filter(|action| asked.takes(*action)).collect();
    match actions.is_empty() {
        false => Ok(actions),
        true => Err(CommandError::Input {
            message: format!("`{name}` is not asked of `{}`", asked.arn()),
            help: help_of_kind(name, asked),
        }),
    }
}

fn help_of_kind(name: &str, asked: &Asked) -> String {
    let of_kms = Action::matching(name).any(|action| action.service() == Service::Kms);
    match (asked, of_kms) {
        (Asked::Key(_), true) | (Asked::Bucket(_), false) => {
            "it is asked of no key, bucket or object, or of another kind of resource".to_owned()
        }
        (Asked::Object(object), false) => format!("ask of the bucket, `{}`", object.bucket()),
        (Asked::Key(_), false) => "name a bucket or an object".to_owned(),
        (Asked::Bucket(_) | Asked::Object(_), true) => "name a key".to_owned(),
    }
}

//! `crosskms what-can`: everything that a principal can do on the keys and buckets of a snapshot.

use crosskms::authorize::Caller;
use crosskms_apply::Access;
use serde_json::json;

use super::explain::warn_of_stranger;
use super::who_can::{snapshot, via};
use crate::arguments::{Common, Format};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) fn run(common: &Common, principal: &str, way: Option<&str>) -> Result<Exit, CommandError> {
    let snapshot = snapshot(common)?;
    let access = Access::of(&snapshot);
    let caller: Caller = principal.parse().map_err(|error| CommandError::Input {
        message: format!("{error}"),
        help:
            "write the ARN of a role, user or session, a service such as `s3.amazonaws.com`, or `anonymous`"
                .to_owned(),
    })?;
    warn_of_stranger(&caller, &snapshot);
    let answers = access.what_can(&caller, &via(way, &access)?);
    match common.format {
        Format::Human => output::what_can(&answers, &caller),
        _ => output::json(&json!({
            "principal": caller.to_string(),
            "answers": output::answers_json(&answers),
        })),
    }
    Ok(Exit::Done)
}

//! `crosskms explain`: why a request is denied.

mod message;

use crate::arguments::{Common, ExplainArguments};
use crate::exit::Exit;
use crate::failure::CommandError;

pub(crate) fn run(common: &Common, arguments: &ExplainArguments) -> Result<Exit, CommandError> {
    match &arguments.message {
        Some(text) => message::run(common.format, text),
        None => Err(CommandError::Usage("`explain` has nothing to explain; give `--message`".to_owned())),
    }
}

//! `crosskms explain --message`: what an error text of AWS's proves. Contacts nobody; with `--snapshot`, the accounts
//! in the file explain the call as well.

use std::io::{ErrorKind, Read};

use crosskms::authorize::Caller;
use crosskms_apply::Snapshot;
use crosskms_apply::denial::Denial;

use crate::arguments::Common;
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output::{self, Over};

/// More than a file of CloudTrail's has.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Where a text does not name the caller, `--as` does.
pub(super) fn run(common: &Common, text: &str, caller: Option<&Caller>) -> Result<Exit, CommandError> {
    let denials = match text {
        "-" => Denial::read_all(&from_stdin()?)?,
        text => Denial::read_all(text)?,
    };
    let snapshot = common.snapshot.as_deref().map(Snapshot::read).transpose()?;
    let explained = |mut denial: Denial| {
        denial.principal = denial.principal.or_else(|| caller.map(ToString::to_string));
        let over = snapshot.as_ref().map(|snapshot| over(&denial, snapshot));
        (denial, over)
    };
    let denials: Vec<_> = denials.into_iter().map(explained).collect();
    output::denials(common.format, &denials);
    Ok(Exit::Done)
}

/// The call that was refused, asked of the accounts.
fn over(denial: &Denial, snapshot: &Snapshot) -> Over {
    let call = denial.call().ok_or_else(|| {
        "the text does not say who called what on which key or object; ask by `crosskms explain CALL RESOURCE --as PRINCIPAL`"
            .to_owned()
    })?;
    let question = call.question().map_err(|error| error.to_string())?;
    super::warn_of_stranger(&question.caller, snapshot);
    let explanation = snapshot.explain(&question).map_err(|error| error.to_string())?;
    Ok((question, explanation))
}

fn from_stdin() -> Result<String, CommandError> {
    let mut text = String::new();
    let read = std::io::stdin().lock().take(LARGEST).read_to_string(&mut text);
    match read.map_err(|error| error.kind()) {
        Ok(_) => Ok(text),
        Err(ErrorKind::InvalidData) => Err(CommandError::Usage(
            "the message on standard input is not UTF-8; save it as UTF-8".to_owned(),
        )),
        Err(kind) => Err(CommandError::Usage(format!("cannot read the message from standard input: {kind}"))),
    }
}

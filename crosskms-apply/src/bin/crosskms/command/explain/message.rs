//! `crosskms explain --message`: what an error text of AWS's proves. Reads no file and contacts nobody.

use std::io::{ErrorKind, Read};

use crosskms_apply::denial::Denial;

use crate::arguments::Format;
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

/// More than a file of CloudTrail's has.
const LARGEST: u64 = 64 * 1024 * 1024;

pub(super) fn run(format: Format, text: &str) -> Result<Exit, CommandError> {
    let denial = match text {
        "-" => Denial::read(&from_stdin()?)?,
        text => Denial::read(text)?,
    };
    output::denial(format, &denial);
    Ok(Exit::Done)
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

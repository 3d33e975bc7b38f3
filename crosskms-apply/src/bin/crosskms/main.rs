//! The `crosskms` command: grants from a file, put in place, verified and taken back.
//!
//! Results go to stdout; progress, questions and errors to stderr.

mod arguments;
mod command;
mod connection;
mod exit;
mod failure;
mod output;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::Exit;
use failure::CommandError;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::of_usage(&error).into(),
    };
    let format = arguments.common.format;
    match run(arguments).await {
        Ok(exit) => exit.into(),
        Err(error) => {
            output::error(format, &error);
            error.exit().into()
        }
    }
}

async fn run(arguments: Arguments) -> Result<Exit, CommandError> {
    let Arguments { command, common } = arguments;
    match command {
        Command::Check(check) => command::check::run(&common, &check),
        Command::Policies { document } => command::policies::run(&common, document),
        Command::Plan { revoke } => command::plan::run(&common, revoke).await,
        Command::Apply { yes, wait } => command::apply::run(&common, yes, Duration::from_secs(wait)).await,
        Command::Verify { wait } => command::verify::run(&common, Duration::from_secs(wait)).await,
        Command::Diff(diff) => command::diff::run(&common, &diff),
        Command::WhoCan(who_can) => command::who_can::run(&common, &who_can),
        Command::WhatCan { principal, via } => command::what_can::run(&common, &principal, via.as_deref()),
        Command::Revoke { yes } => command::revoke::run(&common, yes).await,
    }
}

//! The `crosskms` command: grants from a file, put in place, verified and taken back.
//!
//! Results go to stdout; progress, questions and errors to stderr.

mod arguments;
mod command;
mod connection;
mod exit;
mod failure;
mod log;
mod output;
mod stop;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use arguments::{Arguments, Command, Format};
use exit::Exit;
use failure::CommandError;
use stop::Stop;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::of_usage(&error).into(),
    };
    let format = arguments.common.format;
    log::begin(&arguments.common);
    let exit = match run(arguments).await {
        Ok(exit) => exit,
        Err(error) => {
            output::error(format, &error);
            return error.exit().into();
        }
    };
    match output::unwritten() {
        None => exit.into(),
        Some(reason) => {
            let error = CommandError::Unwritten(reason.to_string());
            output::error(format, &error);
            error.exit().into()
        }
    }
}

async fn run(arguments: Arguments) -> Result<Exit, CommandError> {
    let Arguments { command, common } = arguments;
    let draws = matches!(&command, Command::Explain(explain) if explain.message.is_none());
    if common.format == Format::Svg && !draws {
        return Err(CommandError::Usage("`--format svg` is for `explain` with a call".to_owned()));
    }
    // Commands that contact nobody just end.
    let stop = || Stop::listen(common.format);
    match command {
        Command::Check(check) => command::check::run(&common, &check),
        Command::Evaluate { files } => command::evaluate::run(&files),
        Command::Test { files, filter } => command::test::run(&common, &files, &filter),
        Command::Explain(explain) => command::explain::run(&common, &explain, &stop()).await,
        Command::Import(import) => command::import::run(&common, &import, &stop()).await,
        Command::Policies { document } => command::policies::run(&common, document),
        Command::Plan { revoke, out, allowed, detail } => {
            command::plan::run(&common, &stop(), revoke, out.as_deref(), &allowed, &detail).await
        }
        Command::Show { plan, detail } => command::show::run(&common, &plan, &detail),
        Command::Apply { plan, writing, no_verify, allowed } => {
            command::apply::run(&common, &stop(), plan.as_deref(), &writing, no_verify, &allowed).await
        }
        Command::Verify { wait, live, detail } => {
            command::verify::run(&common, &stop(), Duration::from_secs(wait), live, &detail).await
        }
        Command::Diff(diff) => command::diff::run(&common, &diff),
        Command::WhoCan(who_can) => command::who_can::run(&common, &who_can),
        Command::WhatCan { principal, via } => command::what_can::run(&common, &principal, via.as_deref()),
        Command::Revoke { writing } => command::revoke::run(&common, &stop(), &writing).await,
        Command::Rollback { run, partial, writing } => {
            command::rollback::run(&common, &stop(), &run, partial, &writing).await
        }
        Command::CreateKey(create) => command::create_key::run(&common, &stop(), &create).await,
        Command::Runs(runs) => command::runs::run(&common, &runs),
        Command::Completions { shell } => command::completions::run(shell),
    }
}

//! `crosskms test`: scenarios against what they expect.

use std::io::Error;
use std::path::PathBuf;
use std::time::Instant;

use crosskms_apply::scenario::{ScenarioFile, scenario_files};

use crate::arguments::{Common, Format};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output::{self, Failed, FileTally, Progress, TestReport, Unreadable};

pub(crate) fn run(common: &Common, paths: &[PathBuf], filter: &[String]) -> Result<Exit, CommandError> {
    let started = Instant::now();
    let mut files = Vec::new();
    for path in paths {
        let failed = |source| CommandError::Scenarios { path: path.clone(), source };
        let found = scenario_files(path).map_err(failed)?;
        if found.is_empty() {
            return Err(failed(Error::other("the folder holds no `.jsonl` or `.json` file")));
        }
        for path in found {
            files.push(ScenarioFile::read(&path).map_err(|source| CommandError::Scenarios { path, source })?);
        }
    }
    let progress = Progress::counting(files.iter().map(|file| file.scenarios.len()).sum());
    let mut report = TestReport::default();
    for file in files {
        report.files.push(run_file(file, filter, &progress));
    }
    drop(progress);
    match common.format {
        Format::Human => output::tests(&report, started.elapsed()),
        _ => output::json(&report.as_json()),
    }
    Ok(match report.total() {
        total if !total.unreadable.is_empty() => Exit::InvalidInput,
        total if !total.failed.is_empty() => Exit::Pending,
        _ => Exit::Done,
    })
}

fn run_file(file: ScenarioFile, filter: &[String], progress: &Progress) -> FileTally {
    let path = file.path.display().to_string();
    let mut tally = FileTally { path, ..FileTally::default() };
    for read in file.scenarios {
        progress.step();
        let (line, scenario) = match read {
            Ok(located) => (located.line, located.scenario),
            Err(error) => {
                tally.unreadable.push(Unreadable { path: tally.path.clone(), error });
                continue;
            }
        };
        let place = format!("{}:{line}", tally.path);
        let name = scenario.to_string();
        let chosen = |text: &String| name.contains(text.as_str()) || place.contains(text.as_str());
        if !filter.is_empty() && !filter.iter().any(chosen) {
            tally.filtered = tally.filtered.saturating_add(1);
            continue;
        }
        match scenario.expect {
            None => tally.without_expect = tally.without_expect.saturating_add(1),
            Some(expect) if scenario.decide() == expect => tally.passed = tally.passed.saturating_add(1),
            Some(expect) => tally.failed.push(Failed { place, expect, scenario: Box::new(scenario) }),
        }
    }
    tally
}

//! How far a plan has come: a bar on a terminal, lines elsewhere.

use std::io::IsTerminal;

use crosskms_apply::apply::{ChangeError, Event, Report};
use crosskms_apply::plan::Change;
use crosskms_apply::{Outcome, Plan, Purpose};
use indicatif::{ProgressBar, ProgressStyle};

use crate::arguments::Format;

/// Hears of every document that was written, or of whatever else there is much of.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// Whether nobody reads along.
    is_silent: bool,
}

impl Progress {
    /// Of a run. Machines want its result alone, and what is logged.
    pub(crate) fn of(plan: &Plan, format: Format) -> Self {
        match format {
            Format::Human => Self::counting(plan.changes.len()),
            _ => Self { bar: None, is_silent: !std::io::stderr().is_terminal() },
        }
    }

    /// Of so many steps.
    pub(crate) fn counting(length: usize) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let length = u64::try_from(length).unwrap_or(u64::MAX);
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}");
            ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar, is_silent: false }
    }

    /// One of them is done, which is not worth a word.
    pub(crate) fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Something happened in a run.
    pub(crate) fn event(&self, event: Event<'_>) {
        match event {
            Event::Done { change, outcome } => self.passed(&done(change, outcome)),
            Event::Waiting { error, pause, .. } => {
                self.aside(&format!("{error}; trying again in {:.1} s", pause.as_secs_f32()));
            }
            Event::Locked { change } => {
                self.aside(&format!("waiting for another run that writes the {}", change.document));
            }
            Event::Unsettled { change } => self.aside(&format!(
                "AWS shows the {} without what it has shown before; reading it again until that is certain",
                change.document
            )),
            // It was not begun, and is counted at the end.
            Event::Failed { error: ChangeError::Stopped, .. } => self.step(),
            Event::Failed { change, error } => self.passed(&format!("failed: {}: {error}", change.document)),
            Event::Skipped { change } => {
                self.passed(&format!("not tried, for what comes before it failed: {}", change.document));
            }
            _ => {}
        }
    }

    fn passed(&self, text: &str) {
        match &self.bar {
            Some(bar) => {
                bar.set_message(text.to_owned());
                bar.inc(1);
            }
            None => self.talk(text),
        }
    }

    /// A line above the bar.
    fn aside(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| super::talk(text)),
            None => self.talk(text),
        }
    }

    fn talk(&self, text: &str) {
        if !self.is_silent {
            super::talk(text);
        }
    }
}

/// What a run did, once it is done.
pub(crate) fn carried_out(purpose: Purpose, report: &Report) -> String {
    let count = |wanted| report.outcomes().iter().filter(|outcome| **outcome == Some(wanted)).count();
    let done = match purpose {
        Purpose::Apply => "written",
        Purpose::Revoke => "taken back",
        Purpose::Rollback => "restored",
    };
    let mut text = format!("{} {done}", super::counted(report.written(), "document"));
    match count(Outcome::Merged) {
        0 => {}
        merged => text.push_str(&format!(", {merged} of them merged with what others wrote")),
    }
    match count(Outcome::AlreadyThere) {
        0 => {}
        there => text.push_str(&format!(", {there} as planned already")),
    }
    text
}

fn done(change: &Change, outcome: Outcome) -> String {
    let document = &change.document;
    match (outcome, &change.after) {
        (Outcome::AlreadyThere, _) => format!("already there: {document}"),
        (Outcome::Merged, _) => format!("merged with what others wrote: {document}"),
        (Outcome::Written, Some(_)) => format!("wrote {document}"),
        (Outcome::Written, None) => format!("deleted {document}"),
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

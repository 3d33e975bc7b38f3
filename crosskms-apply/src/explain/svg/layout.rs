//! Where everything stands. All lengths are pixels of a picture that is [`WIDTH`] wide.

use crosskms::authorize::Verdict;

use super::says;
use super::text::lines;
use crate::explain::{Picture, PictureEnd, PictureStep};

/// The width of pull requests and wikis.
pub(super) const WIDTH: usize = 900;
/// Left, right and between the accounts.
pub(super) const MARGIN: usize = 20;
/// The upper edge of the accounts.
pub(super) const TOP: usize = 52;
/// An account's least width, for its number and names.
const ACCOUNT: usize = 270;
/// The room for an arrow's start and end within an account.
const INSET: usize = 20;

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Layout {
    /// Left edge and width of the caller's account.
    pub(super) consumer: (usize, usize),
    /// Left edge and width of the owner's account.
    pub(super) owner: (usize, usize),
    /// The middle of every gate.
    pub(super) gates: Vec<usize>,
    /// How the names of gates are written.
    pub(super) names: Names,
    /// Where the names of gates end.
    pub(super) bars: usize,
    pub(super) rows: Vec<Row>,
    /// The lower edge of the accounts.
    pub(super) bottom: usize,
    pub(super) height: usize,
}

/// The names of gates fit the narrowest column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    /// The size of the letters.
    pub(super) size: usize,
    /// The letters of a line.
    most: usize,
}

/// The place of a step.
#[derive(Debug)]
pub(super) struct Row {
    /// The line of text above the arrow.
    pub(super) heading: usize,
    pub(super) arrow: usize,
    /// The first line of text below the arrow.
    pub(super) note: usize,
    pub(super) notes: Vec<Note>,
}

/// A line of text below an arrow.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) line: String,
    pub(super) whole: String,
    /// Whether it tells of the gate that stops the step.
    pub(super) stops: bool,
}

impl Layout {
    pub(super) fn of(picture: &Picture) -> Self {
        let counts = (picture.consumer.gates.len(), picture.owner.gates.len());
        let room = WIDTH - 3 * MARGIN;
        let width = (room * (counts.0 + 1) / (counts.0 + counts.1 + 2)).clamp(ACCOUNT, room - ACCOUNT);
        let consumer = (MARGIN, width);
        let owner = (MARGIN + width + MARGIN, room - width);
        let (left, right) = (columns(consumer, counts.0), columns(owner, counts.1));

        let column = [(consumer.1, counts.0), (owner.1, counts.1)]
            .iter()
            .filter(|(_, gates)| *gates > 0)
            .map(|(width, gates)| (width - 2 * INSET) / gates)
            .min()
            .unwrap_or(ACCOUNT);
        let names = Names::of(column);
        let high = picture.gates().map(|gate| names.lines(&gate.name).len()).max().unwrap_or(0);
        let resources = picture.owner.resources.len().max(1);
        let bars = TOP + 44 + resources * 17 + high * 14 + 6;

        let mut y = bars + 8;
        let mut rows = Vec::with_capacity(picture.steps.len());
        for step in &picture.steps {
            let notes = notes(picture, step);
            let (heading, arrow) = (y + 18, y + 42);
            let note = arrow + 28;
            y = note + notes.len() * 17;
            rows.push(Row { heading, arrow, note, notes });
        }
        let bottom = y + 10;
        let gates = left.into_iter().chain(right).collect();
        Self { consumer, owner, gates, names, bars, rows, bottom, height: bottom + 56 }
    }

    /// Where arrows begin and end.
    pub(super) const fn arrow(&self) -> (usize, usize) {
        (self.consumer.0 + 18, self.owner.0 + self.owner.1 - 22)
    }
}

impl Names {
    /// The longest word of AWS's gates is `permissions`.
    const fn of(column: usize) -> Self {
        match column {
            ..84 => Self { size: 10, most: column * 10 / 56 },
            _ => Self { size: 12, most: column / 7 },
        }
    }

    /// A name in lines.
    pub(super) fn lines(self, name: &str) -> Vec<String> {
        lines(name, self.most)
    }
}

/// The middles of an account's gates.
fn columns((left, width): (usize, usize), gates: usize) -> Vec<usize> {
    let room = width - 2 * INSET;
    (0..gates).map(|gate| left + INSET + room * (2 * gate + 1) / (2 * gates)).collect()
}

/// What the gates say that stop the step or leave it open, each in two lines at most.
fn notes(picture: &Picture, step: &PictureStep) -> Vec<Note> {
    let mut notes = Vec::new();
    for mark in &step.marks {
        let stops = step.end == PictureEnd::StopsAt(mark.gate);
        if !stops && mark.verdict != Verdict::Unknown {
            continue;
        }
        let Some(gate) = picture.gates().nth(mark.gate) else { continue };
        let why = mark.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
        let whole = format!("{} {}{why}", gate.name, says(mark.verdict));
        let mut shown = lines(&whole, 116);
        if shown.len() > 2 {
            shown.truncate(2);
            shown.iter_mut().skip(1).for_each(|line| line.push_str(" …"));
        }
        notes.extend(shown.into_iter().map(|line| Note { line, whole: whole.clone(), stops }));
    }
    notes
}

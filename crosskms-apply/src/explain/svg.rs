//! A picture of a request as SVG, legible in a pull request or a wiki, on dark pages and light ones.
//!
//! The accounts are two boxes, the gates are posts in them, and each step is an arrow from left to right that ends
//! where AWS stops it. What matters is told by shape and by text, not by colour alone.

mod draw;
mod layout;
mod text;

use std::fmt::Write;

use crosskms::authorize::Verdict;

use super::{Picture, PictureEnd, PictureStep};
use draw::Sign;
use layout::{Layout, Row};
use text::{escaped, label, shortened};

const TEXT: &str = "#1f2328";
const GREY: &str = "#59636e";
const RED: &str = "#cf222e";
const GREEN: &str = "#1a7f37";

/// Draws the picture, 900 pixels wide.
///
/// ```
/// use crosskms_apply::explain::{Picture, PictureConsumer, PictureEnd, PictureOwner, PictureStep, svg};
///
/// let picture = Picture {
///     title: "may analytics read?".to_owned(),
///     consumer: PictureConsumer {
///         id: "444455556666".to_owned(),
///         principal: "arn:aws:iam::444455556666:role/analytics".to_owned(),
///         gates: Vec::new(),
///     },
///     owner: PictureOwner { id: "111122223333".to_owned(), resources: Vec::new(), gates: Vec::new() },
///     steps: Vec::new(),
/// };
/// assert!(svg(&picture).starts_with("<svg "));
/// ```
pub fn svg(picture: &Picture) -> String {
    let layout = Layout::of(picture);
    let mut out = String::new();
    frame(&mut out, picture, &layout);
    accounts(&mut out, picture, &layout);
    gates(&mut out, picture, &layout);
    for (step, row) in picture.steps.iter().zip(&layout.rows) {
        arrow(&mut out, picture, step, row, &layout);
    }
    legend(&mut out, &layout);
    out.push_str("</svg>\n");
    out
}

/// The picture's own title and description are for those who cannot see it.
fn frame(out: &mut String, picture: &Picture, layout: &Layout) {
    let (width, height) = (layout::WIDTH, layout.height);
    let _ = writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="Helvetica, Arial, sans-serif">"#
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(&picture.title));
    let outcomes: Vec<String> = picture.steps.iter().map(|step| outcome(picture, step)).collect();
    let _ = writeln!(out, "<desc>{}</desc>", escaped(&outcomes.join("; ")));
    draw::panel(out, (0, 0), (width, height), "#ffffff", "#d1d9e0");
    label(out, layout::MARGIN, 34, 18, TEXT, "bold", &shortened(&picture.title, 66), &picture.title);
}

fn accounts(out: &mut String, picture: &Picture, layout: &Layout) {
    let height = layout.bottom.saturating_sub(layout::TOP);
    let consumer = [picture.consumer.principal.as_str()];
    let owner: Vec<&str> = picture.owner.resources.iter().map(String::as_str).collect();
    let sides = [
        (layout.consumer, &picture.consumer.id, ("caller's account", "caller"), consumer.as_slice()),
        (layout.owner, &picture.owner.id, ("account of key and bucket", "owner"), owner.as_slice()),
    ];
    for ((left, width), id, (what, short), names) in sides {
        draw::panel(out, (left, layout::TOP), (width, height), "#f6f8fa", "#d1d9e0");
        let (x, room) = (left + 14, width.saturating_sub(28));
        let heading = format!("{id}, {what}");
        // A narrow box says the same in a word.
        let fits = heading.chars().count() <= room / 9;
        let shown = if fits { heading.clone() } else { format!("{id}, {short}") };
        label(out, x, layout::TOP + 24, 14, TEXT, "bold", &shortened(&shown, room / 9), &heading);
        for (position, name) in names.iter().enumerate() {
            let y = layout::TOP + 44 + position * 17;
            label(out, x, y, 11, GREY, "normal", &shortened(name, room * 10 / 68), name);
        }
    }
}

fn gates(out: &mut String, picture: &Picture, layout: &Layout) {
    let last = layout.rows.last().map_or(layout.bars, |row| row.arrow);
    for (gate, x) in picture.gates().zip(&layout.gates) {
        let words = layout.names.lines(&gate.name);
        let first = layout.bars.saturating_sub(8 + words.len().saturating_sub(1) * 14);
        for (position, word) in words.iter().enumerate() {
            draw::centred(out, *x, first + position * 14, layout.names.size, TEXT, word, &gate.name);
        }
        draw::guide(out, *x, layout.bars, last);
        layout.rows.iter().for_each(|row| draw::post(out, *x, row.arrow));
    }
}

fn arrow(out: &mut String, picture: &Picture, step: &PictureStep, row: &Row, layout: &Layout) {
    let colour = if step.end == PictureEnd::NotReached { GREY } else { TEXT };
    let condition = step.condition.as_ref().map(|condition| format!(", {condition}")).unwrap_or_default();
    let what = format!("{} on {}{condition}", step.action, step.resource);
    let (start, end) = layout.arrow();
    label(out, start, row.heading, 13, colour, "normal", &shortened(&what, 104), &what);
    let stop = |gate: usize| layout.gates.get(gate).copied().unwrap_or(end);
    match step.end {
        PictureEnd::Passes => draw::line(out, start, end, row.arrow, GREEN, true),
        PictureEnd::StopsAt(gate) => {
            draw::line(out, start, stop(gate), row.arrow, TEXT, false);
            draw::dotted(out, stop(gate), end, row.arrow);
        }
        PictureEnd::UnknownFrom(gate) => {
            draw::line(out, start, stop(gate), row.arrow, TEXT, false);
            draw::dashed(out, stop(gate), end, row.arrow);
        }
        PictureEnd::NotReached => draw::dotted(out, start, end, row.arrow),
    }
    draw::start(out, start, row.arrow, colour);
    for mark in &step.marks {
        let Some(x) = layout.gates.get(mark.gate) else { continue };
        let sign =
            if step.end == PictureEnd::StopsAt(mark.gate) { Sign::Cross } else { Sign::of(mark.verdict) };
        let name = picture.gates().nth(mark.gate).map_or("", |gate| &gate.name);
        let note = mark.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
        draw::sign(out, *x, row.arrow, sign, &format!("{name} {}{note}", says(mark.verdict)));
    }
    match step.end {
        PictureEnd::Passes => draw::sign(out, end, row.arrow, Sign::Check, "allowed"),
        PictureEnd::UnknownFrom(_) => draw::sign(out, end, row.arrow, Sign::Question, "not known"),
        PictureEnd::StopsAt(_) | PictureEnd::NotReached => draw::start(out, end, row.arrow, "#afb8c1"),
    }
    for (position, note) in row.notes.iter().enumerate() {
        let colour = if note.stops { RED } else { GREY };
        label(out, start, row.note + position * 17, 12, colour, "normal", &note.line, &note.whole);
    }
}

fn legend(out: &mut String, layout: &Layout) {
    let y = layout.bottom + 30;
    let entries = [
        (Sign::Check, "allows"),
        (Sign::Cross, "stops the request"),
        (Sign::Dash, "is silent"),
        (Sign::Question, "not known"),
    ];
    let mut x = layout::MARGIN + 10;
    for (sign, meaning) in entries {
        draw::sign(out, x, y, sign, meaning);
        label(out, x + 16, y + 4, 12, GREY, "normal", meaning, meaning);
        x += 46 + text::width(meaning, 12);
    }
    draw::dotted(out, x, x + 34, y);
    label(out, x + 42, y + 4, 12, GREY, "normal", "not reached", "not reached");
}

/// `kms:Decrypt: stopped by key policy`
fn outcome(picture: &Picture, step: &PictureStep) -> String {
    let name = |gate: usize| picture.gates().nth(gate).map_or("a gate", |gate| &gate.name);
    let action = &step.action;
    match step.end {
        PictureEnd::Passes => format!("{action}: allowed"),
        PictureEnd::StopsAt(gate) => format!("{action}: stopped by {}", name(gate)),
        PictureEnd::UnknownFrom(gate) => format!("{action}: not known from {} on", name(gate)),
        PictureEnd::NotReached => format!("{action}: not reached"),
    }
}

const fn says(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allowed => "allows",
        Verdict::Denied => "denies",
        Verdict::Silent => "is silent",
        _ => "is not known",
    }
}

#[cfg(test)]
mod tests;

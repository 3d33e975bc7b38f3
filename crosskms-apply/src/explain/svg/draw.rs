//! Boxes, bars, arrows and signs.

use std::fmt::Write;

use crosskms::authorize::Verdict;

use super::text::escaped;
use super::{GREEN, GREY, RED};

/// What stands on an arrow where it meets a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Check,
    Cross,
    Dash,
    Question,
}

impl Sign {
    pub(super) const fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Allowed => Self::Check,
            Verdict::Denied => Self::Cross,
            Verdict::Silent => Self::Dash,
            _ => Self::Question,
        }
    }

    const fn colour(self) -> &'static str {
        match self {
            Self::Check => GREEN,
            Self::Cross => RED,
            Self::Dash | Self::Question => GREY,
        }
    }

    /// In a disc around `0 0`.
    const fn shape(self) -> &'static str {
        match self {
            Self::Check => "M-5 0 L-1.5 4 L5 -4",
            Self::Cross => "M-4 -4 L4 4 M4 -4 L-4 4",
            Self::Dash => "M-4.5 0 L4.5 0",
            Self::Question => "M-3 -2.5 C-3 -6.5 3.4 -6.5 3.2 -2.4 C3 -0.4 0 -0.2 0 2 M0 5.2 L0 5.3",
        }
    }
}

/// A rectangle with round corners.
pub(super) fn panel(
    out: &mut String,
    (x, y): (usize, usize),
    size: (usize, usize),
    fill: &str,
    stroke: &str,
) {
    let (width, height) = size;
    let _ = writeln!(
        out,
        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{fill}" stroke="{stroke}"/>"#
    );
}

/// A gate's post on an arrow.
pub(super) fn post(out: &mut String, x: usize, arrow: usize) {
    let (left, top) = (x.saturating_sub(4), arrow.saturating_sub(17));
    let _ = writeln!(out, r##"<rect x="{left}" y="{top}" width="8" height="34" rx="4" fill="#c8d1da"/>"##);
}

/// From a gate's name down to its last post.
pub(super) fn guide(out: &mut String, x: usize, top: usize, bottom: usize) {
    let _ = writeln!(out, r##"<path d="M{x} {top} V{bottom}" stroke="#e4e9ee"/>"##);
}

/// The way of a request that was sent.
pub(super) fn line(out: &mut String, from: usize, to: usize, y: usize, colour: &str, passes: bool) {
    // The disc at the end hides the last pixels.
    let to = if passes { to.saturating_sub(12) } else { to.saturating_sub(11) };
    let _ = writeln!(out, r#"<path d="M{from} {y} H{to}" stroke="{colour}" stroke-width="3" fill="none"/>"#);
    let tip = to.saturating_sub(8);
    let (up, down) = (y.saturating_sub(6), y + 6);
    let _ = writeln!(out, r#"<path d="M{tip} {up} L{to} {y} L{tip} {down} Z" fill="{colour}"/>"#);
}

/// The way that it did not take.
pub(super) fn dotted(out: &mut String, from: usize, to: usize, y: usize) {
    stroke(out, from, to, y, "2 6");
}

/// The way that nobody knows it took.
pub(super) fn dashed(out: &mut String, from: usize, to: usize, y: usize) {
    stroke(out, from, to, y, "9 6");
}

fn stroke(out: &mut String, from: usize, to: usize, y: usize, dashes: &str) {
    let _ = writeln!(
        out,
        r##"<path d="M{from} {y} H{to}" stroke="#818b98" stroke-width="2" stroke-dasharray="{dashes}" fill="none"/>"##
    );
}

/// The caller's end of an arrow.
pub(super) fn start(out: &mut String, x: usize, y: usize, colour: &str) {
    let _ = writeln!(out, r#"<circle cx="{x}" cy="{y}" r="5" fill="{colour}"/>"#);
}

pub(super) fn sign(out: &mut String, x: usize, y: usize, sign: Sign, meaning: &str) {
    let (colour, shape) = (sign.colour(), sign.shape());
    let _ = writeln!(
        out,
        r##"<g transform="translate({x} {y})"><title>{}</title><circle r="11" fill="{colour}" stroke="#ffffff" stroke-width="2"/><path d="{shape}" stroke="#ffffff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" fill="none"/></g>"##,
        escaped(meaning)
    );
}

/// A text whose middle is at `x`.
pub(super) fn centred(
    out: &mut String,
    x: usize,
    y: usize,
    size: usize,
    colour: &str,
    text: &str,
    whole: &str,
) {
    let _ = writeln!(
        out,
        r#"<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="middle"><title>{}</title>{}</text>"#,
        escaped(whole),
        escaped(text)
    );
}

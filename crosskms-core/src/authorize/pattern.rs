//! Texts of policies, ready to be compared many times: with wildcards, with variables, or as they are.

use super::certainty::Certainty;
use super::context::{Context, Presence};
use crate::wildcard::{self, Glyph};

/// A text of a policy and how it matches.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    /// A lone `*`.
    Anything,
    /// The text itself.
    Exact(Box<str>),
    /// A text with one `*`, at its end.
    StartsWith(Box<str>),
    /// A text with wildcards.
    Wild(Box<str>),
    /// A text with variables.
    Template(Box<[Piece]>),
    /// A text of which it is not known what AWS makes of it.
    Unclear,
}

/// A part of a text with variables.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Text in which `*` and `?` match more.
    Wild(Box<str>),
    /// Text that matches itself.
    Plain(Box<str>),
    /// `${key}`, or `${key, 'default'}`, with the key in lower case.
    Variable(Box<str>, Option<Box<str>>),
}

/// How the characters of texts compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Each as it is.
    Counts,
    /// In upper or lower case.
    Ignored,
}

impl Case {
    fn same(self, a: char, b: char) -> bool {
        a == b || (self == Self::Ignored && a.to_lowercase().eq(b.to_lowercase()))
    }
}

impl Pattern {
    /// A text in which `*` and `?` are wildcards, or not; `variables` says whether `${…}` is replaced (R3.4).
    pub(super) fn new(text: &str, wildcards: bool, variables: bool) -> Self {
        if variables && text.contains("${") {
            return Self::Template(pieces(text, wildcards).into());
        }
        if !wildcards || !text.contains(['*', '?']) {
            return Self::Exact(text.into());
        }
        match text.strip_suffix('*') {
            Some("") => Self::Anything,
            Some(start) if !start.contains(['*', '?']) => Self::StartsWith(start.into()),
            _ => Self::Wild(text.into()),
        }
    }

    /// Whether a variable has no value, for which nothing matches.
    pub(super) fn lacks_a_value(&self, context: &Context) -> bool {
        matches!(self, Self::Template(pieces) if resolvable(pieces, context) == Certainty::No)
    }

    /// Whether a text matches.
    #[inline]
    pub(super) fn matches(&self, text: &str, case: Case, context: &Context) -> Certainty {
        // Most patterns of most policies are one of these.
        match (self, case) {
            (Self::Anything, _) => Certainty::Yes,
            (Self::Exact(exact), Case::Counts) => Certainty::from(**exact == *text),
            (Self::StartsWith(start), Case::Counts) => Certainty::from(text.starts_with(&**start)),
            _ => self.matches_by_glyphs(text, case, context),
        }
    }

    fn matches_by_glyphs(&self, text: &str, case: Case, context: &Context) -> Certainty {
        let same = |a, b| case.same(a, b);
        Certainty::from(match self {
            Self::Anything => true,
            Self::Unclear => return Certainty::Unknown,
            Self::Exact(exact) if exact.is_ascii() && text.is_ascii() => match case {
                Case::Counts => **exact == *text,
                Case::Ignored => exact.eq_ignore_ascii_case(text),
            },
            Self::Exact(exact) => wildcard::matches_by(exact.chars().map(Glyph::Same), text, same),
            Self::StartsWith(start) => {
                wildcard::matches_by(start.chars().map(Glyph::Same).chain([Glyph::Run]), text, same)
            }
            Self::Wild(pattern) => wildcard::matches_by(pattern.chars().map(Glyph::of), text, same),
            Self::Template(pieces) => match resolvable(pieces, context) {
                Certainty::Yes => {
                    wildcard::matches_by(pieces.iter().flat_map(|piece| piece.glyphs(context)), text, same)
                }
                // R3.35: a variable that cannot be resolved matches nothing.
                certainty => return certainty,
            },
        })
    }
}

/// Whether every variable has a value.
fn resolvable(pieces: &[Piece], context: &Context) -> Certainty {
    let of_one = |piece: &Piece| match piece {
        Piece::Variable(key, default) => match (context.presence(key), default) {
            // Only single-valued keys (R3.35).
            (Presence::Values([_]), _) | (Presence::Absent, Some(_)) => Certainty::Yes,
            (Presence::Values(_), _) | (Presence::Absent, None) => Certainty::No,
            (Presence::Unknown, _) => Certainty::Unknown,
        },
        Piece::Wild(_) | Piece::Plain(_) => Certainty::Yes,
    };
    pieces.iter().map(of_one).fold(Certainty::Yes, Certainty::and)
}

impl Piece {
    fn glyphs<'a>(&'a self, context: &'a Context) -> impl Iterator<Item = Glyph> + Clone + 'a {
        let (text, wild): (&str, bool) = match self {
            Self::Wild(text) => (text, true),
            Self::Plain(text) => (text, false),
            Self::Variable(key, default) => match context.presence(key) {
                Presence::Values([value, ..]) => (value, false),
                _ => (default.as_deref().unwrap_or_default(), false),
            },
        };
        text.chars().map(move |character| if wild { Glyph::of(character) } else { Glyph::Same(character) })
    }
}

/// Takes a text apart at its variables; one without end is text.
fn pieces(text: &str, wildcards: bool) -> Vec<Piece> {
    let literal = |text: &str| if wildcards { Piece::Wild(text.into()) } else { Piece::Plain(text.into()) };
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, inner, after)) = next_variable(rest) {
        if !before.is_empty() {
            pieces.push(literal(before));
        }
        pieces.push(variable(inner));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(literal(rest));
    }
    pieces
}

/// What stands before the first variable, in it, and after it.
pub(super) fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("${")?;
    let (inner, after) = rest.split_once('}')?;
    Some((before, inner, after))
}

/// `key`, `key, 'default'`, or a character that means itself.
fn variable(inner: &str) -> Piece {
    if ["*", "?", "$"].contains(&inner) {
        return Piece::Plain(inner.into());
    }
    let (key, default) = match inner.split_once(',') {
        Some((key, default)) => (key, Some(default.trim())),
        None => (inner, None),
    };
    let unquoted = |default: &str| default.trim_matches('\'').into();
    Piece::Variable(key.trim().to_ascii_lowercase().into(), default.map(unquoted))
}

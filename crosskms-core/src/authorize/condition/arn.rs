//! ARNs in conditions: six parts, compared one by one (R3.33).

use crate::authorize::certainty::Certainty;
use crate::authorize::context::Context;
use crate::authorize::pattern::{Case, Pattern, next_variable};

/// The pattern of an ARN.
#[derive(Debug)]
pub(in crate::authorize) enum ArnPattern {
    /// A pattern for each part; `*` does not cross a colon before the last.
    Parts(Box<[Pattern; 6]>),
    /// A text that has not six parts; what AWS makes of it is not known.
    Unclear,
}

impl ArnPattern {
    pub(super) fn new(text: &str, variables: bool) -> Self {
        let parts = split(text, variables).map(|part| Pattern::new(part, true, variables));
        match <[Pattern; 6]>::try_from(parts.collect::<Vec<_>>()) {
            Ok(parts) => Self::Parts(Box::new(parts)),
            Err(_) => Self::Unclear,
        }
    }

    pub(super) fn matches(&self, arn: &str, context: &Context) -> Certainty {
        let Self::Parts(patterns) = self else { return Certainty::Unknown };
        if arn.splitn(6, ':').count() < 6 {
            return Certainty::No;
        }
        let parts = patterns.iter().zip(arn.splitn(6, ':'));
        parts
            .map(|(pattern, part)| pattern.matches(part, Case::Counts, context))
            .fold(Certainty::Yes, Certainty::and)
    }
}

/// The text at its first five colons; those inside a variable do not count.
fn split(text: &str, variables: bool) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let mut left: usize = 6;
    std::iter::from_fn(move || {
        let text = rest?;
        left = left.saturating_sub(1);
        let end = if left == 0 { None } else { colon(text, variables) };
        let (part, after) = match end {
            Some(end) => (text.get(..end)?, text.get(end.saturating_add(1)..)),
            None => (text, None),
        };
        rest = after;
        Some(part)
    })
}

/// Where the first colon outside of variables stands.
fn colon(text: &str, variables: bool) -> Option<usize> {
    let Some((before, inner, after)) = next_variable(text).filter(|_| variables) else {
        return text.find(':');
    };
    // `${`, `}`
    let of_variable = inner.len().saturating_add(3);
    before.find(':').or_else(|| {
        let start = before.len().saturating_add(of_variable);
        colon(after, variables).map(|end| start.saturating_add(end))
    })
}

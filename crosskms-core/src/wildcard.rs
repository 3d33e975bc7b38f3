//! `*` and `?` as IAM matches them.

/// One place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// Any run of characters: `*`.
    Run,
    /// Any one character: `?`.
    One,
    /// This character.
    Same(char),
}

impl Glyph {
    /// What a character of a pattern means.
    pub(crate) const fn of(character: char) -> Self {
        match character {
            '*' => Self::Run,
            '?' => Self::One,
            other => Self::Same(other),
        }
    }
}

/// Whether `text` matches `pattern`: `*` any run, `?` one character (R3.6).
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    matches_by(pattern.chars().map(Glyph::of), text, |a, b| a == b)
}

/// The same for actions, whose case does not count (R3.5).
pub(crate) fn matches_ignoring_case(pattern: &str, text: &str) -> bool {
    matches_by(pattern.chars().map(Glyph::of), text, |a, b| a.eq_ignore_ascii_case(&b))
}

/// The same for a pattern that is made as it is read.
pub(crate) fn matches_by(
    pattern: impl Iterator<Item = Glyph> + Clone,
    text: &str,
    same: impl Fn(char, char) -> bool,
) -> bool {
    let (mut pattern, mut text) = (pattern, text.chars());
    // Where to go on when a run has to be one character longer.
    let mut retry = None;
    loop {
        let here = (pattern.clone(), text.clone());
        match (pattern.next(), text.next()) {
            (Some(Glyph::Run), _) => {
                retry = Some((pattern.clone(), here.1.clone()));
                text = here.1;
            }
            (None, None) => return true,
            (Some(Glyph::One), Some(_)) => {}
            (Some(Glyph::Same(p)), Some(t)) if same(p, t) => {}
            _ => {
                let Some((after_run, mut run)) = retry.take() else { return false };
                if run.next().is_none() {
                    return false;
                }
                retry = Some((after_run.clone(), run.clone()));
                (pattern, text) = (after_run, run);
            }
        }
    }
}

/// Whether some text matches both patterns.
pub(crate) fn overlap(a: &str, b: &str) -> bool {
    overlap_by(a, b, |a, b| a == b)
}

/// The same for actions, whose case does not count (R3.5).
pub(crate) fn overlap_ignoring_case(a: &str, b: &str) -> bool {
    overlap_by(a, b, |a, b| a.eq_ignore_ascii_case(&b))
}

fn overlap_by(a: &str, b: &str, same: impl Fn(char, char) -> bool) -> bool {
    let b: Vec<char> = b.chars().collect();
    // Whether as much of `a` as was looked at overlaps the beginning of `b`, for every length of it.
    let mut overlaps = vec![true];
    overlaps.extend(b.iter().scan(true, |stars, b| {
        *stars &= *b == '*';
        Some(*stars)
    }));
    for a in a.chars() {
        let mut before = overlaps.iter().copied();
        let mut both_shorter = before.next().unwrap_or_default();
        let mut b_shorter = both_shorter && a == '*';
        let mut now = vec![b_shorter];
        for (b, a_shorter) in b.iter().zip(before) {
            b_shorter = match (a, *b) {
                ('*', _) | (_, '*') => a_shorter || b_shorter,
                ('?', _) | (_, '?') => both_shorter,
                (a, b) => both_shorter && same(a, b),
            };
            now.push(b_shorter);
            both_shorter = a_shorter;
        }
        overlaps = now;
    }
    overlaps.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{matches, matches_ignoring_case, overlap, overlap_ignoring_case};

    #[test]
    fn stars_and_question_marks_match() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("*", "", true),
            ("a*", "abc", true),
            ("a*c", "abcbc", true),
            ("a*bd", "abcbd", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b", "xxaxxbx", false),
            ("ü?", "üä", true),
            ("a", "A", false),
            ("***", "abc", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} against {text}");
        }
        assert!(matches_ignoring_case("KMS:de*", "kms:Decrypt"));
    }

    #[test]
    fn patterns_overlap_where_a_text_matches_both() {
        for (a, b, expected) in [
            ("", "", true),
            ("a", "", false),
            ("*", "", true),
            ("a", "a", true),
            ("a", "b", false),
            ("a?", "?b", true),
            ("a*", "*b", true),
            ("a*c", "ab*", true),
            ("a*c", "b*", false),
            ("arn:aws:s3:::b/raw/*", "arn:aws:s3:::b/*/x", true),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b", false),
            ("**a", "?", true),
            ("?*", "", false),
        ] {
            assert_eq!(overlap(a, b), expected, "{a} {b}");
            assert_eq!(overlap(b, a), expected, "{b} {a}");
        }
        assert!(overlap_ignoring_case("KMS:Gen*", "kms:*KEY"));
    }

    proptest::proptest! {
        #[test]
        fn what_matches_both_shows_that_they_overlap(a in "[ab*?]{0,5}", b in "[ab*?]{0,5}", text in "[ab]{0,6}") {
            if matches(&a, &text) && matches(&b, &text) {
                proptest::prop_assert!(overlap(&a, &b));
            }
        }

        #[test]
        fn a_pattern_overlaps_a_text_that_it_matches(pattern in "[ab*?]{0,5}", text in "[ab]{0,6}") {
            proptest::prop_assert_eq!(overlap(&pattern, &text), matches(&pattern, &text));
        }
    }
}

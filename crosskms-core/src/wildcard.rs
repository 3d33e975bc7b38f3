//! `*` and `?` as IAM matches them.

/// Whether `text` matches `pattern`: `*` any run, `?` one character (R3.6).
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    matches_by(pattern, text, |a, b| a == b)
}

/// The same for actions, whose case does not count (R3.5).
pub(crate) fn matches_ignoring_case(pattern: &str, text: &str) -> bool {
    matches_by(pattern, text, |a, b| a.eq_ignore_ascii_case(&b))
}

fn matches_by(pattern: &str, text: &str, same: impl Fn(char, char) -> bool) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    // Where to go on when a run that `*` stands for has to be one character longer.
    let mut retry = None;
    loop {
        let here = (pattern.clone(), text.clone());
        match (pattern.next(), text.next()) {
            (Some('*'), _) => {
                retry = Some((pattern.clone(), here.1.clone()));
                text = here.1;
            }
            (None, None) => return true,
            (Some(p), Some(t)) if p == '?' || same(p, t) => {}
            _ => {
                let Some((after_star, mut run)) = retry.take() else { return false };
                if run.next().is_none() {
                    return false;
                }
                retry = Some((after_star.clone(), run.clone()));
                (pattern, text) = (after_star, run);
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

/// Whether an ARN matches: its six parts one by one, so that `*` does not cross a colon before the last (R3.33).
pub(crate) fn matches_arn(pattern: &str, arn: &str) -> bool {
    let (patterns, parts) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    patterns.clone().count() == parts.clone().count() && patterns.zip(parts).all(|(p, t)| matches(p, t))
}

/// Whether a pattern has all parts of an ARN; what AWS makes of one that has not is not known.
pub(crate) fn is_whole_arn(pattern: &str) -> bool {
    pattern.splitn(6, ':').count() == 6
}

#[cfg(test)]
mod tests {
    use super::{matches, overlap, overlap_ignoring_case};

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

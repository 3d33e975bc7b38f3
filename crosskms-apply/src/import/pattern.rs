//! What patterns of policies say of each other: `*` is any run of characters, `?` any one (R3.6).
//!
//! Both answers are on the safe side: a yes is proven, a no may only mean that the proof was not found.

/// Whether everything that `narrow` matches is matched by `wide`, too.
///
/// The wildcards of `narrow` are taken for characters of their own, which only a run of `wide` takes in.
pub(super) fn covers(wide: &str, narrow: &str) -> bool {
    let (mut wide, mut narrow) = (wide.chars(), narrow.chars());
    // Where to go on when a run has to be one character longer.
    let mut retry = None;
    loop {
        let here = (wide.clone(), narrow.clone());
        match (wide.next(), narrow.next()) {
            (Some('*'), _) => {
                retry = Some((wide.clone(), here.1.clone()));
                narrow = here.1;
            }
            (None, None) => return true,
            (Some('?'), Some(one)) if one != '*' => {}
            (Some(a), Some(b)) if a == b => {}
            _ => {
                let Some((after_run, mut run)) = retry.take() else { return false };
                if run.next().is_none() {
                    return false;
                }
                retry = Some((after_run.clone(), run.clone()));
                (wide, narrow) = (after_run, run);
            }
        }
    }
}

/// The same for patterns of ARNs, whose wildcards do not pass a colon before the resource (R3.33).
pub(super) fn arn_covers(wide: &str, narrow: &str) -> bool {
    let (wide, narrow): (Vec<&str>, Vec<&str>) =
        (wide.splitn(6, ':').collect(), narrow.splitn(6, ':').collect());
    wide.len() == narrow.len() && wide.iter().zip(&narrow).all(|(wide, narrow)| covers(wide, narrow))
}

/// Whether no text matches both; found by what stands before their wildcards.
pub(super) fn disjoint(a: &str, b: &str) -> bool {
    let (start_of_a, start_of_b) = (literal_start(a), literal_start(b));
    match (is_literal(a), is_literal(b)) {
        (true, true) => a != b,
        (true, false) => !covers(b, a),
        (false, true) => !covers(a, b),
        (false, false) => !start_of_a.starts_with(start_of_b) && !start_of_b.starts_with(start_of_a),
    }
}

/// Whether a pattern has no wildcards.
pub(super) fn is_literal(pattern: &str) -> bool {
    !pattern.contains(['*', '?'])
}

/// Whether a text has a policy variable, which stands for what nobody knows here.
pub(super) fn has_variable(text: &str) -> bool {
    text.contains("${")
}

fn literal_start(pattern: &str) -> &str {
    pattern.split(['*', '?']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{covers, disjoint};

    #[test]
    fn a_pattern_covers_what_it_is_wider_than() {
        for (wide, narrow, expected) in [
            ("*", "", true),
            ("*", "a*b?", true),
            ("a*", "a", true),
            ("a*", "ab*", true),
            ("ab*", "a*", false),
            ("a?", "ab", true),
            ("a?", "a*", false),
            ("*raw/*", "arn:b/raw/2026/*", true),
            ("a", "a", true),
            ("a", "A", false),
        ] {
            assert_eq!(covers(wide, narrow), expected, "{wide} {narrow}");
        }
    }

    proptest! {
        #[test]
        fn what_a_covered_pattern_matches_the_wider_one_matches(
            wide in "[ab*?]{0,5}", narrow in "[ab*?]{0,5}", text in "[ab]{0,6}",
        ) {
            if covers(&wide, &narrow) && covers(&narrow, &text) {
                prop_assert!(covers(&wide, &text));
            }
        }

        #[test]
        fn nothing_matches_two_disjoint_patterns(a in "[ab*?]{0,4}", b in "[ab*?]{0,4}", text in "[ab]{0,5}") {
            if disjoint(&a, &b) {
                prop_assert!(!(covers(&a, &text) && covers(&b, &text)));
            }
        }
    }
}

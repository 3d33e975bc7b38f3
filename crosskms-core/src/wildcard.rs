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

/// Whether an ARN matches: its six parts one by one, so that `*` does not cross a colon before the last (R3.33).
pub(crate) fn matches_arn(pattern: &str, arn: &str) -> bool {
    let (patterns, parts) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    patterns.clone().count() == parts.clone().count() && patterns.zip(parts).all(|(p, t)| matches(p, t))
}

/// Whether a pattern has all parts of an ARN; what AWS makes of one that has not is not known.
pub(crate) fn is_whole_arn(pattern: &str) -> bool {
    pattern.splitn(6, ':').count() == 6
}

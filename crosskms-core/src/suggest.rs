//! "Did you mean …?": the names nearest to one that is not known.

/// How much less like the name than the nearest a further suggestion may be.
const TIE: f64 = 0.03;

/// Up to three of `known` that are near enough to `name` to be meant, and about equally near; the nearest first. Case
/// does not count.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
    nearest_of(name, known.into_iter().collect())
}

/// Not generic, or each caller compiles a sort of its own.
fn nearest_of<'k>(name: &str, known: Vec<&'k str>) -> Vec<&'k str> {
    let name = name.to_ascii_lowercase();
    let mut near: Vec<(f64, &str)> = known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&name, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity >= 0.85)
        .collect();
    near.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    let best = near.first().map_or(0.0, |(similarity, _)| *similarity);
    near.into_iter()
        .take_while(|(similarity, _)| best - similarity <= TIE)
        .take(3)
        .map(|(_, known)| known)
        .collect()
}

/// "did you mean `a`, `b` or `c`?", or nothing when no name is near.
pub fn did_you_mean(names: &[&str]) -> Option<String> {
    let names = listed(names, "or");
    (!names.is_empty()).then(|| format!("did you mean {names}?"))
}

/// Names in quotes, the last one behind a word such as `or`.
pub(crate) fn listed(names: &[&str], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
    }
}

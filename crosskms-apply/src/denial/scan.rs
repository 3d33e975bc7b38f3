//! Words in a text that was copied from anywhere: logs, terminals, JSON in JSON.

/// What stands around words in prose, JSON, XML and the debug output of programs.
const PUNCTUATION: &[char] = &['"', '\'', '`', ',', ';', '.', '(', ')', '<', '>', '{', '}', '[', ']'];

/// A text in one line, without escapes, entities and control characters, and without ids of access keys.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            // Quotes of a text in JSON or in a program's debug output, at any depth.
            ('\\', Some('"' | '\'' | '\\')) => {}
            ('\\', Some('n' | 'r' | 't')) => {
                chars.next();
                clean.push(' ');
            }
            ('\u{1b}', Some('[')) => {
                // A colour of a terminal, up to its final letter.
                let _ = chars.by_ref().skip(1).find(char::is_ascii_alphabetic);
            }
            // Terraform draws a line beside its errors.
            ('\u{2500}'..='\u{257f}', _) => clean.push(' '),
            (c, _) if c.is_whitespace() => clean.push(' '),
            (c, _) if is_invisible(c) => {}
            (c, _) => clean.push(c),
        }
    }
    for (entity, c) in [("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")] {
        clean = clean.replace(entity, c);
    }
    let mut words = clean.split(' ').filter(|word| !word.is_empty());
    let mut line = words.next().unwrap_or_default().to_owned();
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    without_access_keys(&line)
}

/// What stands before the first `needle`, in any case, and after it.
pub(super) fn split<'t>(text: &'t str, needle: &str) -> Option<(&'t str, &'t str)> {
    text.char_indices().find_map(|(start, _)| {
        let (before, rest) = text.split_at_checked(start)?;
        let (found, after) = rest.split_at_checked(needle.len())?;
        found.eq_ignore_ascii_case(needle).then_some((before, after))
    })
}

/// What stands after the first `needle`, in any case.
pub(super) fn after<'t>(text: &'t str, needle: &str) -> Option<&'t str> {
    split(text, needle).map(|(_, after)| after)
}

/// Whether `needle` stands in the text, in any case.
pub(super) fn has(text: &str, needle: &str) -> bool {
    split(text, needle).is_some()
}

/// Whether the text begins so, in any case.
pub(super) fn begins(text: &str, start: &str) -> bool {
    text.split_at_checked(start.len()).is_some_and(|(begin, _)| begin.eq_ignore_ascii_case(start))
}

/// The first word, without the punctuation around it and without the XML behind it.
pub(super) fn word(text: &str) -> Option<&str> {
    let word = text.split_whitespace().next()?;
    let word = word.split_once("</").map_or(word, |(word, _)| word);
    let word = word.trim_matches(PUNCTUATION);
    (!word.is_empty()).then_some(word)
}

/// Ids of access keys say too much to be shown again.
fn without_access_keys(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        kept.push_str(if is_access_key(word) { "(access-key)" } else { word });
        let mut tail = tail.chars();
        kept.extend(tail.next());
        rest = tail.as_str();
    }
    kept
}

/// Also in a word that it was glued to.
fn is_access_key(word: &str) -> bool {
    let kinds = ["AKIA", "ASIA", "ABIA", "ACCA"];
    let id = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let starts = kinds.iter().flat_map(|kind| word.match_indices(kind)).map(|(start, _)| start);
    let mut tails = starts.filter_map(|start| word.split_at_checked(start)).map(|(_, tail)| tail);
    tails.any(|tail| tail.chars().take_while(id).count() >= 16)
}

/// Characters that could move a terminal's cursor or turn a line around.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

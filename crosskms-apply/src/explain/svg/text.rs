//! Texts in a picture: escaped, shortened in the middle, broken into lines.

use std::fmt::Write;

/// A text; where it was shortened, the whole of it shows under the pointer.
#[expect(clippy::too_many_arguments, reason = "the attributes of one SVG element")]
pub(super) fn label(
    out: &mut String,
    x: usize,
    y: usize,
    size: usize,
    colour: &str,
    weight: &str,
    text: &str,
    whole: &str,
) {
    let title = if text == whole { String::new() } else { format!("<title>{}</title>", escaped(whole)) };
    let _ = writeln!(
        out,
        r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}">{title}{}</text>"#,
        escaped(text)
    );
}

/// A text for XML, without characters that XML does not have.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_whitespace() => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// At most `most` characters: what is too long loses its middle, because ARNs tell their account at the beginning and
/// their name at the end.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let count = text.chars().count();
    let most = most.max(5);
    if count <= most {
        return text.to_owned();
    }
    let head = most / 2;
    let tail = most - head - 1;
    let begin: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(count - tail).collect();
    format!("{begin}…{end}")
}

/// The words of a text in lines of at most `most` characters; a longer word is shortened.
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(shortened(word, most)),
        }
    }
    lines
}

/// About as wide as a text is in the widest of the usual fonts.
pub(super) fn width(text: &str, size: usize) -> usize {
    let units: usize = text.chars().map(|c| if c >= '\u{1100}' && c != '…' { 10 } else { 6 }).sum();
    units * size / 10
}

//! Where lines break in the files that rustfmt is told to skip.

/// `max_width` of the workspace's `rustfmt.toml`.
const WIDTH: usize = 110;

/// As many pieces on each line as fit, a space between them and `start` at the beginning of each line.
pub(crate) fn fill(start: &str, pieces: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut text = String::new();
    let mut line = String::new();
    for piece in pieces {
        let piece = piece.as_ref();
        if !line.is_empty() && line.len() + 1 + piece.len() > WIDTH {
            text.push_str(&line);
            text.push('\n');
            line.clear();
        }
        line.push_str(if line.is_empty() { start } else { " " });
        line.push_str(piece);
    }
    text.push_str(&line);
    text.push('\n');
    text
}

/// `GetBucketCORS` as `GET_BUCKET_CORS`.
pub(crate) fn screaming_snake(name: &str) -> String {
    let mut snake = String::new();
    let mut before = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let word_ends = before.is_some_and(|before: char| {
            !before.is_uppercase() || rest.peek().is_some_and(|next| next.is_lowercase())
        });
        if c.is_uppercase() && word_ends {
            snake.push('_');
        }
        snake.push(c.to_ascii_uppercase());
        before = Some(c);
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_one_word() {
        assert_eq!(screaming_snake("GetBucketCORS"), "GET_BUCKET_CORS");
        assert_eq!(screaming_snake("ReEncryptFrom"), "RE_ENCRYPT_FROM");
        assert_eq!(screaming_snake("GetIPAddress"), "GET_IP_ADDRESS");
    }

    #[test]
    fn lines_are_full_and_not_too_long() {
        let text = fill("    ", vec!["x".repeat(50); 3]);
        assert_eq!(text.lines().map(str::len).collect::<Vec<_>>(), [105, 54]);
    }
}

//! Messages as terminals and logs broke them: wrapped in the middle of a word, with a prefix on every line, several in
//! one text.

use crosskms::arn::KeyArn;
use crosskms::authorize::Caller;

use super::{Denial, Policies, Reason, UnreadDenial, message};

/// Narrower terminals wrap no message of AWS's.
const NARROWEST: usize = 40;

/// Where messages begin, the surest first.
const BEGINNINGS: &[&str] = &["An error occurred (", "operation error ", "\"eventSource\"", "User: arn:"];

/// Reads a text, with its lines put together in whichever way says most.
pub(super) fn read(text: &str) -> Result<Denial, UnreadDenial> {
    let as_it_is = message::read(text);
    if !text.trim().contains('\n') || clearness(&as_it_is) == CLEAR {
        return as_it_is;
    }
    let others = [unwrapped(text), without_prefixes(text), unwrapped(&without_prefixes(text))];
    others
        .iter()
        .map(|text| message::read(text))
        .fold(as_it_is, |best, other| if clearness(&other) > clearness(&best) { other } else { best })
}

/// The parts of a text that are messages each; one, where it does not look like several.
pub(super) fn messages(text: &str) -> Vec<&str> {
    let starts = BEGINNINGS.iter().find_map(|beginning| {
        let starts: Vec<usize> = text.match_indices(beginning).map(|(start, _)| start).collect();
        (starts.len() > 1).then_some(starts)
    });
    let mut parts = Vec::new();
    let mut rest = text;
    // From behind: what stands before a beginning in its line belongs to it, as `upload failed: … to s3://…`.
    for start in starts.unwrap_or_default().into_iter().skip(1).rev() {
        let Some((before, _)) = rest.split_at_checked(start) else { continue };
        let cut = before.rfind('\n').map_or(start, |newline| newline.saturating_add(1));
        let cut = if before.get(cut..).is_some_and(holds_a_beginning) { start } else { cut };
        if let Some((before, part)) = rest.split_at_checked(cut) {
            parts.push(part);
            rest = before;
        }
    }
    parts.push(rest);
    parts.reverse();
    parts
}

fn holds_a_beginning(text: &str) -> bool {
    BEGINNINGS.iter().any(|beginning| text.contains(beginning))
}

const CLEAR: u8 = 4;

/// How much of a message was understood.
fn clearness(read: &Result<Denial, UnreadDenial>) -> u8 {
    let Ok(denial) = read else { return 0 };
    let caller = denial.principal.as_deref().is_some_and(|name| name.parse::<Caller>().is_ok());
    let resource = denial.resource.as_deref().is_some_and(is_whole);
    let reason = !matches!(
        denial.reason,
        Reason::Bare
            | Reason::Unsaid
            | Reason::NotAllowed(Policies::Other(_))
            | Reason::Denied(Some(Policies::Other(_)))
    );
    [true, caller, resource, reason].into_iter().map(u8::from).sum()
}

/// Whether nothing is cut off an ARN, as far as one can see. Ids of keys have 36 characters (R1.20).
pub(super) fn is_whole(arn: &str) -> bool {
    let has_id = |key: KeyArn| key.key_id().as_str().len() >= 36;
    !arn.contains(":kms:") || arn.contains(":alias/") || arn.parse().is_ok_and(has_id)
}

/// Lines that a terminal wrapped at its width, in one; where it ate a space at the end, there is one again.
fn unwrapped(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().collect();
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let mut line = String::with_capacity(text.len());
    for part in lines {
        line.push_str(part);
        if part.chars().count() < width.max(NARROWEST) {
            line.push(' ');
        }
    }
    line
}

/// Lines without what their log puts before each of them: whatever is the same in all of them but for digits.
fn without_prefixes(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().filter(|line| !line.trim().is_empty()).collect();
    let Some((first, others)) = lines.split_first() else { return String::new() };
    let same = |one: char, other: char| one == other || (one.is_ascii_digit() && other.is_ascii_digit());
    let shared = |line: &&str| first.chars().zip(line.chars()).take_while(|(a, b)| same(*a, *b)).count();
    let shared = others.iter().map(shared).min().unwrap_or_default();
    // Up to the end of a word: what follows may begin alike by chance.
    let words: String = first.chars().take(shared).collect();
    let prefix = words.rfind(' ').map_or(0, |end| words.chars().take(end.saturating_add(1)).count());
    let prefix = prefix.min(words.chars().count());
    let kept: Vec<String> = lines.iter().map(|line| line.chars().skip(prefix).collect()).collect();
    kept.join("\n")
}

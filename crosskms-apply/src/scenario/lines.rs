//! Scenarios as JSON lines, answered in order.
//!
//! Lines in a row often ask different questions about the same policies, which then are read and made ready once.

use std::fmt;

use crosskms::authorize::Prepared;
use crosskms::json::{Node, ReadError};
use serde::Serialize;

use super::answer::Answer;
use super::documents::Documents;
use super::id::id_of;
use super::read::{Field, Parts};

/// A line of a file, and its number, counted from one.
#[derive(Debug, Clone, Copy)]
pub struct Line<'t> {
    /// The number.
    pub number: usize,
    /// The text.
    pub text: &'t [u8],
}

/// Why a line could not be answered; written in place of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LineError {
    /// The id of the scenario, where it could be read.
    pub id: Option<String>,
    /// What is wrong, and where.
    pub error: String,
}

impl LineError {
    fn new(id: Option<String>, line: Line<'_>, column: usize, message: impl fmt::Display) -> Self {
        Self { id, error: format!("line {} column {column}: {message}", line.number) }
    }

    fn of(line: Line<'_>, text: &str, error: ReadError) -> Self {
        let error = error.located_in(text);
        let (_, column) = error.position();
        Self::new(id_of(text), line, column, message_of(&error))
    }
}

/// What is wrong, under which JSON pointer, and the way out.
pub fn message_of(error: &ReadError) -> String {
    let pointer = match error.pointer() {
        pointer if pointer.is_empty() => pointer,
        pointer => format!("{pointer}: "),
    };
    let help = error.help().map_or_else(String::new, |help| format!("; {help}"));
    format!("{pointer}{}{help}", error.message())
}

/// Answers lines in their order.
///
/// ```
/// use crosskms_apply::scenario::{Line, answer_lines};
///
/// let answers = answer_lines(&[Line { number: 1, text: br#"{"id": "no request"}"# }]);
/// assert_eq!(answers[0].as_ref().unwrap_err().error, "line 1 column 1: a scenario needs a `request`");
/// ```
pub fn answer_lines(lines: &[Line<'_>]) -> Vec<Result<Answer, LineError>> {
    let read: Vec<ReadLine<'_>> = lines.iter().map(|line| ReadLine::of(*line)).collect();
    let mut answers = Vec::with_capacity(lines.len());
    for run in read.chunk_by(ReadLine::has_the_documents_of) {
        answer_run(run, &mut answers);
    }
    answers
}

struct ReadLine<'t> {
    line: Line<'t>,
    text: &'t str,
    parts: Result<Parts<'t>, LineError>,
}

impl<'t> ReadLine<'t> {
    fn of(line: Line<'t>) -> Self {
        match std::str::from_utf8(line.text) {
            Ok(text) => {
                let parts = Node::parse(text).and_then(Parts::of);
                Self { line, text, parts: parts.map_err(|error| LineError::of(line, text, error)) }
            }
            Err(error) => {
                let valid = line.text.get(..error.valid_up_to()).unwrap_or_default();
                let column = String::from_utf8_lossy(valid).chars().count().saturating_add(1);
                let error = LineError::new(None, line, column, "not UTF-8; save the file as UTF-8");
                Self { line, text: "", parts: Err(error) }
            }
        }
    }

    /// Why the documents of the line cannot be read; another line with the same ones failed so.
    fn error_of_documents(&self, of_another: ReadError) -> LineError {
        let error = match &self.parts {
            Ok(parts) => Documents::read(&parts.documents).err().unwrap_or(of_another),
            Err(error) => return error.clone(),
        };
        LineError::of(self.line, self.text, error)
    }

    fn has_the_documents_of(&self, other: &Self) -> bool {
        let (Ok(one), Ok(other)) = (&self.parts, &other.parts) else { return false };
        let same =
            |((a, x), (b, y)): (&(Field, Node<'_>), &(Field, Node<'_>))| a == b && x.text() == y.text();
        one.documents.len() == other.documents.len() && one.documents.iter().zip(&other.documents).all(same)
    }
}

/// Answers lines that bring the same policies.
fn answer_run(run: &[ReadLine<'_>], answers: &mut Vec<Result<Answer, LineError>>) {
    let documents = match run.first().map(|read| &read.parts) {
        Some(Ok(parts)) => Documents::read(&parts.documents),
        _ => Ok(Documents::default()),
    };
    let documents = match documents {
        Ok(documents) => documents,
        Err(error) => {
            // The same mistake stands in each of the lines, at its own column.
            answers.extend(run.iter().map(|read| Err(read.error_of_documents(error.clone()))));
            return;
        }
    };
    let evidence = documents.evidence();
    let prepared = Prepared::of(&evidence);
    answers.extend(run.iter().map(|read| match &read.parts {
        Ok(parts) => {
            let request = parts.request.about_key(documents.key.as_ref());
            Ok(Answer::new(parts.id.clone(), prepared.authorize(&request), parts.expect))
        }
        Err(error) => Err(error.clone()),
    }));
}

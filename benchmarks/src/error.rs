//! Why nothing could be measured.

use std::io;
use std::path::Path;

use crosskms_python::PythonError;

/// Why a benchmark did not come to an end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchmarkError {
    #[error(transparent)]
    Python(#[from] PythonError),
    #[error("cannot use `{path}`: {source}")]
    File { path: String, source: io::Error },
    #[error("`{command}` did not do its work: {why}")]
    Command { command: String, why: String },
    #[error("`{path}` line {line} is no case of a policy: {why}")]
    Corpus { path: String, line: usize, why: String },
    #[error("the job of `decide` cannot be set up: {why}")]
    Job { why: String },
    #[error("{who} answers {actual} to the question `{question}`; the answer is {expected}")]
    Answer { who: &'static str, question: &'static str, actual: bool, expected: bool },
    #[error(
        "`{path}` has no lines `<!-- {section} -->` and `<!-- end of {section} -->`; put them where the table belongs"
    )]
    Marker { path: String, section: &'static str },
}

/// For `map_err`: which file or folder it is that fails.
pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> BenchmarkError + use<'_> {
    move |source| BenchmarkError::File { path: path.display().to_string(), source }
}

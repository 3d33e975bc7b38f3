//! Events and spans of crosskms itself, on stderr. Those of the SDK are left out: they show what is sent.

use std::io::IsTerminal;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::arguments::{Common, Format, LogLevel};

/// Begins to log, if that is asked for.
pub(crate) fn begin(common: &Common) {
    let Some(level) = common.log else { return };
    let level = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let ours = Targets::new().with_target("crosskms", level);
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let layer = match common.format {
        Format::Json => layer.json().boxed(),
        _ => layer.with_ansi(std::io::stderr().is_terminal()).with_target(false).boxed(),
    };
    // There is no other subscriber in this process.
    let _ = tracing_subscriber::registry().with(layer.with_filter(ours)).try_init();
}

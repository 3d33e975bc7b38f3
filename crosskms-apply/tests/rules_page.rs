//! `docs/rules.md` has a chapter for every rule, and its examples fail and pass as it says.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use std::fs;
use std::path::PathBuf;

use crosskms::policy::PolicyType;
use crosskms::rules::RULES;
use crosskms_apply::config::{Config, ConfigError, LocatedFinding, check_policy_text, check_snapshot_text};

/// The kind of a block that holds a snapshot of accounts.
const SNAPSHOT: &str = "json snapshot";

/// The page: its table of contents, and the chapters under their topics.
#[derive(Default)]
struct Page {
    contents: String,
    /// The blocks of code before the first chapter.
    blocks: Vec<Block>,
    topics: Vec<Topic>,
}

struct Topic {
    title: String,
    chapters: Vec<Chapter>,
}

struct Chapter {
    rule: String,
    /// Everything but the examples and their labels.
    lines: Vec<String>,
    examples: Vec<Block>,
}

/// A block of code.
struct Block {
    /// The line before it, such as `Fails, in a key policy:`.
    label: String,
    /// What follows its opening fence, such as `json key-policy`.
    kind: String,
    text: String,
}

impl Page {
    fn read() -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
        Self::parse(&fs::read_to_string(path).unwrap())
    }

    fn parse(text: &str) -> Self {
        let mut page = Self::default();
        let mut title = String::new();
        let mut label = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(kind) = line.strip_prefix("```") {
                let text = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n"));
                let text = text.collect();
                let block = Block { label: std::mem::take(&mut label), kind: kind.to_owned(), text };
                match page.chapter() {
                    Some(chapter) => chapter.examples.push(block),
                    None => page.blocks.push(block),
                }
            } else if let Some(rule) = line.strip_prefix("### ") {
                if page.topics.last().is_none_or(|topic| topic.title != title) {
                    page.topics.push(Topic { title: title.clone(), chapters: Vec::new() });
                }
                let rule = rule.trim_matches('`').to_owned();
                let chapter = Chapter { rule, lines: Vec::new(), examples: Vec::new() };
                page.topics.last_mut().unwrap().chapters.push(chapter);
            } else if let Some(heading) = line.strip_prefix("## ") {
                heading.clone_into(&mut title);
            } else if !line.is_empty() {
                line.clone_into(&mut label);
                match page.chapter() {
                    Some(_) if is_label(line) => {}
                    Some(chapter) => chapter.lines.push(line.to_owned()),
                    None if title == "Contents" => page.contents.push_str(&format!("{line}\n")),
                    None => {}
                }
            }
        }
        page
    }

    /// The chapter that is being read.
    fn chapter(&mut self) -> Option<&mut Chapter> {
        self.topics.last_mut()?.chapters.last_mut()
    }

    fn chapters(&self) -> impl Iterator<Item = &Chapter> {
        self.topics.iter().flat_map(|topic| &topic.chapters)
    }

    /// The block of the introduction that all examples of a kind build on.
    fn base(&self, kind: &str) -> &str {
        let block = self.blocks.iter().find(|block| block.kind == kind);
        &block.unwrap_or_else(|| panic!("the introduction has no block of `{kind}`")).text
    }

    /// What the rules find in an example.
    fn findings(&self, example: &Block) -> Vec<LocatedFinding> {
        if example.kind == "toml" {
            let text = whole_config(&example.text, self.base("toml"));
            return match Config::parse("example", &text) {
                Ok(config) => config.warnings,
                Err(ConfigError::Findings(findings)) => findings,
                Err(error) => panic!("{error} in\n{text}"),
            };
        }
        if example.kind == SNAPSHOT {
            return check_snapshot_text("example", &example.text);
        }
        let policy_type = example.policy_type();
        let text = match policy_type {
            Some(policy_type) => whole_policy(&example.text, policy_type, self.base("json")),
            None => example.text.clone(),
        };
        check_policy_text("example", &text, policy_type)
    }
}

impl Block {
    fn policy_type(&self) -> Option<PolicyType> {
        let name = self.kind.strip_prefix("json ").filter(|_| self.kind != SNAPSHOT)?;
        Some(name.parse().unwrap_or_else(|error| panic!("`{name}`: {error}")))
    }

    /// What the line before the block has to be.
    fn expected_label(&self, word: &str) -> String {
        match self.policy_type() {
            Some(policy_type) => format!("{word}, in {}:", policy_type.with_article()),
            None if self.kind == SNAPSHOT => format!("{word}, in a snapshot:"),
            None => format!("{word}:"),
        }
    }

    fn is(&self, word: &str) -> bool {
        self.label == self.expected_label(word)
    }
}

fn is_label(line: &str) -> bool {
    line.ends_with(':') && (line.starts_with("Fails") || line.starts_with("Passes"))
}

/// A file of its own when it has tables; else the fields take the place of those in the base grant.
fn whole_config(example: &str, base: &str) -> String {
    if example.lines().any(|line| line.starts_with('[')) {
        return example.to_owned();
    }
    let field = |line: &str| line.split_once(" = ").map(|(field, _)| field.to_owned());
    let replaced: Vec<String> = example
        .lines()
        .filter_map(field)
        .map(|field| match field.as_str() {
            "allow" => "access".to_owned(),
            "principals" => "principal".to_owned(),
            _ => field,
        })
        .collect();
    let kept = base.lines().filter(|line| field(line).is_none_or(|field| !replaced.contains(&field)));
    kept.chain(example.lines()).map(|line| format!("{line}\n")).collect()
}

/// A policy as it is; a statement in a policy, which in a key policy holds the owner's statement, too.
fn whole_policy(example: &str, policy_type: PolicyType, owner: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(example).unwrap();
    if value.get("Effect").is_none() {
        return example.to_owned();
    }
    let statements = match policy_type {
        PolicyType::KeyPolicy => format!("{example}, {owner}"),
        _ => example.to_owned(),
    };
    format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#)
}

/// As GitHub makes anchors of headings, as far as they occur here.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-").replace([',', '`'], "")
}

/// The links of a text to places in the page: what they show and where they go.
fn links(text: &str) -> Vec<(String, String)> {
    let link = |part: &str| {
        let (shown, rest) = part.split_once("](#")?;
        let (_, shown) = shown.rsplit_once('[')?;
        Some((shown.to_owned(), rest.to_owned()))
    };
    text.split(')').filter_map(link).collect()
}

#[track_caller]
fn assert_nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "docs/rules.md is wrong:\n\n{}\n", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_chapter_in_the_order_of_the_list() {
    let page = Page::read();
    let chapters: Vec<&str> = page.chapters().map(|chapter| chapter.rule.as_str()).collect();
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let missing = rules.iter().filter(|rule| !chapters.contains(rule));
    let unknown = chapters.iter().filter(|chapter| !rules.contains(chapter));
    let wrong: Vec<String> = missing
        .map(|rule| format!("`{rule}` has no chapter"))
        .chain(unknown.map(|chapter| format!("there is no rule `{chapter}`, but a chapter of it")))
        .collect();
    assert_nothing(&wrong);
    let late = chapters.iter().zip(&rules).find(|(chapter, rule)| chapter != rule);
    let wrong = late.map(|(chapter, rule)| format!("`{chapter}` stands where `RULES` has `{rule}`"));
    assert_nothing(&wrong.into_iter().collect::<Vec<_>>());
    assert_eq!(chapters, rules, "a chapter stands twice");
}

#[test]
fn every_chapter_is_in_the_table_of_contents() {
    let page = Page::read();
    let expected: Vec<(String, String)> = page
        .topics
        .iter()
        .flat_map(|topic| {
            let rules = topic.chapters.iter().map(|chapter| (format!("`{0}`", chapter.rule), &chapter.rule));
            let rules = rules.map(|(shown, rule)| (shown, anchor(rule)));
            std::iter::once((topic.title.clone(), anchor(&topic.title))).chain(rules).collect::<Vec<_>>()
        })
        .collect();
    let contents = links(&page.contents);
    let shown = |links: &[(String, String)], index: usize| match links.get(index) {
        Some((shown, anchor)) => format!("[{shown}](#{anchor})"),
        None => "nothing more".to_owned(),
    };
    let different = (0..expected.len().max(contents.len()))
        .find(|index| expected.get(*index) != contents.get(*index))
        .map(|index| (shown(&contents, index), shown(&expected, index)));
    let wrong =
        different.map(|(found, heading)| format!("the contents have {found}, where {heading} comes next"));
    assert_nothing(&wrong.into_iter().collect::<Vec<_>>());
}

#[test]
fn every_chapter_says_how_bad_it_is_and_where_aws_says_so() {
    let page = Page::read();
    let mut wrong = Vec::new();
    for chapter in page.chapters() {
        let Some(rule) = RULES.iter().find(|rule| rule.name == chapter.rule) else { continue };
        let expected = format!("{} · [AWS]({})", rule.severity, rule.page);
        let found = chapter.lines.first().map(String::as_str).unwrap_or_default();
        if found != expected {
            wrong.push(format!("`{}` begins with\n    {found}\nand not with\n    {expected}", rule.name));
        }
        if chapter.lines.len() < 2 {
            wrong.push(format!("`{}` does not say what is wrong and why it hurts", rule.name));
        }
    }
    assert_nothing(&wrong);
}

#[test]
fn every_example_fails_or_passes_as_it_says() {
    let page = Page::read();
    let mut wrong = Vec::new();
    for chapter in page.chapters() {
        let rule = &chapter.rule;
        for word in ["Fails", "Passes"] {
            if !chapter.examples.iter().any(|example| example.is(word)) {
                wrong.push(format!("`{rule}` has no example under `{word}:`"));
            }
        }
        for example in &chapter.examples {
            let findings = page.findings(example);
            let others = findings.iter().filter(|located| located.finding.rule.name != *rule).count();
            let mistake = match (example.is("Fails"), example.is("Passes")) {
                (true, _) if findings.is_empty() => "is said to fail, but nothing is found",
                (true, _) if others > 0 => "fails other rules than its own",
                (_, true) if !findings.is_empty() => "is said to pass",
                (false, false) => "needs a line before it as the introduction says",
                _ => continue,
            };
            let listed: String = findings
                .iter()
                .map(|located| format!("    {}: {}\n", located.finding.rule.name, located.finding.message))
                .collect();
            wrong.push(format!("`{rule}`: this example {mistake}:\n{}{listed}", example.text));
        }
    }
    assert_nothing(&wrong);
}

#[test]
fn what_the_examples_build_on_passes() {
    let page = Page::read();
    let grant = Config::parse("base", page.base("toml")).unwrap();
    assert_eq!((grant.grants.len(), grant.warnings.len()), (1, 0));
    let policy = format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, page.base("json"));
    let findings = check_policy_text("base", &policy, Some(PolicyType::KeyPolicy));
    assert!(findings.is_empty(), "{findings:?}");
}

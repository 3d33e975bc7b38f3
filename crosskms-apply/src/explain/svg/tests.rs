//! Pictures that people look at are golden files. `CROSSKMS_BLESS=1` writes them anew; look at them in a browser.

use std::fs;
use std::path::PathBuf;

use crosskms::authorize::{Gate, Verdict};
use proptest::prelude::*;

use super::svg;
use crate::explain::{
    Picture, PictureConsumer, PictureEnd, PictureGate, PictureMark, PictureOwner, PictureStep,
};

const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn mark(gate: usize, verdict: Verdict, note: &str) -> PictureMark {
    PictureMark { gate, verdict, note: (!note.is_empty()).then(|| note.to_owned()) }
}

fn picture(consumer: &[Gate], owner: &[Gate], steps: Vec<PictureStep>) -> Picture {
    let gates = |gates: &[Gate]| gates.iter().copied().map(PictureGate::from).collect();
    Picture {
        title: "GetObject on s3://example-raw-events/2026/11/23.parquet".to_owned(),
        consumer: PictureConsumer {
            id: "444455556666".to_owned(),
            principal: "arn:aws:iam::444455556666:role/analytics".to_owned(),
            gates: gates(consumer),
        },
        owner: PictureOwner {
            id: "111122223333".to_owned(),
            resources: vec!["arn:aws:s3:::example-raw-events".to_owned(), KEY.to_owned()],
            gates: gates(owner),
        },
        steps,
    }
}

fn step(action: &str, resource: &str, marks: Vec<PictureMark>, end: PictureEnd) -> PictureStep {
    PictureStep { action: action.to_owned(), resource: resource.to_owned(), condition: None, marks, end }
}

/// S3 lets the request pass, the key does not.
fn denied() -> Picture {
    let object = "arn:aws:s3:::example-raw-events/2026/11/23.parquet";
    let why = "no statement matches; nearest is `AllowAnalytics`, whose Condition.StringEquals.kms:ViaService expects \
               `s3.eu-west-1.amazonaws.com` and finds `s3.ap-northeast-1.amazonaws.com`";
    let consumer = [Gate::IdentityPolicy, Gate::ServiceControlPolicy];
    let owner = [Gate::ResourceControlPolicy, Gate::BucketPolicy, Gate::KeyPolicy, Gate::KmsGrant];
    let get = vec![
        mark(0, Verdict::Allowed, ""),
        mark(1, Verdict::Allowed, ""),
        mark(2, Verdict::Allowed, ""),
        mark(3, Verdict::Allowed, ""),
    ];
    let decrypt = vec![
        mark(0, Verdict::Allowed, ""),
        mark(1, Verdict::Allowed, ""),
        mark(2, Verdict::Allowed, ""),
        mark(4, Verdict::Silent, why),
        mark(5, Verdict::Silent, ""),
    ];
    let steps = vec![
        step("s3:GetObject", object, get, PictureEnd::Passes),
        step("kms:Decrypt", KEY, decrypt, PictureEnd::StopsAt(4)),
    ];
    picture(&consumer, &owner, steps)
}

/// Every gate there is, a gate that nobody could read, and a step that was never sent.
fn every_gate() -> Picture {
    let consumer = [
        Gate::IdentityPolicy,
        Gate::PermissionsBoundary,
        Gate::SessionPolicy,
        Gate::ServiceControlPolicy,
        Gate::EndpointPolicy,
    ];
    let owner = [
        Gate::ResourceControlPolicy,
        Gate::BucketSettings,
        Gate::AccessPointPolicy,
        Gate::BucketPolicy,
        Gate::KeyPolicy,
        Gate::KmsGrant,
        Gate::KeyState,
    ];
    let long =
        format!("arn:aws:s3:::example-raw-events/{}<raw> & \"odd\".parquet", "a-long-folder/".repeat(12));
    let put = vec![
        mark(0, Verdict::Allowed, ""),
        mark(1, Verdict::Allowed, ""),
        mark(2, Verdict::Silent, ""),
        mark(3, Verdict::Unknown, "the credentials may not read the organization's policies"),
        mark(5, Verdict::Unknown, "the credentials may not read the organization's policies"),
        mark(6, Verdict::Allowed, ""),
        mark(8, Verdict::Allowed, ""),
    ];
    let data_key = vec![
        mark(0, Verdict::Allowed, ""),
        mark(1, Verdict::Denied, "by `DenyOtherKeys`"),
        mark(9, Verdict::Allowed, ""),
        mark(11, Verdict::Allowed, ""),
    ];
    let steps = vec![
        step("s3:PutObject", &long, put, PictureEnd::UnknownFrom(3)),
        step("kms:GenerateDataKey", KEY, data_key, PictureEnd::StopsAt(1)),
        step("kms:Decrypt", KEY, Vec::new(), PictureEnd::NotReached),
    ];
    let picture = picture(&consumer, &owner, steps);
    Picture { title: "PutObject on s3://example-raw-events/a-long-folder/…".to_owned(), ..picture }
}

fn golden(name: &str, picture: &Picture) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    let drawn = svg(picture);
    if std::env::var_os("CROSSKMS_BLESS").is_some_and(|value| value == "1") {
        fs::write(&path, &drawn).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(drawn == expected, "{name} differs; see CROSSKMS_BLESS");
}

#[test]
fn a_read_that_the_key_stops() {
    golden("../docs/pictures/denied.svg", &denied());
}

#[test]
fn every_gate_and_every_end() {
    golden("src/explain/svg/tests/every-gate.svg", &every_gate());
}

#[test]
fn no_text_becomes_markup() {
    let mut picture = denied();
    picture.title = "<script>alert(1)</script>".to_owned();
    picture.consumer.principal = "\"/><image href=\"x\u{0}\u{1b}".to_owned();
    let drawn = svg(&picture);
    assert!(!drawn.contains("<script") && !drawn.contains("<image"), "{drawn}");
    assert!(drawn.chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn a_gate_that_is_not_there_is_passed_over() {
    let mut picture = denied();
    picture.steps.push(step(
        "s3:GetObject",
        "x",
        vec![mark(99, Verdict::Denied, "")],
        PictureEnd::StopsAt(99),
    ));
    assert!(svg(&picture).contains("stopped by a gate"));
}

proptest! {
    #[test]
    fn any_picture_is_drawn(consumer in 0..30_usize, owner in 0..30_usize, gate in 0..60_usize, text in ".*") {
        let mut picture = denied();
        picture.consumer.gates = vec![PictureGate { name: text.clone() }; consumer];
        picture.owner.gates = vec![PictureGate { name: text.clone() }; owner];
        picture.title.clone_from(&text);
        picture.steps.push(step(&text, &text, vec![mark(gate, Verdict::Unknown, &text)], PictureEnd::UnknownFrom(gate)));
        prop_assert!(svg(&picture).ends_with("</svg>\n"));
    }
}

//! Why a request is denied, for people.

mod picture;
mod svg;

pub use picture::{
    Picture, PictureConsumer, PictureEnd, PictureGate, PictureMark, PictureOwner, PictureStep,
};
pub use svg::svg;

//! A picture as an SVG file that needs nothing else: colours are written into it, fonts are named by their kind.
//!
//! What always holds: every text is escaped, so whatever names the user has, the file is well-formed.

use super::{Form, Paint, Part, Picture, Shape, Tone};

/// The colours of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// Dark ink on white.
    Light,
    /// Light ink on a dark ground.
    Dark,
}

/// The values of `tokens.css` that a picture needs.
struct Palette {
    background: &'static str,
    ink: &'static str,
    muted: &'static str,
    line: &'static str,
    pass: &'static str,
    fail: &'static str,
    caution: &'static str,
    unknown: &'static str,
    accent: &'static str,
    accent_tint: &'static str,
}

const LIGHT: Palette = Palette {
    background: "#ffffff",
    ink: "#1b1f24",
    muted: "#57606a",
    line: "#6e7781",
    pass: "#0b6b3a",
    fail: "#b42318",
    caution: "#8a5a00",
    unknown: "#5b4b8a",
    accent: "#0550ae",
    accent_tint: "#e6f0fb",
};

const DARK: Palette = Palette {
    background: "#0d1117",
    ink: "#e6edf3",
    muted: "#9aa4af",
    line: "#768390",
    pass: "#4ad07d",
    fail: "#ff8a80",
    caution: "#f0c14b",
    unknown: "#c3b1ff",
    accent: "#79b8ff",
    accent_tint: "#12243a",
};

/// Space around the picture in the file.
const MARGIN: i32 = 16;
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans KR', 'Malgun Gothic', sans-serif";

/// Writes a picture as a file. `title` stands over it, and `description` is for those who do not see it.
#[must_use]
pub fn svg(picture: &Picture, title: &str, description: &str, colors: Colors) -> String {
    let palette = match colors {
        Colors::Light => &LIGHT,
        Colors::Dark => &DARK,
    };
    let head = 30;
    let (width, height) = (picture.width + 2 * MARGIN, picture.height + 2 * MARGIN + head);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONT}\">\n"
    );
    element(&mut out, "title", title);
    element(&mut out, "desc", description);
    out.push_str(&format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n", palette.background));
    out.push_str(&format!(
        "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"15\" font-weight=\"600\" fill=\"{}\">",
        MARGIN + 10,
        palette.ink
    ));
    out.push_str(&escape(title));
    out.push_str(&format!("</text>\n<g transform=\"translate({MARGIN} {})\">\n", MARGIN + head));
    for part in &picture.parts {
        write_part(&mut out, part, palette);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn write_part(out: &mut String, part: &Part, palette: &Palette) {
    out.push_str("<g>");
    if !part.label.is_empty() {
        element(out, "title", &part.label);
    }
    for shape in &part.shapes {
        write_shape(out, shape, part.tone, palette);
    }
    out.push_str("</g>\n");
}

fn write_shape(out: &mut String, shape: &Shape, tone: Tone, palette: &Palette) {
    let Some(look) = look(shape.paint, tone, palette) else { return };
    match &shape.form {
        Form::Rect { x, y, width, height } => {
            let radius = radius(shape.paint);
            out.push_str(&format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" {look}/>"
            ));
        }
        Form::Circle { x, y, radius } => {
            out.push_str(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {look}/>"));
        }
        Form::Path(d) => out.push_str(&format!("<path d=\"{d}\" {look}/>")),
        Form::Text { x, y, anchor, text } => {
            out.push_str(&format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{}\" {look}>", anchor.word()));
            out.push_str(&escape(text));
            out.push_str("</text>");
        }
    }
}

/// The corners of a box.
#[must_use]
pub fn radius(paint: Paint) -> &'static str {
    match paint {
        Paint::Frame => "14",
        _ => "10",
    }
}

/// How a shape looks, as attributes; `None` for what is there only to be clicked. `app-6-picture.css` says the same.
fn look(paint: Paint, tone: Tone, palette: &Palette) -> Option<String> {
    let color = match tone {
        Tone::Pass => palette.pass,
        Tone::Fail => palette.fail,
        Tone::Unknown => palette.unknown,
        Tone::Caution => palette.caution,
        Tone::NotReached | Tone::Plain => palette.line,
    };
    let text = |size: &str, weight: &str, fill: &str| {
        Some(format!("font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\""))
    };
    let dashes = |unknown: &str, not_reached: &str| match tone {
        Tone::Unknown => format!(" stroke-dasharray=\"{unknown}\""),
        Tone::NotReached => format!(" stroke-dasharray=\"{not_reached}\""),
        _ => String::new(),
    };
    let word = if matches!(tone, Tone::NotReached | Tone::Plain) { palette.muted } else { color };
    match paint {
        Paint::Touch => None,
        Paint::Box => Some(format!(
            "fill=\"{}\" stroke=\"{color}\" stroke-width=\"1.4\"{}",
            palette.background,
            dashes("7 3", "3 3")
        )),
        Paint::Chosen => {
            Some(format!("fill=\"{}\" stroke=\"{}\" stroke-width=\"2\"", palette.accent_tint, palette.accent))
        }
        Paint::Frame => Some(format!("fill=\"none\" stroke=\"{}\" stroke-dasharray=\"8 4\"", palette.line)),
        Paint::Wire => Some(format!(
            "fill=\"none\" stroke=\"{color}\" stroke-width=\"2.2\" stroke-linecap=\"round\"{}",
            dashes("7 5", "0.5 6")
        )),
        Paint::Cross => Some(format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"2.4\" stroke-linecap=\"round\"")),
        Paint::Disc if tone == Tone::Fail => Some(format!("fill=\"{color}\" stroke=\"{color}\" stroke-width=\"1.8\"")),
        Paint::Disc => Some(format!(
            "fill=\"{}\" stroke=\"{color}\" stroke-width=\"1.8\"{}",
            palette.background,
            dashes("5 2.5", "2 2.5")
        )),
        Paint::Number if tone == Tone::Fail => text("13", "650", palette.background),
        Paint::Number => text("11.5", "650", word),
        Paint::Kind | Paint::Detail | Paint::Caption => text("11", "400", palette.muted),
        Paint::Name if tone == Tone::NotReached => text("13", "600", palette.muted),
        Paint::Name => text("13", "600", palette.ink),
        Paint::Word => text("11", "650", word),
    }
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>{}</{name}>", escape(text)));
}

/// Text as XML; what XML cannot hold at all is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

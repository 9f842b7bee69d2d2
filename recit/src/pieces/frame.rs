//! What all pictures share: their colours, their titles.

use bareme::{
    Verdict,
    analysis::{Piece, Pieces},
};

use crate::render::escaped;

const WIDTH: i128 = 960;

/// Colours for a light page, a dark one and print; nothing outside this picture changes.
const STYLE: &str = "<style>\
.seuils{font-family:system-ui,sans-serif;font-size:14px}\
.seuils .fond{fill:#fff}.seuils text{fill:#1a1a1a}.seuils .doux{fill:#555}\
.seuils .axe{stroke:#1a1a1a;fill:none}.seuils .grille{stroke:#d9d9d9;fill:none}.seuils .bord{stroke:#777;stroke-dasharray:2 4;fill:none}\
.seuils .trait{stroke:#1f5fa8;stroke-width:3;fill:none}.seuils .sens{stroke:#1f5fa8;stroke-width:3;stroke-dasharray:8 5;fill:none}\
.seuils .plage{fill:#1f5fa8;fill-opacity:.25}.seuils .large{stroke:#1f5fa8;stroke-width:10;stroke-opacity:.25}.seuils .point{fill:#1f5fa8}\
.seuils .oui{fill:#bfe3c6}.seuils .non{fill:#f2c4c0}.seuils .ouvert{fill:#f5e3ad}.seuils .hors{fill:#dcdcdc}.seuils rect{stroke:#fff;stroke-width:1}\
.seuils .ici{stroke:#a8431f;stroke-width:2;fill:none}.seuils rect.cadre{stroke:#777;fill:none}.seuils rect.fond{stroke:none}\
@media (prefers-color-scheme:dark){.seuils .fond{fill:#16181d}.seuils text{fill:#ececec}.seuils .doux{fill:#b5b5b5}\
.seuils .axe{stroke:#ececec}.seuils .grille{stroke:#3a3d44}.seuils .bord{stroke:#9a9a9a}\
.seuils .trait,.seuils .sens{stroke:#7db4f0}.seuils .plage,.seuils .point{fill:#7db4f0}\
.seuils .oui{fill:#1f5a31}.seuils .non{fill:#7a2a25}.seuils .ouvert{fill:#6a5413}.seuils .hors{fill:#3d4047}.seuils rect{stroke:#16181d}.seuils .ici{stroke:#ff9a6b}}\
@media print{.seuils .fond{fill:#fff}.seuils text{fill:#000}.seuils .doux{fill:#333}.seuils .axe{stroke:#000}.seuils .grille{stroke:#ccc}\
.seuils .trait,.seuils .sens{stroke:#1f5fa8}.seuils .plage,.seuils .point{fill:#1f5fa8}\
.seuils .oui{fill:#d7eedb}.seuils .non{fill:#f7dcda}.seuils .ouvert{fill:#f9efcf}.seuils .hors{fill:#e8e8e8}}\
</style>";

/// The picture with its titles around what was drawn.
pub(super) fn framed(pieces: &Pieces, spoken: &str, body: &str, bottom: i128) -> String {
    let plan = pieces.plan();
    let name = pieces
        .dispositif()
        .map_or("", |dispositif| dispositif.title.as_str());
    let name = plan.titled(name, Some(pieces.date()));
    let heading = escaped(&name);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"seuils\" viewBox=\"0 0 {WIDTH} {bottom}\" width=\"{WIDTH}\" height=\"{bottom}\" \
         role=\"img\" lang=\"fr\"><title>{heading}</title><desc>{}</desc>{STYLE}\
         <rect class=\"fond\" width=\"100%\" height=\"100%\"/>\
         <text x=\"24\" y=\"34\" font-size=\"20\" font-weight=\"600\">{heading}</text>{body}</svg>\n",
        escaped(spoken)
    )
}

/// The colour of what is said over a piece.
pub(super) fn class(piece: &Piece<'_>) -> &'static str {
    match piece.verdict() {
        Some(Verdict::Eligible) => "oui",
        Some(Verdict::NotEligible) => "non",
        Some(Verdict::Undetermined) => "ouvert",
        Some(Verdict::OutOfPeriod) | None => "hors",
    }
}

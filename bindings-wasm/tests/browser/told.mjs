// What the engine tells, sought in what a page shows.
import assert from 'node:assert/strict';

/** Every text of a tree that is told, in the order of reading. */
export function* texts(blocks) {
  for (const block of blocks) {
    yield* [block.titre, block.etat, block.montant, block.apercu].filter((text) => text !== undefined);
    if (block.type === 'tableau') {
      yield* block.colonnes;
      for (const { cellules, sous } of block.lignes) yield* [...cellules, ...spoken(sous)];
    } else if (block.type === 'sources') yield* block.sources.map(({ texte }) => texte);
    else if (block.lignes) yield* spoken(block.lignes);
    if (block.blocs) yield* texts(block.blocs);
  }
}

function* spoken(lines) {
  for (const { texte, suite = [] } of lines) {
    // Between facts that can be asked for, the form has a list.
    for (const piece of texte) if ('texte' in piece) yield piece.texte.replace(/^\s*[;.,]\s*/, '');
    yield* spoken(suite);
  }
}

/** Without what the page adds for the eye. */
export const plain = (text) => text?.replace(/[\u00a0\u202f]/g, ' ').replace(/’/g, "'");

/** What the page shows, with all that is folded. */
export const shown = (page) =>
  page.locator('.panel').evaluate((panel) => {
    for (const fold of panel.querySelectorAll('details.fold')) {
      fold.open = true;
      fold.dispatchEvent(new Event('bareme-open'));
    }
    return panel.textContent;
  });

/** Each of these texts, one after the other. */
export function follows(page, tree, what) {
  let at = 0;
  for (const text of [...texts(tree)].map((text) => plain(text).trim())) {
    const found = page.indexOf(text, at);
    assert.ok(found >= 0, `${what}: « ${text} » is not after « ${page.slice(Math.max(0, at - 80), at)} »`);
    at = found + text.length;
  }
}

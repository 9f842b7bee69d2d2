import type { Bloc, DispositifId, FactName, FicheBloc, Ligne, Morceau, RepliBloc, Signe, TableauBloc } from 'bareme';
import { type Child, h, opened, sign } from './dom.js';

/** What a node leads to in this form. */
export interface Ways {
  /** Asks for a fact; nothing when it is never asked to a person. */
  ask(name: FactName): (() => void) | undefined;
  /** Is it what the form takes for usual? Then it is corrected, not asked for. */
  supposed?(name: FactName): boolean;
  /** What opens under a dispositif. */
  more?(id: DispositifId, level: Level): Child;
}

/** Of a heading. */
export type Level = 3 | 4 | 5 | 6;
const HEADINGS = { 3: 'h3', 4: 'h4', 5: 'h5', 6: 'h6' } as const;
const below = (level: Level): Level => (level === 6 ? 6 : ((level + 1) as Level));

/** The blocks of a text that is told, under headings that start at `level`. Everything is text, whatever a pack says. */
export function tree(blocks: readonly Bloc[], level: Level, ways: Ways): Child {
  return blocks.map((block) => {
    switch (block.type) {
      case 'section':
        return h('section', { class: block.partie ? 'part' : '' }, h(HEADINGS[level], {}, block.titre), tree(block.blocs, below(level), ways));
      case 'lignes':
        return lines(block.lignes, ways, level);
      case 'fiche':
        return card(block, level, ways);
      case 'repli':
        return fold(block, level, ways);
      case 'tableau':
        return table(block, ways, level);
      case 'sources':
        return h(
          'ol',
          { class: 'sources', start: block.premier },
          block.sources.map(({ texte, url }) => h('li', {}, link(url, texte))),
        );
    }
  });
}

function card(block: FicheBloc, level: Level, ways: Ways): HTMLElement {
  const { dispositif, signe, etat, titre, montant, lignes } = block;
  return h(
    'div',
    { class: `card ${signe}`, part: 'card', 'data-dispositif': dispositif },
    h(HEADINGS[level], {}, mark(signe), titre, ' ', h('span', { class: 'pill' }, etat)),
    montant !== undefined && h('p', { class: 'amount' }, montant),
    lines(lignes, ways, below(level)),
    ways.more?.(dispositif, below(level)),
  );
}

function fold({ titre, apercu, ouvert, blocs }: RepliBloc, level: Level, ways: Ways): HTMLElement {
  const summary = [h(HEADINGS[level], {}, titre), apercu !== undefined && h('span', { class: 'small' }, apercu)];
  return opened(summary, { class: 'fold', open: ouvert }, () => tree(blocs, below(level), ways));
}

/** Lines with a sign are a list, the others paragraphs. */
export function lines(list: readonly Ligne[], ways: Ways, level: Level): Child {
  const groups: Child[] = [];
  let items: HTMLElement[] = [];
  const close = (): void => {
    const doubts = items.every((item) => item.className === 'attention') && items.length > FIRST + 1;
    const [shown, others] = doubts ? [items.slice(0, FIRST - 1), items.slice(FIRST - 1)] : [items, []];
    if (shown.length > 0) groups.push(h('ul', { class: 'lines' }, shown));
    if (others.length > 0) groups.push(more(`et ${others.length} autres points à vérifier`, h('ul', { class: 'lines' }, others)));
    items = [];
  };
  for (const { signe, ton, texte, suite = [] } of list) {
    const words = [
      h('p', { class: ton === 'normal' ? null : ton }, mark(signe), pieces(texte, ways)),
      asked(texte, ways),
      texte.map((piece) => piece.type === 'dispositif' && ways.more?.(piece.id, level)),
    ];
    if (signe === 'aucun') {
      close();
      groups.push(words, suite.length > 0 && h('div', { class: 'inside' }, under(suite, ways, level)));
    } else {
      items.push(h('li', { class: signe }, words, under(suite, ways, level)));
    }
  }
  close();
  return groups;
}

/** Of a long list of suppositions or of doubts, as many as do not hide what follows. */
const FIRST = 3;

/** What belongs to a line; of many suppositions the first, the others when they are opened. */
function under(list: readonly Ligne[], ways: Ways, level: Level): Child {
  const supposed = list.every(({ texte: [piece, ...more] }) => piece?.type === 'fait' && more.length === 0 && ways.supposed?.(piece.nom) === true);
  if (!supposed || list.length <= FIRST + 1) return lines(list, ways, level);
  return [lines(list.slice(0, FIRST), ways, level), more(`et ${list.length - FIRST} autres suppositions`, lines(list.slice(FIRST), ways, level))];
}

const more = (title: string, content: Child): HTMLElement => h('details', { class: 'others' }, h('summary', {}, title), content);

const isAsked = (piece: Morceau, ways: Ways): boolean => piece.type === 'fait' && ways.ask(piece.nom) !== undefined;

/** Where the list of what can be asked for begins: a single fact stays in its sentence. */
function listed(list: readonly Morceau[], ways: Ways): number {
  const several = list.filter((piece) => isAsked(piece, ways)).length > 1;
  return several ? list.findIndex((piece) => isAsked(piece, ways)) : list.length;
}

/** Several facts that can be asked for are a list of buttons after the sentence: the signs between them have no use then. */
function asked(list: readonly Morceau[], ways: Ways): Child {
  const first = listed(list, ways);
  if (first === list.length) return null;
  const items = list.map((piece) => piece.type === 'fait' && isAsked(piece, ways) && h('li', {}, way(piece, ways)));
  const rest = list.slice(first).flatMap((piece) => ('texte' in piece && !isAsked(piece, ways) ? piece.texte.replace(/^\s*[;.,]\s*/, '') : []));
  return [h('ul', { class: 'asked' }, items), rest.some((text) => text !== '') && h('p', { class: 'small' }, rest)];
}

/** A fact that can be asked for is a button; one that is taken for usual is a text, with a button to correct it. */
function way({ nom, texte }: Extract<Morceau, { type: 'fait' }>, ways: Ways): Child {
  const ask = ways.ask(nom);
  if (ask === undefined) return texte;
  if (ways.supposed?.(nom) !== true) return h('button', { type: 'button', class: 'link', 'data-fait': nom, onclick: ask }, texte);
  const about = h('span', { class: 'unseen' }, ` : ${texte}`);
  return [texte, ' ', h('button', { type: 'button', class: 'link', 'data-corriger': nom, onclick: ask }, 'Corriger', about)];
}

function pieces(list: readonly Morceau[], ways: Ways): Child {
  return list.slice(0, listed(list, ways)).map((piece) => {
    switch (piece.type) {
      case 'texte':
      case 'dispositif':
        return piece.texte;
      case 'fait':
        return way(piece, ways);
      case 'fort':
        return h('strong', {}, piece.texte);
      case 'lien':
        return link(piece.url, piece.url);
      case 'renvoi': {
        const place = piece.repere === undefined ? '' : `, ${piece.repere}`;
        return h('cite', { title: piece.titre }, link(piece.url, `[${piece.numero}${place}]`));
      }
    }
  });
}

/** Each cell says its column: on a narrow screen the rows become lists. Roles keep what the style would take from a screen reader. */
function table({ colonnes, lignes }: TableauBloc, ways: Ways, level: Level): HTMLElement {
  const row = (cells: readonly string[]): HTMLElement =>
    h(
      'tr',
      { role: 'row' },
      cells.map((cell, column) => h('td', { role: 'cell', 'data-column': colonnes[column], class: cell === '' ? 'empty' : null }, cell)),
    );
  return h(
    'table',
    { role: 'table' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, colonnes.map((title) => h('th', { scope: 'col', role: 'columnheader' }, title)))),
    h(
      'tbody',
      { role: 'rowgroup' },
      lignes.map(({ cellules, sous }) => [
        row(cellules),
        sous.length > 0 && h('tr', { role: 'row', class: 'under' }, h('td', { role: 'cell', colspan: colonnes.length }, lines(sous, ways, level))),
      ]),
    ),
  );
}

/** A link where the address is one that a person can be sent to: only a click goes there, and tells nothing of this page. */
function link(url: string | undefined, text: string): Child {
  return url?.startsWith('https://') ? h('a', { href: url, rel: 'noopener noreferrer' }, text) : text;
}

const SIGNS: Readonly<Partial<Record<Signe, string>>> = { oui: '✓', non: '✗', ouvert: '?', attention: '!', calcul: '=', suite: '→', replie: '▸' };

const mark = (name: Signe): Child => {
  const shown = SIGNS[name];
  return shown === undefined ? null : sign(shown);
};

/** What a line says, without what it leads to. */
export const plain = ({ texte }: Ligne): string => texte.map((piece) => ('texte' in piece ? piece.texte : '')).join('');

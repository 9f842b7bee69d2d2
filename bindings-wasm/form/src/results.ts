import type { Bloc, FactName, FicheBloc, Morceau, Recit, Verdict } from 'bareme';
import { type Child, download, h, opened } from './dom.js';
import type { Interview } from './interview.js';
import { type Level, lines, plain, tree, type Ways } from './tree.js';

type Ask = (name: FactName) => void;

const ways = (interview: Interview, ask: Ask): Ways => ({
  ask: (name) => (interview.facts.get(name)?.question == null ? undefined : () => ask(name)),
});

/** How many are in each part, in its own words: « À demander maintenant : 2. » */
export function tally(interview: Interview): string {
  const cards = (blocks: readonly Bloc[]): number =>
    blocks.reduce((sum, block) => sum + (block.type === 'fiche' ? 1 : block.type === 'repli' ? block.nombre : 0), 0);
  const parts = interview.page.blocs.flatMap((block) => {
    if (block.type === 'repli') return [block.titre];
    if (block.type !== 'section') return [];
    const count = cards(block.blocs);
    return count === 0 ? [] : [`${block.titre} : ${count}`];
  });
  return parts.map((part) => `${part}.`).join(' ');
}

/** What an answer has just settled, for a person who does not see the page. */
export function news(before: ReadonlyMap<string, Verdict>, interview: Interview): string {
  const settled = [...verdicts(interview)].filter(([id, verdict]) => verdict !== 'indetermine' && before.get(id) !== verdict);
  const told = interview.told(settled.map(([id]) => id));
  const cards = told.filter((block): block is FicheBloc => block.type === 'fiche');
  return cards.map(({ titre, lignes }) => `${titre} : ${lignes[0] === undefined ? '' : plain(lignes[0])}`).join(' ');
}

/** The verdict of each dispositif that the person asks about. */
export const verdicts = (interview: Interview): ReadonlyMap<string, Verdict> =>
  new Map(
    interview.chosen.flatMap((id): [string, Verdict][] => {
      const decision = interview.answer.decisions[id];
      return decision === undefined ? [] : [[id, decision.verdict]];
    }),
  );

/** The results so far, a line each, beside the question: what is open or may still be. */
export function summaryView(interview: Interview): Child {
  const cards = (blocks: readonly Bloc[]): HTMLElement | false => {
    const list = blocks.filter((block): block is FicheBloc => block.type === 'fiche');
    return (
      list.length > 0 &&
      h(
        'ul',
        { class: 'summary' },
        list.map(({ titre, montant }) => h('li', {}, h('span', {}, titre), montant !== undefined && h('strong', { class: 'amount' }, montant))),
      )
    );
  };
  return interview.page.blocs.map((block) => {
    if (block.type !== 'section') return block.type === 'fiche' ? cards([block]) : null;
    const shown = cards(block.blocs);
    return shown && [h('h3', {}, block.titre), shown];
  });
}

/** What the page ends with: which rules, which engine. */
export const identity = (interview: Interview): Child => {
  const last = interview.page.blocs.at(-1);
  return last?.type === 'lignes' && lines(last.lignes, { ask: () => undefined }, 3);
};

function body({ blocs }: Recit): readonly Bloc[] {
  return blocs.at(-1)?.type === 'lignes' ? blocs.slice(0, -1) : blocs;
}

/** The page, each card with its reasons, then what is paid over the course. */
export function resultsView(interview: Interview, ask: Ask): HTMLElement {
  const leads = ways(interview, ask);
  const more = (id: FicheBloc['dispositif'], level: Level): Child =>
    opened('Pourquoi ?', { class: 'why' }, () => {
      const { blocs } = interview.reasons(id);
      const save = (): void => download(`explication-${id}.html`, 'text/html', interview.letter(id));
      return h(
        'div',
        { class: 'reasons' },
        tree(blocs, level, leads),
        h('p', { class: 'noprint' }, h('button', { type: 'button', onclick: save }, 'Enregistrer la lettre qui l’explique')),
      );
    });
  const course = interview.course;
  return h(
    'div',
    { class: 'results' },
    tree(body(interview.page), 3, { ...leads, more }),
    course !== undefined && h('section', { class: 'course' }, h('h3', {}, course.titre), tree(body(course), 4, leads)),
  );
}

/** As many answers as are shown without being asked for. */
const FEW = 12;

/** The answers, each with a way to change it; what was passed over comes last and closed. */
export function answersView(interview: Interview, change: Ask): Child {
  const passed = [...interview.answers].flatMap(([name, value]) => (value === null ? [name] : []));
  const stated = interview.stated;
  return [
    stated.blocs.map((block) => {
      if (block.type !== 'lignes' || block.lignes.length === 0) return null;
      const given = block.lignes.map(({ texte }) => {
        const fact = texte.find((piece) => piece.type === 'fait');
        const value = texte.find((piece): piece is Extract<Morceau, { texte: string }> => piece.type === 'fort');
        return fact === undefined ? null : entry(fact.texte, value === undefined ? '' : value.texte, 'Modifier', () => change(fact.nom));
      });
      const heading = h('h3', {}, `${stated.titre} (${given.length})`);
      return h('details', { class: 'fold', open: given.length <= FEW }, h('summary', {}, heading), h('dl', { class: 'answers' }, given));
    }),
    passed.length > 0 &&
      h(
        'details',
        { class: 'fold' },
        h('summary', {}, h('h3', {}, `Questions passées (${passed.length})`)),
        h(
          'dl',
          { class: 'answers' },
          passed.map((name) => entry(interview.facts.get(name)?.titre ?? name, 'Pas de réponse', 'Répondre', () => change(name))),
        ),
      ),
  ];
}

function entry(title: string, value: string, verb: string, change: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'link', onclick: change }, verb, h('span', { class: 'unseen' }, ` : ${title}`));
  return h('div', {}, h('dt', {}, title), h('dd', {}, value), h('dd', { class: 'change' }, button));
}

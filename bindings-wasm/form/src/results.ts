import type { Bloc, DispositifId, FactName, FicheBloc, Ligne, Morceau, Recit, Supposition } from 'bareme';
import type { Interview } from 'bareme/interview';
import { type Child, download, h, opened } from './dom.js';
import { type Level, lines, tree, type Ways } from './tree.js';

export type Ask = (name: FactName) => void;

const ways = (interview: Interview, ask: Ask): Ways => ({
  ask: (name) => (interview.facts.get(name)?.question == null ? undefined : () => ask(name)),
  supposed: (name) => interview.suppositions.some(({ fait }) => fait === name),
});

const blocks = (interview: Interview): readonly Bloc[] => interview.result.page?.blocs ?? [];

/** How many are in each part, in its own words: « À demander maintenant : 2. » */
export function tally(interview: Interview): string {
  const cards = (list: readonly Bloc[]): number =>
    list.reduce((sum, block) => sum + (block.type === 'fiche' ? 1 : block.type === 'repli' ? block.nombre : 0), 0);
  const parts = blocks(interview).flatMap((block) => {
    if (block.type === 'repli') return [block.titre];
    if (block.type !== 'section') return [];
    const count = cards(block.blocs);
    return count === 0 ? [] : [`${block.titre} : ${count}`];
  });
  return parts.map((part) => `${part}.`).join(' ');
}

/** What can be asked for so far, under reserve too, each with its amount. */
export function openCards(interview: Interview): ReadonlyMap<DispositifId, string> {
  const decisions = interview.result.answer?.decisions ?? {};
  const found = new Map<DispositifId, string>();
  const look = (list: readonly Bloc[]): void => {
    for (const block of list) {
      if (block.type === 'section') look(block.blocs);
      if (block.type !== 'fiche') continue;
      const decision = decisions[block.dispositif];
      const verdict = decision?.sous_reserve?.verdict ?? decision?.verdict;
      if (verdict === 'eligible') found.set(block.dispositif, `${block.titre}${block.montant === undefined ? '' : ` : ${block.montant}`}.`);
    }
  };
  look(blocks(interview));
  return found;
}

/** A screen reader is told no more than this after an answer: the page says the rest. */
const MOST_SAID = 120;

/** The beginning of what is said, when it is long: the page shows it whole. */
export const spoken = (text: string): string => (text.length <= MOST_SAID ? text : `${text.slice(0, text.lastIndexOf(' ', MOST_SAID - 1))}…`);

/** What an answer has just opened, then how far the interview is. */
export function news(before: ReadonlyMap<DispositifId, string>, interview: Interview, left: string): string {
  const end = `${left.charAt(0).toUpperCase()}${left.slice(1)}.`;
  let said = '';
  for (const [id, text] of openCards(interview)) {
    if (before.get(id) === text) continue;
    if (said.length + text.length + end.length + 2 > MOST_SAID) break;
    said += `${text} `;
  }
  return `${said}${end}`;
}

/** The results so far, a line each, beside the question: what is open or may still be. */
export function summaryView(interview: Interview): Child {
  const cards = (list: readonly Bloc[]): HTMLElement | false => {
    const found = list.filter((block): block is FicheBloc => block.type === 'fiche');
    return (
      found.length > 0 &&
      h(
        'ul',
        { class: 'summary' },
        found.map(({ titre, montant }) => h('li', {}, h('span', {}, titre), montant !== undefined && h('strong', { class: 'amount' }, montant))),
      )
    );
  };
  return blocks(interview).map((block) => {
    if (block.type !== 'section') return block.type === 'fiche' ? cards([block]) : null;
    const shown = cards(block.blocs);
    return shown && [h('h3', {}, block.titre), shown];
  });
}

/** What is taken for usual, each with a way to correct it: what something open rests on first. */
export function suppositionsView(interview: Interview, correct: Ask): Child {
  const { suppositions, decisive } = interview;
  if (suppositions.length === 0) return null;
  const others = suppositions.filter((one) => !decisive.includes(one));
  return h(
    'details',
    { class: 'fold noprint' },
    h('summary', {}, h('h3', {}, `Ce que nous avons supposé (${suppositions.length})`)),
    h('p', { class: 'small' }, 'Corrigez ce qui est faux : les résultats suivront.'),
    decisive.length > 0 && supposed(interview, decisive, correct),
    others.length > 0 && [decisive.length > 0 && h('p', { class: 'small' }, 'Aussi, pour écarter des aides ou les laisser de côté :'), supposed(interview, others, correct)],
  );
}

/** The same beside a question: only what something open rests on. */
export function decisiveView(interview: Interview, correct: Ask): Child {
  const { decisive } = interview;
  return decisive.length > 0 && h('details', {}, h('summary', {}, `Nous supposons (${decisive.length})`), supposed(interview, decisive, correct));
}

const supposed = (interview: Interview, list: readonly Supposition[], correct: Ask): HTMLElement =>
  h(
    'ul',
    { class: 'suppositions' },
    list.map(({ fait, phrase }) => {
      const fact = interview.facts.get(fait);
      const about = h('span', { class: 'unseen' }, ` : ${fact?.titre ?? fait}`);
      return h('li', {}, h('span', {}, phrase), ' ', fact?.question != null && h('button', { type: 'button', class: 'link', 'data-corriger': fait, onclick: () => correct(fait) }, 'Corriger', about));
    }),
  );

/** What the page ends with: which rules, which engine. */
export const identity = (interview: Interview): Child => {
  const last = blocks(interview).at(-1);
  return last?.type === 'lignes' && lines(last.lignes, { ask: () => undefined }, 3);
};

function body({ blocs }: Recit): readonly Bloc[] {
  return blocs.at(-1)?.type === 'lignes' ? blocs.slice(0, -1) : blocs;
}

/** The page, each card with its reasons, then what is paid over the course. */
export function resultsView(interview: Interview, ask: Ask): HTMLElement {
  const { page, answer } = interview.result;
  if (page === undefined || answer === undefined) {
    return h('p', {}, 'Aucune aide n’est choisie : il n’y a rien à calculer. Revenez au début pour en choisir.');
  }
  const leads = ways(interview, ask);
  const more = (id: DispositifId, level: Level): Child =>
    opened('Pourquoi ?', { class: 'why' }, () => {
      const { blocs } = interview.engine.reasons(answer, id);
      const save = (): void => download(`explication-${id}.html`, 'text/html', interview.engine.letter(answer, id, { format: 'html' }));
      return h(
        'div',
        { class: 'reasons' },
        tree(blocs, level, leads),
        h('p', { class: 'noprint' }, h('button', { type: 'button', onclick: save }, 'Enregistrer la lettre qui l’explique')),
      );
    });
  return h(
    'div',
    { class: 'results' },
    tree(body(page), 3, { ...leads, more }),
    course(interview, leads),
  );
}

/** What is paid over the course, day by day and by whom, when it is opened; nothing when nothing is. */
function course(interview: Interview, leads: Ways): Child {
  const schedule = interview.schedule();
  if (schedule === undefined) return null;
  const { du, dispositifs, segments, a_determiner, revenus } = schedule.echeancier;
  const paid = revenus.sequences.length > 0 || segments.some(({ versements }) => versements.length > 0) || a_determiner.some(({ versement }) => versement !== null);
  const shown = du === null ? dispositifs.length > 0 : paid;
  if (!shown) return null;
  return opened(h('h3', {}, 'Le détail de ce qui est versé pendant la formation'), { class: 'fold course' }, () => tree(body(interview.engine.tell(schedule)), 4, leads));
}

/** As many answers as are shown without being asked for. */
const FEW = 12;

/** Does a line of what the dossier states tell an answer, and not what the person does not know? */
export const isGiven = (interview: Interview, { texte }: Ligne): boolean => texte.some((piece) => piece.type === 'fait' && interview.answers.get(piece.nom) != null);

/** The answers, each with a way to change it; what was passed over comes last and closed. */
export function answersView(interview: Interview, change: Ask): Child {
  const { answer } = interview.result;
  if (answer === undefined) return null;
  const stated = interview.engine.tellFacts(answer);
  const { skipped } = interview;
  return [
    stated.blocs.map((block) => {
      if (block.type !== 'lignes') return null;
      const given = block.lignes.filter((line) => isGiven(interview, line)).map(({ texte }) => {
        const fact = texte.find((piece) => piece.type === 'fait');
        const value = texte.find((piece): piece is Extract<Morceau, { texte: string }> => piece.type === 'fort');
        return fact === undefined ? null : entry(fact.texte, value === undefined ? '' : value.texte, 'Modifier', () => change(fact.nom));
      });
      if (given.length === 0) return null;
      const heading = h('h3', {}, `${stated.titre} (${given.length})`);
      return h('details', { class: 'fold', open: given.length <= FEW }, h('summary', {}, heading), h('dl', { class: 'answers' }, given));
    }),
    skipped.length > 0 &&
      h(
        'details',
        { class: 'fold' },
        h('summary', {}, h('h3', {}, `Questions passées (${skipped.length})`)),
        h(
          'dl',
          { class: 'answers' },
          skipped.map((name) => entry(interview.facts.get(name)?.titre ?? name, 'Pas de réponse', 'Répondre', () => change(name))),
        ),
      ),
  ];
}

function entry(title: string, value: string, verb: string, change: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'link', onclick: change }, verb, h('span', { class: 'unseen' }, ` : ${title}`));
  return h('div', {}, h('dt', {}, title), h('dd', {}, value), h('dd', { class: 'change' }, button));
}

import type { Decision, DispositifId, DispositifInfo, DroitInfo, FactName, Verdict } from 'bareme';
import { courseView } from './course.js';
import { type Child, h, opened, sign } from './dom.js';
import { type Value, between, day, plural, shown } from './french.js';
import type { Interview } from './interview.js';
import { whyView } from './why.js';

interface Kind {
  readonly sign: string;
  readonly pill: string;
  readonly heading: string;
}

const KINDS: Readonly<Record<Verdict, Kind>> = {
  eligible: { sign: '✓', pill: 'Droit ouvert', heading: 'Vous y avez droit' },
  indetermine: { sign: '?', pill: 'À préciser', heading: 'Il manque des réponses' },
  non_eligible: { sign: '✗', pill: 'Pas de droit', heading: 'Vous n’y avez pas droit' },
  hors_periode: { sign: '–', pill: 'Pas à cette date', heading: 'Ces aides n’existent pas à votre date' },
};
const ORDER: readonly Verdict[] = ['eligible', 'indetermine', 'non_eligible', 'hors_periode'];

type Entry = readonly [DispositifInfo, Decision];

function entries(interview: Interview): Entry[] {
  return interview.chosen.flatMap((id): Entry[] => {
    const info = interview.dispositifs.get(id);
    const decision = interview.answer.decisions[id];
    return info === undefined || decision === undefined ? [] : [[info, decision as Decision]];
  });
}

/** « 2 droits ouverts, 5 aides à préciser, 7 écartées » */
export function tally(interview: Interview): string {
  const count = (...verdicts: Verdict[]): number =>
    entries(interview).filter(([, decision]) => verdicts.includes(decision.verdict)).length;
  return [
    plural(count('eligible'), 'droit ouvert', 'droits ouverts'),
    plural(count('indetermine'), 'aide à préciser', 'aides à préciser'),
    plural(count('non_eligible', 'hors_periode'), 'écartée', 'écartées'),
  ].join(', ');
}

/** What an answer has just settled, for a person who does not see the page. */
export function news(before: ReadonlyMap<string, Verdict>, interview: Interview): string {
  const settled = entries(interview).filter(
    ([info, decision]) => decision.verdict !== 'indetermine' && before.get(info.id) !== decision.verdict,
  );
  return settled.map(([info, { verdict }]) => `${info.titre} : ${KINDS[verdict].pill}.`).join(' ');
}

export const verdicts = (interview: Interview): ReadonlyMap<string, Verdict> =>
  new Map(entries(interview).map(([info, decision]) => [info.id, decision.verdict]));

const pill = (verdict: Verdict): HTMLElement =>
  h('span', { class: `pill ${verdict}` }, sign(KINDS[verdict].sign), KINDS[verdict].pill);

/** The results so far, a line each, beside the question: what is open or may still be. */
export function summaryView(interview: Interview): HTMLElement {
  const sorted = ORDER.slice(0, 2).flatMap((verdict) =>
    entries(interview).filter(([, decision]) => decision.verdict === verdict),
  );
  return h(
    'ul',
    { class: 'summary' },
    sorted.map(([info, decision]) => {
      const main = amounts(info, decision).find(({ droit }) => droit.unite?.startsWith('EUR'));
      const known = decision.verdict === 'eligible' ? '' : 'Si vous y avez droit : ';
      return h(
        'li',
        {},
        h('span', { class: 'name' }, info.titre),
        pill(decision.verdict),
        main !== undefined && h('span', { class: 'amount' }, known !== '' && h('span', { class: 'small' }, known), main.text),
      );
    }),
  );
}

interface Amount {
  readonly droit: DroitInfo;
  readonly text: string;
}

/** The droits in euros first: it is what people look for. */
function amounts(info: DispositifInfo, decision: Decision): Amount[] {
  if (decision.verdict !== 'eligible' && decision.verdict !== 'indetermine') return [];
  const values = decision.droits as Readonly<Record<string, Value>>;
  const bounds = decision.bornes as unknown as Readonly<Record<string, readonly Value[]>>;
  const all = info.droits.flatMap((droit): Amount[] => {
    const value = values[droit.id];
    const range = bounds[droit.id];
    if (value !== undefined) return [{ droit, text: shown(value, droit) }];
    // A list that is still whole says nothing yet, nor does an amount that may be nothing.
    if (range === undefined || droit.type === 'booleen' || range.length === droit.valeurs?.length) return [];
    if (droit.type !== 'choix' && droit.type !== 'date' && Number(range[0]) === 0) return [];
    return [{ droit, text: between(range, droit) }];
  });
  const euros = ({ droit }: Amount): number => Number(!droit.unite?.startsWith('EUR'));
  return all.sort((a, b) => euros(a) - euros(b));
}

/** Every result, the best first, each with its reasons. */
export function resultsView(interview: Interview, ask: (name: FactName) => void): HTMLElement {
  const all = entries(interview);
  return h(
    'div',
    { class: 'results' },
    combination(interview),
    ORDER.map((verdict) => {
      const those = all.filter(([, decision]) => decision.verdict === verdict);
      if (those.length === 0) return null;
      const heading = h('h3', { id: `titre-${verdict}` }, `${KINDS[verdict].heading} (${those.length})`);
      const cards = h(
        'ul',
        { class: 'cards' },
        those.map((entry) => card(interview, entry, ask)),
      );
      // What is left out comes last and closed: people look for what they can have.
      return verdict === 'eligible' || verdict === 'indetermine'
        ? [
            h('section', { 'aria-labelledby': `titre-${verdict}` }, heading, cards),
            verdict === 'eligible' && courseView(interview, ask),
          ]
        : h('details', { class: 'left-out' }, h('summary', {}, heading), cards);
    }),
  );
}

function combination(interview: Interview): Child {
  const best = interview.answer.meilleure_combinaison;
  if (best === null || best.dispositifs.length < 2) return null;
  const counted = entries(interview).filter(([info, decision]) => best.dispositifs.includes(info.id) && pays(info, decision));
  if (counted.length < 2) return null;
  const total = shown(best.valeur_annuelle, { type: 'montant', unite: 'EUR/an' });
  return h(
    'div',
    { class: 'best' },
    h('p', {}, h('strong', {}, `${total} au total`), ' en cumulant :'),
    h(
      'ul',
      {},
      counted.map(([info]) => h('li', {}, info.titre)),
    ),
  );
}

/** Does it come with an amount in euros? */
function pays(info: DispositifInfo, decision: Decision): boolean {
  const values = decision.droits as Readonly<Record<string, Value>>;
  return info.droits.some((droit) => droit.unite?.startsWith('EUR') === true && Number(values[droit.id] ?? 0) > 0);
}

function card(interview: Interview, [info, decision]: Entry, ask: (name: FactName) => void): HTMLElement {
  const failed = decision.conditions.filter((condition) => condition.etat === 'non_remplie');
  const list = amounts(info, decision);
  return h(
    'li',
    { class: `card ${decision.verdict}`, part: 'card', 'data-dispositif': info.id },
    h('div', { class: 'head' }, h('h4', {}, info.titre), pill(decision.verdict)),
    decision.fiabilite === 'a_confirmer' && h('p', { class: 'tag' }, sign('!'), 'À confirmer par la Région'),
    list.length > 0 &&
      h(
        'dl',
        {},
        list.map(({ droit, text }) =>
          h(
            'div',
            {},
            h('dt', {}, droit.titre),
            h(
              'dd',
              { 'data-droit': droit.id },
              text,
              droit.payeur_libelle !== null && h('span', { class: 'small' }, `Payé par : ${droit.payeur_libelle}`),
            ),
          ),
        ),
      ),
    failed.length > 0 && [
      h('p', {}, failed.length === 1 ? 'Une condition n’est pas remplie :' : 'Des conditions ne sont pas remplies :'),
      h(
        'ul',
        {},
        failed.map((condition) => h('li', {}, condition.titre)),
      ),
    ],
    missing(interview, decision, ask),
    decision.avertissements.map((finding) => h('p', { class: 'small' }, `Attention : ${finding.message}.`)),
    opened('Pourquoi ?', { class: 'why' }, () => whyView(interview, info.id as DispositifId)),
  );
}

function missing(interview: Interview, decision: Decision, ask: (name: FactName) => void): Child {
  if (decision.verdict !== 'indetermine' && decision.verdict !== 'eligible') return null;
  const facts = decision.manquants.flatMap((name) => {
    const fact = interview.facts.get(name);
    return fact === undefined || fact.question === null ? [] : [fact];
  });
  if (facts.length === 0) return null;
  const head = decision.verdict === 'eligible' ? 'Pour préciser ce droit, il manque :' : 'Pour conclure, il manque :';
  return [
    h('p', {}, head),
    h(
      'ul',
      { class: 'missing' },
      facts.map((fact) =>
        h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => ask(fact.nom) }, fact.titre)),
      ),
    ),
  ];
}

/** The answers, each with a way to change it; what was passed over comes last and closed. */
export function answersView(interview: Interview, change: (name: FactName) => void): Child {
  const all = [...interview.answers];
  const given = all.filter(([, value]) => value !== null);
  const passed = all.filter(([, value]) => value === null);
  const list = (answers: typeof all): HTMLElement =>
    h(
      'dl',
      { class: 'answers' },
      answers.map(([name, value]) => answerView(interview, name, value, change)),
    );
  return [
    given.length > 0 && [h('h3', {}, 'Vos réponses'), list(given)],
    passed.length > 0 &&
      h('details', { class: 'left-out' }, h('summary', {}, h('h3', {}, `Questions passées (${passed.length})`)), list(passed)),
  ];
}

function answerView(interview: Interview, name: FactName, value: Value | null, change: (name: FactName) => void): Child {
  const fact = interview.facts.get(name);
  if (fact === undefined) return null;
  const [verb, text] = value === null ? ['Répondre', 'Pas de réponse'] : ['Modifier', shown(value, fact)];
  const button = h('button', { type: 'button', class: 'link', onclick: () => change(name) }, verb, h('span', { class: 'unseen' }, ` : ${fact.titre}`));
  return h('div', {}, h('dt', {}, fact.titre), h('dd', {}, text), h('dd', { class: 'change' }, button));
}

export const atDate = (interview: Interview): string => `Droits calculés au ${day(interview.date)}`;

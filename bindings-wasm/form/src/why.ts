import type { Citation, ConditionState, DispositifId, Explanation, Step } from 'bareme';
import { type Child, h, opened, sign } from './dom.js';
import { day, shown, unit } from './french.js';
import type { Interview } from './interview.js';

/** The whole reasoning about one dispositif: conditions, computation, facts read, what is to be confirmed, sources. */
export function whyView(interview: Interview, id: DispositifId): Child {
  const decision = interview.explain(id).decisions[id];
  if (decision === undefined) return null;
  const { explication } = decision;
  return h(
    'div',
    { class: 'reasons' },
    explication.conditions.length > 0 && [h('h5', {}, 'Les conditions'), conditions(explication)],
    explication.droits.length > 0 && [h('h5', {}, 'Le calcul'), computations(explication)],
    explication.faits.length > 0 && [h('h5', {}, 'Vos réponses qui ont compté'), facts(interview, explication)],
    toConfirm(explication),
    h('h5', {}, 'Les textes'),
    h(
      'ul',
      {},
      explication.sources.map((source) => h('li', {}, linked(interview, source))),
    ),
    decision.verifie_le !== null && h('p', { class: 'small' }, `Valeurs vérifiées jusqu’au ${day(decision.verifie_le)}.`),
  );
}

/** What is marked « à confirmer » above is not said again: what is left is what the Region is asked. */
function toConfirm({ a_confirmer, conditions, droits }: Explanation): Child {
  if (a_confirmer.length === 0) return null;
  const marked = new Set([...conditions, ...droits].map(({ titre }) => titre));
  const asked = a_confirmer.filter((text) => !marked.has(text));
  return [
    h('h5', {}, 'Ce qui est à confirmer'),
    asked.length < a_confirmer.length &&
      h('p', {}, 'Ce qui est marqué « à confirmer » repose sur un texte dont la Région n’a pas confirmé qu’elle l’applique.'),
    asked.length > 0 && h('p', {}, 'Question posée à la Région :'),
    h(
      'ul',
      {},
      asked.map((text) => h('li', {}, text)),
    ),
  ];
}

const STATES: Readonly<Record<ConditionState, readonly [sign: string, words: string]>> = {
  remplie: ['✓', 'Remplie'],
  non_remplie: ['✗', 'Non remplie'],
  inconnue: ['?', 'Pas encore connue'],
};

const conditions = (explanation: Explanation): Child =>
  h(
    'ul',
    { class: 'conditions' },
    explanation.conditions.map(({ titre, etat, source }) =>
      h(
        'li',
        { class: etat },
        sign(STATES[etat][0]),
        h('div', {}, h('p', {}, h('span', { class: 'state' }, `${STATES[etat][1]} : `), titre), h('p', { class: 'small' }, cited(source))),
      ),
    ),
  );

const computations = (explanation: Explanation): Child =>
  h(
    'ul',
    { class: 'steps' },
    explanation.droits.map((droit) =>
      h(
        'li',
        {},
        h('p', {}, h('strong', {}, droit.titre), ` : ${result(droit.calcul)}`),
        h('p', { class: 'small' }, cited(droit.source)),
        (droit.calcul.etapes ?? []).length > 0 &&
          opened('Détail du calcul', { class: 'detail' }, () => [
            h('p', { class: 'small' }, 'Écrit dans les règles : ', h('code', {}, droit.calcul.texte)),
            steps(droit.calcul.etapes ?? []),
          ]),
      ),
    ),
  );

const steps = (list: readonly Step[]): Child =>
  h(
    'ul',
    { class: 'steps' },
    list.map((step) =>
      h(
        'li',
        {},
        h('p', {}, step.titre === undefined ? h('code', {}, step.texte) : step.titre, ` : ${result(step)}`),
        step.source !== undefined && h('p', { class: 'small' }, cited(step.source)),
        step.etapes !== undefined && step.etapes.length > 0 && steps(step.etapes),
      ),
    ),
  );

function result(step: Step): string {
  const suffix = step.unite === undefined ? '' : ` ${unit(step.unite)}`;
  if (step.valeur !== null) return `${step.libelle ?? value(step.valeur)}${suffix}`;
  const [low, high] = step.bornes ?? [];
  if (low === undefined) return 'pas encore connu';
  if (step.bornes?.length === 2 && high !== undefined && suffix !== '') {
    return `entre ${value(low)} et ${value(high)}${suffix}`;
  }
  return `pas encore connu (${(step.bornes ?? []).map(value).join(', ')})`;
}

/** A value of an explanation is text: « 5212.00 », « 2024-09-02 », « oui ». */
function value(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day(text);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '', decimals] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return decimals === undefined || /^0+$/.test(decimals) ? grouped : `${grouped},${decimals}`;
}

const facts = (interview: Interview, explanation: Explanation): Child =>
  h(
    'ul',
    {},
    explanation.faits.map(({ nom, titre }) => {
      const [fact, given] = [interview.facts.get(nom), interview.answers.get(nom)];
      return h('li', {}, `${titre} : ${fact === undefined || given == null ? 'pas de réponse' : shown(given, fact)}`);
    }),
  );

const WEIGHT: Readonly<Record<Citation['fiabilite'], string>> = {
  texte: '',
  secondaire: ' (page publiée)',
  a_confirmer: ' (à confirmer)',
};

/** A link where the text can be read: only a click goes there, and tells nothing of this page. */
function linked(interview: Interview, source: Citation): Child {
  const address = interview.sources.get(source.id)?.url ?? '';
  return address.startsWith('https://') ? h('a', { href: address, rel: 'noreferrer' }, cited(source)) : cited(source);
}

function cited(source: Citation): string {
  const place = source.repere === undefined ? '' : `, ${source.repere}`;
  return `${source.titre}${place}${WEIGHT[source.fiabilite]}`;
}

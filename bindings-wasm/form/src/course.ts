import type { Cause, FactName, Segment, Versement } from 'bareme';
import { type Child, h } from './dom.js';
import { capital, day, shown, unit } from './french.js';
import type { Interview } from './interview.js';

const euros = (amount: string): string => shown(amount, { type: 'montant', unite: 'EUR' });

/** What is paid over the course: until when, how much, who pays. Nothing when nothing is paid or the course is unknown. */
export function courseView(interview: Interview, ask: Ask): Child {
  const course = interview.schedule()?.echeancier;
  if (course === undefined) return null;
  const head = h('h3', { id: 'titre-formation' }, 'Pendant votre formation');
  const paid = course.segments.filter((segment) => segment.versements.length > 0);
  const open = course.a_determiner.filter(({ versement }) => versement !== null).flatMap(({ manquants }) => manquants);
  if (course.du === null || course.au === null) return course.dispositifs.length === 0 ? null : undated(interview, course.manquants, head, ask);
  if (paid.length === 0 && open.length === 0) return null;
  return h(
    'section',
    { 'aria-labelledby': 'titre-formation', class: 'course' },
    head,
    h('p', { class: 'small' }, `Du ${day(course.du)} au ${day(course.au)}. Ne comptent que les droits ouverts qui peuvent se cumuler.`),
    h(
      'ol',
      { class: 'segments' },
      course.segments.map((segment) => segmentView(interview, segment)),
    ),
    totals(interview, course.totaux),
    missing(interview, [...new Set(open)], 'D’autres versements peuvent s’y ajouter. Pour les connaître, il manque :', ask),
    notes(paid),
  );
}

type Ask = (name: FactName) => void;

function undated(interview: Interview, facts: readonly FactName[], head: Child, ask: Ask): Child {
  const asked = missing(interview, facts, 'Pour savoir ce que vous recevrez, et jusqu’à quand, il manque :', ask);
  return asked.length === 0 ? null : h('section', { 'aria-labelledby': 'titre-formation', class: 'course' }, head, asked);
}

/** The facts that are missing, each with a way to give it. */
function missing(interview: Interview, names: readonly FactName[], words: string, ask: Ask): HTMLElement[] {
  const facts = names.flatMap((name) => {
    const fact = interview.facts.get(name);
    return fact === undefined || fact.question === null ? [] : [fact];
  });
  if (facts.length === 0) return [];
  const button = (fact: (typeof facts)[0]): HTMLElement =>
    h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => ask(fact.nom) }, fact.titre));
  return [h('p', {}, words), h('ul', { class: 'missing' }, facts.map(button))];
}

function segmentView(interview: Interview, { du, au, causes, versements, total }: Segment): HTMLElement {
  const why = causes.filter((cause) => cause.genre !== 'debut');
  return h(
    'li',
    { 'data-du': du, 'data-au': au },
    h('h4', {}, du === au ? `Le ${day(du)}` : `Du ${day(du)} au ${day(au)}`),
    why.map((cause) => h('p', { class: 'small' }, `${capital(told(cause))}.`)),
    versements.length === 0
      ? h('p', {}, 'Aucun versement.')
      : h(
          'ul',
          { class: 'payments' },
          versements.map((versement) => payment(interview, versement)),
        ),
    versements.length > 1 && h('p', { class: 'sum' }, `${euros(total)} sur ces jours`),
  );
}

function payment(interview: Interview, { titre, montant, unite, payeur, total, fiabilite }: Versement): HTMLElement {
  const amount =
    montant === null ? 'Montant non fixé par les textes lus' : shown(montant, { type: 'montant', unite: unite ?? undefined });
  const sum = total !== null && unite !== 'EUR' ? `, soit ${euros(total)}` : '';
  return h(
    'li',
    {},
    h('span', {}, titre),
    h('strong', { class: 'amount' }, `${amount}${sum}`),
    h('span', { class: 'small' }, `Payé par : ${interview.payer(payeur)}${fiabilite === 'a_confirmer' ? ' (à confirmer)' : ''}`),
  );
}

function told(cause: Cause): string {
  if (cause.avant === undefined || cause.apres === undefined) return cause.texte;
  const suffix = cause.unite == null ? '' : ` ${unit(cause.unite)}`;
  const plain = (text: string): string => text.replace('.', ',');
  return `${cause.texte}, ${plain(cause.apres)}${suffix} au lieu de ${plain(cause.avant)}${suffix}`;
}

type Totals = NonNullable<ReturnType<Interview['schedule']>>['echeancier']['totaux'];

function totals(interview: Interview, { general, complet, payeurs }: Totals): HTMLElement {
  const payers = Object.entries(payeurs);
  const more = complet ? '' : ', sans compter ce dont le montant n’est pas connu';
  return h(
    'div',
    { class: 'best' },
    h('p', {}, h('strong', { 'data-total': general }, `${euros(general)} pour toute la formation`), `${more}.`),
    payers.length > 1 &&
      h(
        'ul',
        {},
        payers.map(([name, payer]) => h('li', {}, `${interview.payer(name)} : ${euros(payer.total)}`)),
      ),
  );
}

/** What a person should know of an amount, once each. */
function notes(segments: readonly Segment[]): Child {
  const all = segments.flatMap(({ versements }) => versements.map(({ titre, reserve }) => reserve && `${titre} : ${reserve}.`));
  const once = [...new Set(all)].filter((text) => text !== null && text !== '');
  return once.map((text) => h('p', { class: 'small' }, text));
}

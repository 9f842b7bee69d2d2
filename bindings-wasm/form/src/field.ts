import type { Fact, Question, Range } from 'bareme';
import { cutLabels, fromRange, type Given, type Interview, rangeOf, readTyped, type Typed } from 'bareme/interview';
import { h } from './dom.js';

/** Where a value is given, and how it is read. */
export interface Field {
  readonly element: HTMLElement;
  /** One control, named by a label; otherwise several, named by the legend of their group. */
  readonly grouped: boolean;
  /** The value, or what is wrong in French. */
  read(): Typed;
  /** Says that the value is wrong, or no longer. */
  mark(wrong: boolean): void;
}

/** More choices than this are a list to open, fewer are all shown. */
const MOST_SHOWN = 10;
/** More ranges than this say less than the value itself. */
const MOST_RANGES = 5;

export const CONTROL = 'reponse';

/** The ranges to choose from, when they are enough to know and few. */
export const rangesOf = ({ coupures = [] }: Question): readonly Range[] => (coupures.length > 1 && coupures.length <= MOST_RANGES ? coupures : []);

/** The field of a question: its ranges to choose from, unless the value itself is given. */
export function field(interview: Interview, question: Question, exact: boolean, describedBy: string): Field {
  const known = interview.answers.get(question.nom) ?? undefined;
  const value = typeof known === 'object' ? undefined : known;
  if (question.type === 'booleen') {
    const options = [
      { nom: 'true', libelle: 'Oui' },
      { nom: 'false', libelle: 'Non' },
    ];
    return radios(options, value === undefined ? '' : String(value), describedBy, (name) => name === 'true');
  }
  if (question.type === 'choix') {
    const members = question.valeurs ?? [];
    const chosen = String(value ?? '');
    return members.length > MOST_SHOWN ? list(members, chosen, describedBy) : radios(members, chosen, describedBy, (name) => name);
  }
  const unit = question.unite === undefined ? '' : interview.engine.unit(question.unite);
  const ranges = exact ? [] : rangesOf(question);
  if (ranges.length > 0) return choice(question, ranges, unit, known, describedBy);
  return question.type === 'date'
    ? dates(interview, question, String(value ?? ''), describedBy)
    : number(interview, question, value, describedBy, unit);
}

type Options = readonly { readonly nom: string; readonly libelle: string }[];

function choice(fact: Fact, ranges: readonly Range[], unit: string, known: Given | undefined, describedBy: string): Field {
  const labels = cutLabels(fact, ranges, unit);
  const options = ranges.map((_, place) => ({ nom: String(place), libelle: capital(labels[place] ?? '') }));
  const chosen = known === undefined ? undefined : rangeOf(fact, ranges, known);
  return radios(options, chosen === undefined ? '' : String(ranges.indexOf(chosen)), describedBy, (name) => {
    const range = ranges[Number(name)];
    return range === undefined ? '' : fromRange(fact, range);
  });
}

function radios(options: Options, chosen: string, describedBy: string, made: (name: string) => Given): Field {
  const inputs = options.map(({ nom }) =>
    h('input', {
      type: 'radio',
      name: CONTROL,
      value: nom,
      checked: nom === chosen,
      'aria-describedby': describedBy,
    }),
  );
  const choices = options.map(({ libelle }, index) =>
    h('label', { class: 'choice', part: 'choice' }, inputs[index], h('span', {}, libelle)),
  );
  return {
    element: h('div', { class: options.length === 2 ? 'choices short' : 'choices' }, choices),
    grouped: true,
    read: () => {
      const input = inputs.find((candidate) => candidate.checked);
      return input === undefined ? { problem: 'Choisissez une réponse.' } : { value: made(input.value) };
    },
    mark: (wrong) => invalid(inputs, wrong),
  };
}

function list(members: Options, chosen: string, describedBy: string): Field {
  const select = h(
    'select',
    { id: CONTROL, 'aria-describedby': describedBy, part: 'input' },
    h('option', { value: '' }, 'Choisissez dans la liste'),
    members.map(({ nom, libelle }) => h('option', { value: nom, selected: nom === chosen }, libelle)),
  );
  return {
    element: select,
    grouped: false,
    read: () => (select.value === '' ? { problem: 'Choisissez une réponse dans la liste.' } : { value: select.value }),
    mark: (wrong) => invalid([select], wrong),
  };
}

function number(interview: Interview, fact: Fact, known: string | number | boolean | undefined, describedBy: string, unit: string): Field {
  const input = h('input', {
    id: CONTROL,
    type: 'text',
    inputmode: fact.type === 'entier' ? 'numeric' : 'decimal',
    autocomplete: 'off',
    value: known === undefined ? '' : String(known).replace('.', ','),
    'aria-describedby': `${describedBy} unite`,
    part: 'input',
  });
  return {
    element: h('div', { class: 'number' }, input, h('span', { id: 'unite' }, unit)),
    grouped: false,
    read: () => readTyped(interview.engine, fact, input.value),
    mark: (wrong) => invalid([input], wrong),
  };
}

/** Three parts; a whole date that is typed or pasted in one of them is shared out. */
function dates(interview: Interview, fact: Fact, known: string, describedBy: string): Field {
  const [year = '', month = '', day = ''] = known.split('-');
  const part = (id: string, size: number, value: string): HTMLInputElement =>
    h('input', {
      id,
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'off',
      // A longer text is refused in words: a limit here would cut what is pasted, and make another day or number of it.
      size,
      value: value.replace(/^0/, ''),
      'aria-describedby': describedBy,
      onchange: () => share(),
      onpaste: () => setTimeout(share),
      part: 'input',
    });
  const inputs = [part(CONTROL, 2, day), part('mois', 2, month), part('annee', 4, year)];
  const names = ['Jour', 'Mois', 'Année'];
  const typed = (): string[] => inputs.map((input) => input.value.trim());
  const whole = (): string | undefined => typed().find((text) => /\d.*[-/. ]/.test(text));
  const read = (): Typed => {
    const [d = '', m = '', y = ''] = typed();
    const empty = [d, m, y].every((text) => text === '');
    const missing = [['le jour', d], ['le mois', m], ['l’année', y]].flatMap(([name, text]) => (text === '' ? name ?? '' : []));
    const pasted = whole();
    if (pasted === undefined && !empty && missing.length > 0) return { problem: `Il manque ${missing.join(' et ')}.` };
    return readTyped(interview.engine, fact, pasted ?? (empty ? '' : `${d}/${m}/${y}`));
  };
  const share = (): void => {
    const found = whole() === undefined ? undefined : read();
    if (found === undefined || 'problem' in found) return;
    const parts = String(found.value).split('-').reverse();
    inputs.forEach((input, place) => {
      input.value = (parts[place] ?? '').replace(/^0/, '');
    });
  };
  return {
    element: h(
      'div',
      { class: 'date' },
      inputs.map((input, index) => h('label', {}, h('span', {}, names[index]), input)),
    ),
    grouped: true,
    read,
    mark: (wrong) => invalid(inputs, wrong),
  };
}

function invalid(controls: readonly HTMLElement[], wrong: boolean): void {
  for (const control of controls) {
    if (wrong) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

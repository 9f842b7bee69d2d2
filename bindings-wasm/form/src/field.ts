import type { Fact, Finding } from 'bareme';
import { h } from './dom.js';
import type { Interview, Value } from './interview.js';

/** Where a value is given, and how it is read. */
export interface Field {
  readonly element: HTMLElement;
  /** One control, named by a label; otherwise several, named by the legend of their group. */
  readonly grouped: boolean;
  /** The value, or what was typed for the engine to read, or what is wrong in French. */
  read(): { readonly value: Value } | { readonly typed: string } | { readonly problem: string };
  /** Says that the value is wrong, or no longer. */
  mark(wrong: boolean): void;
}

/** More choices than this are a list to open, fewer are all shown. */
const MOST_SHOWN = 10;

export const CONTROL = 'reponse';

export function field(interview: Interview, fact: Fact, describedBy: string): Field {
  const value = interview.answers.get(fact.nom);
  const known = value ?? undefined;
  if (fact.type === 'booleen') {
    const options = [
      { nom: 'true', libelle: 'Oui' },
      { nom: 'false', libelle: 'Non' },
    ];
    return radios(options, known === undefined ? '' : String(known), describedBy, (name) => name === 'true');
  }
  if (fact.type === 'choix') {
    const members = fact.valeurs ?? [];
    const chosen = String(known ?? '');
    return members.length > MOST_SHOWN
      ? list(members, chosen, describedBy)
      : radios(members, chosen, describedBy, (name) => name);
  }
  return fact.type === 'date' ? dates(String(known ?? ''), describedBy) : numbers(fact, known, describedBy, fact.unite === undefined ? '' : interview.engine.unit(fact.unite));
}

type Options = readonly { readonly nom: string; readonly libelle: string }[];

function radios(options: Options, chosen: string, describedBy: string, made: (name: string) => Value): Field {
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

function numbers(fact: Fact, known: Value | undefined, describedBy: string, suffix: string): Field {
  const whole = fact.type === 'entier';
  const input = h('input', {
    id: CONTROL,
    type: 'text',
    inputmode: whole ? 'numeric' : 'decimal',
    autocomplete: 'off',
    value: known === undefined ? '' : String(known).replace('.', ','),
    'aria-describedby': `${describedBy} unite`,
    part: 'input',
  });
  return {
    element: h('div', { class: 'number' }, input, h('span', { id: 'unite' }, suffix)),
    grouped: false,
    read: () => {
      const typed = input.value.trim();
      return typed === '' ? { problem: 'Écrivez un nombre.' } : { typed };
    },
    mark: (wrong) => invalid([input], wrong),
  };
}

function dates(known: string, describedBy: string): Field {
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
      part: 'input',
    });
  const inputs = [part(CONTROL, 2, day), part('mois', 2, month), part('annee', 4, year)];
  const names = ['Jour', 'Mois', 'Année'];
  return {
    element: h(
      'div',
      { class: 'date' },
      inputs.map((input, index) => h('label', {}, h('span', {}, names[index]), input)),
    ),
    grouped: true,
    read: () => {
      const [d = '', m = '', y = ''] = inputs.map((input) => input.value.trim());
      if (!/^\d{1,2}$/.test(d) || !/^\d{1,2}$/.test(m) || !/^\d{4}$/.test(y)) {
        return { problem: 'Écrivez le jour, le mois et l’année en chiffres, comme 2, 9 et 2026.' };
      }
      return { value: `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` };
    },
    mark: (wrong) => invalid(inputs, wrong),
  };
}

function invalid(controls: readonly HTMLElement[], wrong: boolean): void {
  for (const control of controls) {
    if (wrong) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
}

/** A finding of the engine about one answer, in words for the person who gave it. */
export function told(finding: Finding): string {
  const help = finding.aide ?? '';
  switch (finding.code) {
    case 'hors_bornes':
    case 'decimales_en_trop':
    case 'type_invalide':
      return `${help.charAt(0).toUpperCase()}${help.slice(1)}.`;
    case 'nombre_ambigu':
      return `${help.charAt(0).toUpperCase()}${help.slice(1)} : le nombre que vous avez écrit peut se lire des deux façons.`;
    case 'date_invalide':
      return 'Cette date n’existe pas dans le calendrier.';
    case 'incoherence':
      return `Cette réponse ne va pas avec une autre : ${finding.message}.`;
    default:
      return finding.message;
  }
}

import type { DispositifId } from 'bareme';
import type { Interview } from 'bareme/interview';
import { append, day, h, opened } from './dom.js';

export interface StartEvents {
  begin(withoutProject: boolean): void;
  load(file: File): void;
  /** Answers that were kept on this device: goes on from them, or forgets them. */
  readonly kept: { readonly date: string; resume(): void; forget(): void } | undefined;
}

/** What the form does, and what may be chosen before it begins. */
export function startView(interview: Interview, events: StartEvents): HTMLElement {
  const file = h('input', {
    type: 'file',
    accept: 'application/json,.json',
    id: 'fichier',
    onchange: () => {
      const [chosen] = file.files ?? [];
      if (chosen !== undefined) events.load(chosen);
    },
  });
  const nothing = h('p', { class: 'error', role: 'alert' });
  const begin = (withoutProject: boolean) => (): void => {
    if (interview.chosen.length > 0) events.begin(withoutProject);
    else append(nothing, nothing.firstChild === null ? ['Aucune aide n’est choisie. Choisissez-en au moins une dans « Choisir les aides et la date ».'] : []);
  };
  const { kept } = events;
  const without = h('button', { type: 'button', part: 'button', onclick: begin(true) }, 'Je ne connais pas encore mon projet');
  // Reading every fact takes a moment, and nearly all rules have facts about a project: the page is shown first.
  setTimeout(() => {
    if (![...interview.facts.values()].some(({ theme }) => theme === 'projet' || theme === 'formation')) without.remove();
  });
  return h(
    'section',
    { class: 'panel', part: 'panel', 'aria-labelledby': 'debut' },
    h('h2', { id: 'debut', tabindex: -1, part: 'question' }, 'Quelques questions sur votre situation'),
    h('p', {}, 'Répondez à ce que vous savez : une dizaine de questions suffit le plus souvent. Vous voyez à quoi vous avez droit, combien, qui paie, et ce qu’il faut faire.'),
    kept !== undefined &&
      h(
        'div',
        { class: 'notice kept' },
        h('p', {}, `Vos réponses du ${day(kept.date)} sont gardées sur cet appareil.`),
        h(
          'div',
          { class: 'actions' },
          h('button', { type: 'button', class: 'main', part: 'button', onclick: kept.resume }, 'Reprendre mes réponses'),
          h('button', { type: 'button', part: 'button', onclick: kept.forget }, 'Les oublier'),
        ),
      ),
    h(
      'ul',
      { class: 'promises' },
      h('li', {}, 'Vos réponses restent sur cet appareil : rien n’est envoyé.'),
      h('li', {}, 'Vous pouvez passer une question, revenir en arrière et changer une réponse.'),
      h('li', {}, 'Seules les questions qui peuvent encore changer un résultat vous sont posées.'),
    ),
    nothing,
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: kept === undefined ? 'main' : '', part: 'button', onclick: begin(false) }, 'Commencer'),
      without,
    ),
    opened('Choisir les aides et la date', { class: 'why' }, () => settings(interview, () => nothing.replaceChildren())),
    opened('Reprendre des réponses enregistrées', { class: 'why' }, () => [
      h('p', {}, h('label', { for: 'fichier' }, 'Le fichier que vous avez enregistré sur cet appareil')),
      file,
    ]),
  );
}

function settings(interview: Interview, changed: () => void): HTMLElement[] {
  const chosen = new Set<DispositifId>(interview.chosen);
  const date = h('p', { class: 'small' });
  const problem = h('p', { class: 'error', role: 'alert' });
  const input = h('input', { type: 'date', id: 'date-calcul', value: interview.date, part: 'input' });
  const keep = (): void => {
    const ids = interview.choosable.map(({ id }) => id).filter((id) => chosen.has(id));
    const findings = interview.choose(input.value === '' ? interview.date : input.value, ids);
    problem.replaceChildren();
    append(problem, [findings[0] !== undefined && `Les règles ne sont pas connues à cette date : ${findings[0].message}.`]);
    told();
    changed();
  };
  const told = (): void => {
    date.replaceChildren();
    append(date, [`Les droits sont calculés au ${day(interview.date)}.`, chosen.size === 0 && ' Aucune aide n’est choisie : aucune question ne sera posée.']);
  };
  input.addEventListener('change', keep);
  const boxes = interview.choosable.map((dispositif) => {
    const box = h('input', {
      type: 'checkbox',
      checked: chosen.has(dispositif.id),
      onchange: () => {
        if (box.checked) chosen.add(dispositif.id);
        else chosen.delete(dispositif.id);
        keep();
      },
    });
    return { box, id: dispositif.id, label: h('label', { class: 'check' }, box, h('span', {}, dispositif.titre)) };
  });
  const all = (ticked: boolean) => (): void => {
    for (const { box, id } of boxes) {
      box.checked = ticked;
      if (ticked) chosen.add(id);
      else chosen.delete(id);
    }
    keep();
  };
  const list = h('fieldset', {}, h('legend', {}, 'Aides à étudier'));
  append(list, [
    h('p', {}, h('button', { type: 'button', class: 'link', onclick: all(true) }, 'Tout cocher'), ' ', h('button', { type: 'button', class: 'link', onclick: all(false) }, 'Tout décocher')),
    boxes.map(({ label }) => label),
  ]);
  told();
  return [h('p', {}, h('label', { for: 'date-calcul' }, 'Date du calcul')), input, date, problem, list];
}

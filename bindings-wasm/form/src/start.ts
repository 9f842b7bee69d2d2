import type { DispositifId } from 'bareme';
import { append, day, h, opened } from './dom.js';
import type { Interview } from './interview.js';

export interface StartEvents {
  begin(): void;
  load(file: File): void;
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
  return h(
    'section',
    { class: 'panel', part: 'panel', 'aria-labelledby': 'debut' },
    h('h2', { id: 'debut', tabindex: -1, part: 'question' }, 'Quelques questions sur votre situation'),
    h(
      'p',
      {},
      'Répondez à ce que vous savez. Chaque réponse précise vos droits : bourse, rémunération, prise en charge de la formation. Vous voyez combien, qui paie, et pourquoi.',
    ),
    h(
      'ul',
      { class: 'promises' },
      h('li', {}, 'Vos réponses restent sur cet appareil : rien n’est envoyé.'),
      h('li', {}, 'Vous pouvez passer une question, revenir en arrière et changer une réponse.'),
      h('li', {}, 'Seules les questions qui peuvent encore changer un résultat vous sont posées.'),
    ),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'main', part: 'button', onclick: events.begin }, 'Commencer'),
    ),
    opened('Choisir les aides et la date', { class: 'why' }, () => settings(interview)),
    opened('Reprendre des réponses enregistrées', { class: 'why' }, () => [
      h('p', {}, h('label', { for: 'fichier' }, 'Le fichier que vous avez enregistré sur cet appareil')),
      file,
    ]),
  );
}

function settings(interview: Interview): HTMLElement[] {
  const chosen = new Set<DispositifId>(interview.chosen);
  const date = h('p', { class: 'small' }, `Les droits sont calculés au ${day(interview.date)}. `);
  const problem = h('p', { class: 'error', role: 'alert' });
  const input = h('input', { type: 'date', id: 'date-calcul', value: interview.date, part: 'input' });
  const keep = (): void => {
    const findings = interview.restore({
      ...interview.save(),
      date: input.value === '' ? interview.date : input.value,
      dispositifs: [...chosen],
    });
    problem.textContent = findings[0]?.message ?? '';
    date.textContent = `Les droits sont calculés au ${day(interview.date)}.`;
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
    return h('label', { class: 'check' }, box, h('span', {}, dispositif.titre));
  });
  const list = h('fieldset', {}, h('legend', {}, 'Aides à étudier'));
  append(list, boxes);
  return [h('p', {}, h('label', { for: 'date-calcul' }, 'Date du calcul')), input, date, problem, list];
}

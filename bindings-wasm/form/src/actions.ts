import type { Interview } from 'bareme/interview';
import { type Child, download, h } from './dom.js';
import { forget, isKept, keepOnDevice, link } from './keep.js';

export interface ActionEvents {
  say(text: string): void;
  print(all: boolean): void;
  erase(): void;
}

/** To print, to keep, to share, to erase: each is chosen, and says what it does. */
export function actionsView(interview: Interview, { say, print, erase }: ActionEvents): Child {
  const sensitive = h('input', { type: 'checkbox' });
  const field = h('input', { type: 'text', readonly: true, hidden: true, 'aria-label': 'Lien vers vos réponses', class: 'link-field' });
  const copy = async (): Promise<void> => {
    const address = link(interview, sensitive.checked);
    try {
      await navigator.clipboard.writeText(address);
      say('Lien copié. Il contient vos réponses : ne le donnez qu’à une personne de confiance.');
    } catch {
      field.value = address;
      field.hidden = false;
      field.select();
      say('Copiez le lien affiché. Il contient vos réponses.');
    }
  };
  const kept = h('input', {
    type: 'checkbox',
    checked: isKept(interview.engine),
    onchange: () => {
      if (!kept.checked) {
        forget(interview.engine, ['device']);
        say('Cet appareil a oublié vos réponses. Elles restent dans cet onglet jusqu’à sa fermeture.');
      } else if (keepOnDevice(interview)) say('Vos réponses sont gardées sur cet appareil, jusqu’à ce que vous les effaciez.');
      else {
        kept.checked = false;
        say('Ce navigateur ne permet pas de garder vos réponses. Enregistrez-les dans un fichier.');
      }
    },
  });
  const button = (text: string, use: () => void): HTMLElement => h('button', { type: 'button', part: 'button', onclick: use }, text);
  return h(
    'div',
    { class: 'noprint tools' },
    h('h3', {}, 'Garder ou partager'),
    h(
      'div',
      { class: 'actions' },
      button('Imprimer la fiche (une page)', () => print(false)),
      button('Imprimer avec toutes les raisons', () => print(true)),
      button('Enregistrer mes réponses', () => save(interview)),
      button('Copier un lien', () => void copy()),
      button('Tout effacer', erase),
    ),
    h('label', { class: 'check' }, kept, h('span', {}, 'Garder mes réponses sur cet appareil pour les reprendre plus tard. À éviter sur un appareil partagé.')),
    interview.result.sensitive.length > 0 &&
      h('label', { class: 'check' }, sensitive, h('span', {}, 'Mettre aussi dans le lien mes réponses sur la santé ou le handicap')),
    field,
  );
}

/** The answers as a file on this device. */
function save(interview: Interview): void {
  download(`mes-reponses-${interview.date}.json`, 'application/json', JSON.stringify(interview, null, 1));
}

import type { Question } from 'bareme';
import { type Child, append, h, opened } from './dom.js';
import { CONTROL, field, told } from './field.js';
import type { Interview } from './interview.js';

export interface QuestionEvents {
  /** The answer was taken, or passed over. */
  done(): void;
  back(): void;
}

/** One question: its words, its field, why it is asked, and the ways out. */
export function questionView(
  interview: Interview,
  question: Question,
  events: QuestionEvents,
  canGoBack: boolean,
): HTMLElement {
  const entry = field(interview, question, 'aide erreur');
  const title = h('h2', { id: 'question', tabindex: -1, part: 'question' });
  const words = question.question ?? question.titre;
  append(title, [entry.grouped ? words : h('label', { for: CONTROL }, words)]);
  const error = h('p', { id: 'erreur', class: 'error', role: 'alert' });

  const refuse = (problem: string): void => {
    error.replaceChildren(h('strong', {}, 'Réponse à corriger. '), problem);
    entry.mark(true);
    entry.element.querySelector<HTMLElement>('input')?.focus();
    if (entry.element instanceof HTMLSelectElement) entry.element.focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const read = entry.read();
    if ('problem' in read) return refuse(read.problem);
    const [finding] =
      'typed' in read ? interview.type(question.nom, read.typed) : interview.set(question.nom, read.value);
    if (finding !== undefined) return refuse(told(finding));
    events.done();
  };
  const pass = (): void => {
    interview.set(question.nom, null);
    events.done();
  };

  const help = h('div', { id: 'aide', class: 'help' }, question.aide !== null && h('p', {}, question.aide));
  if (question.sensible) {
    append(help, [
      h(
        'p',
        { class: 'notice' },
        'Cette question touche à la santé ou au handicap. Rien ne vous oblige à y répondre, et votre réponse ne quitte pas cet appareil.',
      ),
    ]);
  }
  const body: Child[] = entry.grouped
    ? [h('fieldset', { 'aria-describedby': 'aide' }, h('legend', {}, title), help, error, entry.element)]
    : [title, help, error, entry.element];
  return h(
    'form',
    { novalidate: true, class: 'question', part: 'panel', onsubmit: submit },
    h('p', { class: 'step' }, progress(interview, question)),
    ...body,
    why(interview, question),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'submit', class: 'main', part: 'button' }, 'Continuer'),
      h('button', { type: 'button', onclick: pass }, question.sensible ? 'Je préfère ne pas répondre' : 'Je ne sais pas'),
      canGoBack && h('button', { type: 'button', class: 'quiet', onclick: events.back }, 'Question précédente'),
    ),
  );
}

function progress(interview: Interview, question: Question): string {
  const rank = [...interview.answers.keys()].indexOf(question.nom);
  const number = rank === -1 ? interview.answers.size + 1 : rank + 1;
  const others = interview.left - (rank === -1 ? 1 : 0);
  if (rank !== -1) return `Question ${number}, déjà répondue`;
  if (others <= 0) return `Question ${number}, sans doute la dernière`;
  return `Question ${number}, encore ${others} ${others === 1 ? 'autre' : 'autres'} au plus`;
}

/** What waits for the answer, dispositif by dispositif. */
function why(interview: Interview, question: Question): Child {
  const course = 'Elle précise ce qui vous est versé pendant la formation : combien, par qui, jusqu’à quand.';
  return opened('Pourquoi cette question ?', { class: 'why' }, () =>
    question.pour.length === 0 ? h('p', {}, course) : h(
      'ul',
      {},
      question.pour.map((reason) => {
        const dispositif = interview.dispositifs.get(reason.dispositif);
        const titles = (ids: readonly string[], list: readonly { id: string; titre: string }[] = []): string[] =>
          ids.flatMap((id) => list.find((item) => item.id === id)?.titre ?? []);
        const conditions = titles(reason.conditions, dispositif?.conditions);
        const droits = titles(reason.droits, dispositif?.droits);
        return h(
          'li',
          {},
          h('strong', {}, dispositif?.titre ?? reason.dispositif),
          conditions.length > 0 && lines('Elle dit si vous remplissez :', conditions),
          droits.length > 0 && lines('Elle change :', droits),
          conditions.length + droits.length === 0 && h('p', {}, 'Elle dit si cette aide existe à votre date.'),
        );
      }),
    ),
  );
}

const lines = (head: string, items: readonly string[]): Child => [
  h('p', {}, head),
  h(
    'ul',
    {},
    items.map((item) => h('li', {}, item)),
  ),
];

import type { FactName, Question, Theme } from 'bareme';
import { type Interview, worded } from 'bareme/interview';
import { type Child, append, h, opened } from './dom.js';
import { CONTROL, type Field, field, rangesOf } from './field.js';

export interface QuestionEvents {
  /** The answer was taken, or passed over. */
  done(name: FactName): void;
  back(): void;
  /** The person has no project yet: what depends on one is passed over. */
  withoutProject(): void;
}

const THEMES: Readonly<Record<Theme, string>> = {
  situation: 'Votre situation',
  projet: 'Votre projet',
  formation: 'La formation',
  ressources: 'Vos ressources',
  foyer: 'Votre foyer',
};

/** One question: its words, its field, why it is asked, and the ways out. */
export function questionView(interview: Interview, question: Question, events: QuestionEvents): HTMLElement {
  const known = interview.answers.get(question.nom) ?? undefined;
  // Whoever gave the value finds it again, whoever chose a range too.
  let exact = rangesOf(question).length === 0 || (known !== undefined && typeof known !== 'object');
  let entry: Field;
  const title = h('h2', { id: 'question', tabindex: -1, part: 'question' });
  const error = h('p', { id: 'erreur', class: 'error', role: 'alert' });
  const place = h('div', {});
  const help = h('div', { id: 'aide', class: 'help' }, notes(interview, question));

  const draw = (): void => {
    entry = field(interview, question, exact, 'aide erreur');
    error.replaceChildren();
    const words = question.question ?? question.titre;
    title.replaceChildren();
    append(title, [entry.grouped ? words : h('label', { for: CONTROL }, words)]);
    const other = rangesOf(question).length > 0 && h('p', {}, h('button', { type: 'button', class: 'link', onclick: swap }, exact ? 'Choisir dans une liste' : 'Donner le chiffre exact'));
    const body: Child[] = entry.grouped
      ? [h('fieldset', { 'aria-describedby': 'aide' }, h('legend', {}, title), help, error, entry.element)]
      : [title, help, error, entry.element];
    place.replaceChildren();
    append(place, [body, other]);
  };
  const swap = (): void => {
    exact = !exact;
    draw();
    place.querySelector('input')?.focus();
  };
  const refuse = (problem: string): void => {
    error.replaceChildren();
    append(error, [h('strong', {}, 'Réponse à corriger. '), problem]);
    entry.mark(true);
    (entry.element instanceof HTMLSelectElement ? entry.element : entry.element.querySelector('input'))?.focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const read = entry.read();
    if ('problem' in read) return refuse(read.problem);
    const [finding] = interview.set(question.nom, read.value);
    if (finding !== undefined) return refuse(worded(interview.engine, question, finding));
    events.done(question.nom);
  };
  const pass = (): void => {
    interview.set(question.nom, null);
    events.done(question.nom);
  };

  draw();
  return h(
    'form',
    { novalidate: true, class: 'question', part: 'panel', onsubmit: submit },
    h('p', { class: 'step' }, theme(question), progress(interview, question)),
    place,
    why(interview, question),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'submit', class: 'main', part: 'button' }, 'Continuer'),
      h('button', { type: 'button', part: 'button', onclick: pass }, question.sensible ? 'Je préfère ne pas répondre' : 'Je ne sais pas'),
      h('button', { type: 'button', class: 'quiet', part: 'button', onclick: events.back }, 'Question précédente'),
    ),
    interview.seemsWithoutProject &&
      !interview.withoutProject &&
      h('p', { class: 'offer' }, h('button', { type: 'button', class: 'link', onclick: events.withoutProject }, 'Je ne connais pas encore mon projet : passer ces questions')),
  );
}

function theme(question: Question): Child {
  return question.theme !== undefined && [h('span', { class: 'theme' }, THEMES[question.theme]), ' '];
}

function progress(interview: Interview, question: Question): Child {
  if (interview.answers.has(question.nom) && interview.next?.nom === question.nom) return `Une précision sur votre réponse, ${remaining(interview)}`;
  const rank = [...interview.answers.keys()].indexOf(question.nom);
  if (rank !== -1) return `Question ${rank + 1}, déjà répondue`;
  return `Question ${interview.answers.size + 1}, ${remaining(interview)}`;
}

/** « encore 4 questions environ »: it falls, and never rises. */
export function remaining(interview: Interview): string {
  const { left, more, done } = interview.progress;
  if (done) return 'plus de question';
  if (more) return 'encore quelques questions';
  return left <= 1 ? 'sans doute la dernière' : `encore ${left} questions environ`;
}

/** The help of a question, what is supposed until it is answered, and the freedom not to answer. */
function notes(interview: Interview, question: Question): Child {
  const supposed = interview.suppositions.find(({ fait }) => fait === question.nom)?.phrase;
  return [
    question.aide !== null && h('p', {}, question.aide),
    supposed !== undefined && !interview.answers.has(question.nom) && h('p', { class: 'notice' }, supposed),
    question.sensible &&
      h(
        'p',
        { class: 'notice' },
        'Cette question touche à la santé ou au handicap. Rien ne vous oblige à y répondre, et votre réponse ne quitte pas cet appareil.',
      ),
  ];
}

/** What waits for the answer, dispositif by dispositif. */
function why(interview: Interview, question: Question): Child {
  if (question.pour.length === 0) return null;
  return opened('Pourquoi cette question ?', { class: 'why' }, () =>
    h(
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

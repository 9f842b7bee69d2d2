import type { Interview } from 'bareme/interview';
import { type Child, h } from './dom.js';

/** Where a person without a project can begin: who helps to find one, in the words of the rules. */
export function firstSteps(interview: Interview, goOn: () => void): Child {
  return h(
    'section',
    { class: 'steps' },
    h('h3', {}, 'Sans projet précis, par où commencer ?'),
    h('p', { class: 'noprint' }, h('button', { type: 'button', part: 'button', onclick: goOn }, 'J’ai une idée de formation : continuer')),
    String(interview.withoutProject),
  );
}

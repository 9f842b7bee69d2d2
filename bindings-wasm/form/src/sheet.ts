import type { Interview } from 'bareme/interview';
import { h } from './dom.js';
import { isGiven } from './results.js';
import { plain, tree } from './tree.js';

/** As much as leaves the sheet on its page. */
const MOST_STATED = 1200;

/** The page of paper to take to an appointment: what to ask for, the amounts, the next steps. It is made when it is printed. */
export function sheetView(main: HTMLElement, interview: Interview): void {
  main.querySelector('.sheet')?.remove();
  const { answer } = interview.result;
  if (answer === undefined) return;
  const { titre, blocs } = interview.engine.tell(answer, { brief: true });
  // Whoever reads the sheet must know what it rests on.
  const stated = interview.engine.tellFacts(answer).blocs;
  const all = stated.flatMap((block) => (block.type === 'lignes' ? block.lignes : [])).filter((line) => isGiven(interview, line)).map(plain);
  const shown = all.filter((_, place) => all.slice(0, place + 1).join(' ; ').length <= MOST_STATED);
  const answers = shown.join(' ; ') + (shown.length < all.length ? ` ; et ${all.length - shown.length} autres` : '');
  const sheet = h(
    'section',
    { class: 'sheet', 'aria-hidden': 'true' },
    h('h2', {}, titre),
    tree(blocs, 3, { ask: () => undefined }),
    answers !== '' && h('p', { class: 'small' }, h('strong', {}, 'Réponses données : '), `${answers}.`),
  );
  for (const others of sheet.querySelectorAll<HTMLDetailsElement>('details.others')) others.open = true;
  main.append(sheet);
}

/** Prints the sheet, or everything with the reasons of what can be asked for. */
export function printResults(frame: HTMLElement, all: boolean): void {
  frame.classList.toggle('print-all', all);
  if (all) {
    // What is folded, then the reasons of what is or may be open: those of all that is refused would be a book.
    for (const pieces of ['details.fold', 'details.others', '.results > section > .card > details.why']) {
      for (const details of frame.querySelectorAll<HTMLDetailsElement>(pieces)) {
        details.open = true;
        details.dispatchEvent(new Event('bareme-open'));
      }
    }
  }
  // Some browsers go on before the page is printed.
  addEventListener('afterprint', () => frame.classList.remove('print-all'), { once: true });
  print();
}

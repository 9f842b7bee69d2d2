import type { Interview } from 'bareme/interview';
import { h } from './dom.js';
import { tree } from './tree.js';

/** The page of paper to take to an appointment: what to ask for, the amounts, the next steps. It is made when it is printed. */
export function sheetView(main: HTMLElement, interview: Interview): void {
  main.querySelector('.sheet')?.remove();
  const { answer } = interview.result;
  if (answer === undefined) return;
  const { titre, blocs } = interview.engine.tell(answer, { brief: true });
  const sheet = h(
    'section',
    { class: 'sheet', 'aria-hidden': 'true' },
    h('h2', {}, titre),
    tree(blocs, 3, { ask: () => undefined }),
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
  print();
  frame.classList.remove('print-all');
}

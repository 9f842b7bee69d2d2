import { h } from './dom.js';

/** Asks before what cannot be undone. The focus comes back to where it was. */
export function confirm(root: ParentNode & Node, question: string, detail: string, yes: string): Promise<boolean> {
  return new Promise((resolve) => {
    const close = (agreed: boolean) => (): void => {
      sure = agreed;
      dialog.close();
    };
    let sure = false;
    const dialog = h(
      'dialog',
      { 'aria-labelledby': 'confirmer', 'aria-describedby': 'confirmer-detail', part: 'dialog' },
      h('h2', { id: 'confirmer' }, question),
      h('p', { id: 'confirmer-detail' }, detail),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'button', class: 'main', part: 'button', onclick: close(false), autofocus: true }, 'Garder'),
        h('button', { type: 'button', part: 'button', onclick: close(true) }, yes),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(sure);
    });
    root.append(dialog);
    dialog.showModal();
  });
}

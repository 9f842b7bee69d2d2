/** What a page keeps at the top of the screen, as a sticky header, must not hide what is read or focused. */
export function uncover(element: Element, host: Element): void {
  const { top, left, width, height } = element.getBoundingClientRect();
  if (width === 0 || top > innerHeight) return;
  const at = document.elementFromPoint(Math.min(left + Math.min(width / 2, 40), innerWidth - 1), Math.max(top + Math.min(height / 2, 4), 1));
  if (at === null || at === host || at.contains(host) || host.contains(at)) return;
  const cover = stuck(at);
  if (cover === undefined) return;
  const { bottom, top: start } = cover.getBoundingClientRect();
  // What sticks to the bottom is left where it is when the top would hide more.
  if (start <= 0 || bottom < innerHeight / 2) scrollBy({ top: top - bottom - MARGIN, behavior: 'instant' });
}

const MARGIN = 16;

function stuck(element: Element): Element | undefined {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (['sticky', 'fixed'].includes(getComputedStyle(at).position)) return at;
  }
  return undefined;
}

export type Child = Node | string | null | undefined | false | readonly Child[];
type Props = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>;

/** An element: `on…` are listeners, `true` is an empty attribute, `false` and `null` are none. Text is never read as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

export function append(to: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child == null || child === false) continue;
    if (isList(child)) append(to, child);
    else to.appendChild(typeof child === 'string' ? document.createTextNode(french(child)) : child);
  }
}

/** French signs never begin a line, a number stays whole, a date of the engine reads as one, an apostrophe is curved. */
const french = (text: string): string =>
  text
    .replace(/ ([?!:;»%€])/g, '\u00a0$1')
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/« /g, '«\u00a0')
    .replace(/(\d) (?=\d{3}\b)/g, '$1\u202f')
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, day);

const DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2024-09-01` is « 1er septembre 2024 ». */
export function day(iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso) ? iso : DAY.format(date).replace(/^1 /, '1er ');
}

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

/** A piece that opens, filled when it is opened for the first time. */
export function opened(summary: Child, props: Props, fill: () => Child): HTMLDetailsElement {
  const details = h('details', props, h('summary', {}, summary));
  let filled = false;
  const open = (): void => {
    if (filled || !details.open) return;
    filled = true;
    append(details, [fill()]);
  };
  open();
  details.addEventListener('toggle', open);
  // The event `toggle` comes too late for a page that is printed at once.
  details.addEventListener('bareme-open', open);
  return details;
}

/** Gives a file to keep on this device. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A sign that a screen reader leaves out: the words beside it say the same. */
export const sign = (text: string): HTMLElement => h('span', { class: 'sign', 'aria-hidden': 'true' }, text);

/** « 1 aide », « 2 aides ». */
export const plural = (count: number, one: string, several: string): string => `${count} ${count < 2 ? one : several}`;

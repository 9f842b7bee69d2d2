import type { FactName } from 'bareme';
import type { Interview, Saved } from './interview.js';

const KEY = 'bareme-formulaire';

/** Keeps the answers until the tab is closed: a page that is reloaded goes on. */
export function remember(interview: Interview): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(interview.save()));
  } catch {
    // A browser may forbid it; the form works without.
  }
}

export function remembered(): Saved | undefined {
  try {
    return read(sessionStorage.getItem(KEY) ?? '');
  } catch {
    return undefined;
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

/** What a file or a link holds, when it has the right shape. The engine checks the facts. */
export function read(text: string): Saved | undefined {
  try {
    const { date, dispositifs = [], reponses } = JSON.parse(text) as Partial<Saved>;
    const shaped =
      typeof date === 'string' &&
      Array.isArray(dispositifs) &&
      Array.isArray(reponses) &&
      reponses.every((entry) => Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string');
    return shaped ? { date, dispositifs, reponses } : undefined;
  } catch {
    return undefined;
  }
}

/** A link whose fragment holds the answers: browsers never send a fragment to a server. */
export function link(interview: Interview, withSensitive: boolean): string {
  const saved = interview.save();
  const kept = (name: FactName): boolean => withSensitive || interview.facts.get(name)?.sensible !== true;
  const text = JSON.stringify({ ...saved, reponses: saved.reponses.filter(([name]) => kept(name)) });
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  const encoded = btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  return `${location.href.split('#')[0] ?? ''}#reponses=${encoded}`;
}

/** What the fragment of this page holds; it is taken out of the address, which a person may show. */
export function fromFragment(): { date?: string; saved?: Saved | undefined } {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const encoded = parameters.get('reponses');
  const date = parameters.get('date');
  if (encoded === null) return date === null ? {} : { date };
  history.replaceState(history.state, '', location.href.split('#')[0]);
  try {
    const bytes = atob(encoded.replace(/-/g, '+').replace(/_/g, '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
    return { saved: read(text) };
  } catch {
    return { saved: undefined };
  }
}

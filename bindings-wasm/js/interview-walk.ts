import type { Asking } from './catalogue.js';
import type { DispositifId } from './droits.js';
import type { Engine } from './engine.js';

/** What is still worth asking: about everything when `chosen` is `null`, about nothing when it is empty. */
export function walk(engine: Engine, dossier: string, date: string, chosen: readonly DispositifId[] | null): Asking {
  if (chosen?.length === 0) return { questions: [], suppositions: [], restantes: 0 };
  return engine.interview(dossier, chosen === null ? { date } : { date, dispositifs: chosen });
}

/** What is read when it is first asked for: nobody waits for it to see the first page. */
export function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: read() }).value;
}

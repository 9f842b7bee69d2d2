import type { DispositifId } from 'bareme';

/** What a page gives to the form: by properties, or by attributes. */
export interface Given {
  readonly pack?: string | ArrayBuffer | ArrayBufferView | undefined;
  readonly date?: string | undefined;
  readonly dispositifs?: readonly DispositifId[] | undefined;
  readonly dossier?: { readonly [name: string]: unknown } | undefined;
  readonly module?: string | undefined;
}

/** Properties, then attributes: a property that was set wins. */
export function given(element: Element, set: Given): Given {
  const text = (name: string): string | undefined => element.getAttribute(name) ?? undefined;
  const dossier = text('dossier');
  return {
    pack: set.pack ?? text('pack'),
    date: set.date ?? text('date'),
    dispositifs: set.dispositifs ?? (text('dispositifs')?.split(/\s+/).filter((id) => id !== '') as DispositifId[] | undefined),
    dossier: set.dossier ?? (dossier === undefined ? undefined : parsed(dossier)),
    module: text('module'),
  };
}

/** The properties that were set before the element had its class. */
export function givenOf(element: object): Given {
  const found: { [name: string]: unknown } = {};
  for (const name of ['pack', 'date', 'dispositifs', 'dossier']) {
    if (!Object.hasOwn(element, name)) continue;
    found[name] = (element as { [name: string]: unknown })[name] ?? undefined;
    delete (element as { [name: string]: unknown })[name];
  }
  return found;
}

/** What was given, but for the bytes of the rules. */
export const written = ({ date, dispositifs, dossier }: Given): string => JSON.stringify([date, dispositifs, dossier]);

function parsed(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as { readonly [name: string]: unknown };
  } catch {
    // Told below, as what is no object.
  }
  throw new HostFault('Les réponses que la page donne au formulaire ne peuvent pas être lues. Prévenez la personne qui tient ce site.');
}

/** What the page around got wrong, in French for the person who reads it. */
export class HostFault extends Error {}

import type { Dossier, FactName } from './facts.js';

/** The least and the most that a value may be, both included. */
export interface Ends<T> {
  readonly min?: T;
  readonly max?: T;
}

/** What may be known of a value without knowing it: its ends, or the choices that remain. */
export type Partly<T> = [T] extends [boolean] ? never : string extends T ? Ends<T> : [T] extends [number] ? Ends<T> : { readonly parmi: readonly T[] };

/** What is known of a person: values, what is known of a value, and the facts that they were asked about and do not know. */
export type KnownDossier = { readonly [F in FactName]?: Dossier[F] | Partly<NonNullable<Dossier[F]>> } & {
  readonly ne_sait_pas?: readonly FactName[];
};

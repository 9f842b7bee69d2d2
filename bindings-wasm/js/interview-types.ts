import type { Answer, Supposition } from './decision.js';
import type { DispositifId } from './droits.js';
import type { Pack } from './engine.js';
import type { FactName } from './facts.js';
import type { Recit } from './recit.js';

/** What a person says of a fact: its value, the least and the most that it may be, both included, or the choices that remain. */
export type Given =
  | string
  | number
  | boolean
  | { readonly min?: string | number; readonly max?: string | number }
  | { readonly parmi: readonly string[] };

/** An answer; `null` is « je ne sais pas ». */
export type Reply = Given | null;

/** How far an interview is. */
export interface Progress {
  /** How many questions were answered, « je ne sais pas » included. */
  readonly answered: number;
  /** About how many are still to come: an estimate that falls. */
  readonly left: number;
  /** Did an answer open more questions than that? */
  readonly more: boolean;
  readonly done: boolean;
}

/** All that is needed to go on later. */
export interface InterviewState {
  readonly forme: 1;
  /** The rules that asked. */
  readonly pack: Pack;
  readonly date: string;
  /** What was chosen: `null` is everything, an empty list nothing. */
  readonly dispositifs: readonly DispositifId[] | null;
  readonly reponses: readonly (readonly [FactName, Reply])[];
  readonly sansProjet: boolean;
  /** The question that was shown again. */
  readonly question: FactName | null;
}

/** What the answers give. */
export interface Result {
  readonly date: string;
  readonly dispositifs: readonly DispositifId[];
  /** Everything that was answered, sensitive facts included. */
  readonly dossier: { readonly [name: string]: unknown };
  /** Which of these facts are about health or disability. */
  readonly sensitive: readonly FactName[];
  readonly suppositions: readonly Supposition[];
  /** Is there nothing left to ask? */
  readonly done: boolean;
  /** The decisions; nothing when nothing is asked about. */
  readonly answer: Answer | undefined;
  /** The decisions as sentences. */
  readonly page: Recit | undefined;
}

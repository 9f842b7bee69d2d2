import type { ConditionState, Verdict } from './decision.js';
import type { DispositifId } from './droits.js';
import type { Options, Pack } from './engine.js';
import type { FactName } from './facts.js';

/** What is asked of thresholds. */
export interface ThresholdOptions<D extends DispositifId = DispositifId> extends Omit<Options<D>, 'ifEligible'> {
  /** The droits that are told; every one when left out. */
  readonly droits?: readonly string[];
}

/** A value as decisions have it: amounts are texts. */
export type Value = string | number | boolean;

/** How a droit goes over a piece: one value, or a line, a slope that only rises or falls, or something between two bounds. */
export type Course = Value | Line | Monotone | Within;

/** Exact: the droit is `origine` and `pente` for each unit of the fact, rounded, and never further than `ecart_maximal` from that. */
export interface Line {
  readonly forme: 'lineaire';
  readonly pente: string;
  /** Of a map: for each unit of the second fact. */
  readonly seconde_pente?: string;
  readonly origine: string;
  readonly de: Value;
  readonly a: Value;
  readonly ecart_maximal: string;
  readonly arrondi: 'au_plus_proche' | 'inferieur' | 'superieur' | null;
}

/** It rises, or falls, from one end to the other. */
export interface Monotone {
  readonly forme: 'monotone';
  readonly sens: 'croissant' | 'decroissant';
  readonly de: Value;
  readonly a: Value;
}

/** It stays between two values. */
export interface Within {
  readonly forme: 'entre';
  readonly min: Value;
  readonly max: Value;
}

/** Values of the fact, both ends included, over which one thing is said. Of a map an end is a pair, a value of each fact. */
export interface Piece<End = Value> {
  readonly de: End;
  readonly a: End;
  /** `null` where a rule refuses the dossier, and where nothing was established. */
  readonly verdict: Verdict | null;
  /** The work allowed did not suffice to say what holds here. */
  readonly non_etabli?: true;
  /** Why the dossier contradicts itself here. */
  readonly refuse_par?: readonly string[];
  /** Of a map: the rules that refuse some points of this box; what is said is said of the others. */
  readonly refuse_en_partie?: readonly string[];
  readonly conditions: Readonly<Record<string, ConditionState>>;
  readonly droits: Readonly<Record<string, Course>>;
  /** What is not determined: its smallest and its largest course, or the members that remain. */
  readonly bornes: Readonly<Record<string, readonly Course[]>>;
}

/** From a value to another, both included. */
export interface Reach {
  readonly de: Value;
  readonly a: Value;
}

/** How far the fact may go from what the dossier states. */
export interface HowFar {
  readonly valeur: Value;
  readonly meme_reponse: Reach;
  readonly meme_verdict: Reach;
}

/** The change of fewest facts, among those that a person can change, that opens what is refused. */
export interface NearestChange {
  readonly etat: 'pas_refuse' | 'trouve' | 'aucun' | 'non_etabli';
  readonly faits: readonly { readonly fait: FactName; readonly valeur: Value; readonly de: Value; readonly a: Value }[];
  /** What would still be missing; nothing when it would be granted. */
  readonly manquants: readonly FactName[];
  /** Of `aucun`: the conditions that stay refused whatever can change. */
  readonly conditions: readonly string[];
}

/** The pieces of one dispositif. */
export interface Pieces {
  readonly morceaux: readonly Piece[];
  /** Was everything established? */
  readonly etabli: boolean;
  readonly jusqu_ou?: HowFar;
}

/** The map of one dispositif, of two facts. */
export interface Boxes {
  readonly boites: readonly Piece<readonly [Value, Value]>[];
  readonly etabli: boolean;
}

interface About {
  readonly moteur: string;
  readonly pack: Pack;
  readonly date: string;
}

/** What is said while a fact goes over its values, of each dispositif. `nearest` is there when one is named. */
export interface Thresholds<P = Pieces> extends About {
  readonly dispositifs: Readonly<Partial<Record<DispositifId, P>>>;
  readonly nearest: NearestChange | null;
}

/** The JSON of the engine, in which one dispositif is not told as several are, told in one form. */
export function thresholdsOf<P>(text: string): Thresholds<P> {
  const { moteur, pack, date, dispositif, dispositifs, changement_le_plus_proche: nearest = null, ...only } = JSON.parse(text);
  delete only.fait;
  delete only.faits;
  return { moteur, pack, date, nearest, dispositifs: dispositif === undefined ? dispositifs : { [dispositif]: only } };
}

import type { Answer, Citation, Reliability } from './decision.js';
import type { DispositifId } from './droits.js';
import type { FactName } from './facts.js';

/** A payment over the days of a segment. */
export interface Versement {
  readonly dispositif: DispositifId;
  readonly id: string;
  readonly titre: string;
  /** In `unite`; `null` when no text says how much. */
  readonly montant: string | null;
  readonly unite: string | null;
  /** A member of `payeur`. */
  readonly payeur: string;
  /** Over the segment, in euros; `null` when it depends on what is not known yet. */
  readonly total: string | null;
  readonly fiabilite: Reliability;
  readonly verifie_le: string | null;
  readonly peut_etre_perime_apres: string | null;
  /** What a person should know of this amount. */
  readonly reserve: string | null;
  readonly source: Citation;
}

/** Why a segment is not as the one before. */
export interface Cause {
  readonly genre: 'debut' | 'regle' | 'parametre' | 'table' | 'debut_versement' | 'fin_versement' | 'montant';
  readonly texte: string;
  readonly avant?: string;
  readonly apres?: string;
  readonly unite?: string | null;
  readonly source?: Citation;
}

/** Days on which nothing changes, the last included. */
export interface Segment {
  readonly du: string;
  readonly au: string;
  readonly causes: readonly Cause[];
  readonly versements: readonly Versement[];
  readonly total: string;
}

/** What is paid in a month of the calendar, of the days of the course alone. */
export interface Mois {
  /** `2026-09` */
  readonly mois: string;
  /** What has an amount, in euros. */
  readonly total: string;
  /** Is all that is paid an amount? */
  readonly complet: boolean;
  readonly lignes: readonly {
    readonly dispositif: DispositifId;
    readonly versement: string;
    readonly total: string;
    readonly complet: boolean;
  }[];
}

/** One way to be paid during a course: dispositifs that are received together, or one after the other. */
export interface Revenu {
  readonly dispositifs: readonly DispositifId[];
  /** All that has an amount over the course, in euros. */
  readonly total: string;
  /** Is all that is paid an amount? Otherwise there is, or may be, more than the total. */
  readonly complet: boolean;
  /** How much less than the first one: at least that when the first is not complete; `null` when this one is not. */
  readonly ecart: string | null;
  readonly mois: readonly Mois[];
  readonly changements: readonly {
    readonly jour: string;
    readonly cause: string;
    readonly genre: Cause['genre'];
    readonly source: Citation | null;
  }[];
}

/** The ways to be paid during a course. */
export interface Revenus {
  /** The one that gives the most first; they are not received together. */
  readonly sequences: readonly Revenu[];
  /** What may be paid as well, or instead, once more is known. */
  readonly inconnus: Echeancier['a_determiner'];
  /** How many others were left out, none of which gives more. */
  readonly omises: number;
  /** Are there still others, which were not compared? */
  readonly omises_au_moins: boolean;
}

/** What is paid over a course. */
export interface Echeancier {
  readonly du: string | null;
  readonly au: string | null;
  /** The dispositifs that are counted: those that pay among the best compatible ones. */
  readonly dispositifs: readonly DispositifId[];
  readonly segments: readonly Segment[];
  readonly totaux: {
    readonly general: string;
    /** Is everything that is counted an amount? Otherwise there is more than the total. */
    readonly complet: boolean;
    readonly payeurs: Readonly<Record<string, { readonly total: string; readonly complet: boolean }>>;
  };
  readonly prorata: {
    readonly parametre: string;
    readonly titre: string;
    readonly jours_par_mois: number;
    readonly source: Citation;
  } | null;
  readonly revenus: Revenus;
  /** The facts without which the days of the course are not known. */
  readonly manquants: readonly FactName[];
  /** What may be paid as well, once more is known. */
  readonly a_determiner: readonly {
    readonly dispositif: DispositifId;
    readonly versement: string | null;
    readonly manquants: readonly FactName[];
  }[];
}

/** What a person receives over a course. */
export interface Schedule extends Omit<Answer, 'decisions' | 'meilleure_combinaison'> {
  readonly echeancier: Echeancier;
}

import type { Demarche, Doute, Nature, Reliability, SourceRef, Supposition } from './decision.js';
import type { DispositifId, DroitId } from './droits.js';
import type { FactName } from './facts.js';

/** A member of a closed list: its name in dossiers, and what a person reads. */
export interface Member {
  readonly nom: string;
  readonly libelle: string;
}

/** How a value is declared. */
export interface Declared {
  readonly type: 'booleen' | 'entier' | 'decimal' | 'montant' | 'taux' | 'date' | 'choix';
  /** For numbers, when they have one: `EUR/an`, `h/semaine`. */
  readonly unite?: string;
  /** For numbers. */
  readonly decimales?: number;
  /** For choices: the name of the list. */
  readonly choix?: string;
  /** For choices: the list. */
  readonly valeurs?: readonly Member[];
}

/** What a fact means in law. */
export interface Definition {
  readonly texte: string;
  readonly source: { readonly id: string; readonly titre: string; readonly repere: string | null; readonly url: string | null };
}

/** Something that a dossier may state. */
export interface Fact extends Declared {
  readonly nom: FactName;
  readonly titre: string;
  /** How it is asked; `null` for what is never asked to a person. */
  readonly question: string | null;
  readonly aide: string | null;
  /** A special category of personal data (health, disability): one may always refuse to answer. */
  readonly sensible: boolean;
  /** What counts, and the text that says so; of a question of `nextQuestions` it is absent. */
  readonly definition?: Definition | null;
  /** The expression that it follows from when nobody states it; of a question of `nextQuestions` it is absent. */
  readonly deduit_de?: string | null;
  /** For numbers and dates. */
  readonly min?: number | string;
  readonly max?: number | string;
  /** Where a person expects the question; without one, after all the others. */
  readonly theme?: Theme;
  /** Who knows it: the person, unless it says otherwise. */
  readonly connu_de?: 'personne' | 'organisme' | 'employeur' | 'administration';
  /** Its value when the question has no object. */
  readonly hors_objet?: number | string | boolean;
  /** The dispositif of which it is the outcome: such a fact is never asked. */
  readonly issue_de?: string;
  /** What is usually so; of a question, with the value. */
  readonly suppose?: { readonly valeur?: unknown; readonly phrase: string };
}

/** What is still worth asking, in the order to ask. */
export interface Asking {
  readonly questions: readonly Question[];
  /** What is supposed as long as nobody says otherwise: giving the fact corrects it. */
  readonly suppositions: readonly Supposition[];
  /** About how many questions are still to come. */
  readonly restantes: number;
}

/** What a question is about. */
export type Theme = 'situation' | 'projet' | 'formation' | 'ressources' | 'foyer';

/** What a number or a day may be, both ends included. */
export interface Range {
  readonly de: number | string;
  readonly a: number | string;
}

/** What waits for a fact in one dispositif. */
export interface Reason {
  readonly dispositif: DispositifId;
  /** Whether the dispositif is in force depends on it. */
  readonly en_vigueur: boolean;
  /** The conditions that depend on it. */
  readonly conditions: readonly string[];
  /** The droits that depend on it. */
  readonly droits: readonly string[];
}

/** A fact still worth asking. */
export interface Question extends Fact {
  readonly pour: readonly Reason[];
  /** The ranges that are enough to know, in order; nothing when the value itself is needed. */
  readonly coupures?: readonly Range[];
}

/** Days, both included; without end on a side that is left out. */
export interface Period {
  readonly du?: string;
  readonly au?: string;
}

/** Something that a dispositif gives. */
export interface DroitInfo extends Declared, Period {
  readonly id: string;
  readonly titre: string;
  /** What the person gets, a limit, or something to know. */
  readonly role: 'benefice' | 'seuil' | 'information' | null;
  /** Is it the benefit that is told first? */
  readonly principal: boolean;
  /** The expression as written in the rules. */
  readonly valeur: string;
  readonly payeur: string | null;
  readonly payeur_libelle: string | null;
  readonly source: SourceRef;
  readonly fiabilite: Reliability;
}

/** Something that must hold, or that ranks people. */
export interface ConditionInfo extends Period {
  readonly id: string;
  readonly titre: string;
  /** The expression as written in the rules. */
  readonly si: string;
  readonly source: SourceRef;
  readonly fiabilite: Reliability;
}

/** A scheme. */
export interface DispositifInfo<D extends DispositifId = DispositifId> {
  readonly id: D;
  readonly titre: string;
  readonly resume: string;
  readonly statut: 'en_vigueur' | 'experimentation' | 'hypothese';
  readonly objet: 'personne' | 'employeur' | 'programme' | 'dossier_formation';
  /** What it is; `null` when a pack of format 1 does not say it. */
  readonly nature: Nature | null;
  readonly decideur: string | null;
  readonly demarche: Demarche | null;
  /** What the end of its period means: a text ends it, the last document read stops there, or it is probably prolonged. */
  readonly apres: 'fin' | 'inconnu' | 'prolonge_probable' | null;
  /** The day on which its existence and its conditions were read. */
  readonly verifie_le: string | null;
  readonly doutes: readonly Doute[];
  /** The question that the Region should settle, of a pack of format 1. */
  readonly a_confirmer: string | null;
  readonly fiabilite: Reliability;
  readonly en_vigueur: Period;
  /** The date fact that selects dated values; the reference date when `null`. */
  readonly date_effet: FactName | null;
  readonly conditions: readonly ConditionInfo[];
  readonly droits: readonly (DroitInfo & { readonly id: DroitId<D> })[];
  readonly priorites: readonly ConditionInfo[];
  readonly quota: string | null;
  readonly remplace_par: readonly DispositifId[];
  readonly incompatible_avec: readonly DispositifId[];
  readonly sources: readonly SourceRef[];
}

/** A document or a law. */
export interface Source {
  readonly id: string;
  readonly titre: string;
  readonly date: string | null;
  readonly url: string | null;
  readonly fiabilite: Reliability;
  /** The days of the version of a text that was read, both included; null without an end on that side. */
  readonly version: { readonly du: string | null; readonly au: string | null } | null;
}

import type { DispositifId, Droits } from './droits.js';
import type { Finding } from './errors.js';
import type { FactName } from './facts.js';
import type { KnownDossier } from './known.js';

export type Verdict = 'eligible' | 'non_eligible' | 'indetermine' | 'hors_periode';
export type ConditionState = 'remplie' | 'non_remplie' | 'inconnue';
/** The weakest of everything a decision rests on. */
export type Reliability = 'texte' | 'secondaire' | 'a_confirmer';

/** What is known of a droit that is not determined: the members that remain, or the smallest and the largest value. */
export type Bounds<T> = [T] extends [string]
  ? string extends T
    ? readonly [T, T]
    : readonly T[]
  : readonly [T, T];

export interface SourceRef {
  readonly id: string;
  readonly repere?: string;
}

/** What a dispositif is: an aid, what somebody decides, a category or a public, a bound of something else, a rule. */
export type Nature = 'aide' | 'decision' | 'classement' | 'plancher' | 'regle';

/** A day by which, or from which, something is to be done. */
export interface Delai {
  readonly id: string;
  /** What is to be done. */
  readonly titre: string;
  /** `null` while a fact is missing. */
  readonly jour: string | null;
  readonly sens: 'au_plus_tard' | 'a_partir_de';
  /** The facts that are missing to know whether it concerns the person, or else the day. */
  readonly manquants: readonly FactName[];
  readonly source: SourceRef;
  readonly fiabilite: Reliability;
}

/** What a person does to obtain something; `null` is not known. */
export interface Demarche {
  /** Where to ask. */
  readonly ou: string | null;
  /** What to ask for. */
  readonly quoi: string | null;
  readonly quand: string | null;
  /** The documents to give. */
  readonly pieces: readonly string[] | null;
  readonly lien: string | null;
  readonly source: SourceRef | null;
  readonly fiabilite: Reliability;
  /** The days by which it is done, of a decision whose scheme has some; none of a refusal. */
  readonly delais?: readonly Delai[];
}

/** A question that is open, and what it concerns: `condition:ID`, `droit:ID`, `parametre:ID`, `periode`, `existence`… */
export interface Doute {
  readonly question: string;
  readonly porte_sur: readonly string[];
}

/** A value past its day: a newer one was expected, or it was read too long ago. */
export interface Perime {
  readonly id: string;
  readonly titre: string;
  readonly verifie_le: string;
  /** The day on which the next one was expected; `null` when none is. */
  readonly attendu_le: string | null;
}

export interface Condition {
  readonly id: string;
  readonly titre: string;
  readonly etat: ConditionState;
  readonly source: SourceRef;
}

/** What is usually so, and is taken to be so as long as nobody says otherwise. */
export interface Supposition {
  readonly fait: FactName;
  readonly valeur: unknown;
  /** In French, for the person. */
  readonly phrase: string;
}

/** The decision about one dispositif. Amounts and rates are text with all their decimals. */
export interface Decision<D extends DispositifId = DispositifId> {
  readonly verdict: Verdict;
  readonly statut: 'en_vigueur' | 'experimentation' | 'hypothese';
  readonly fiabilite: Reliability;
  /** What it is; `null` when a pack of format 1 does not say it. */
  readonly nature: Nature | null;
  /** Who decides, once the conditions let a person ask. */
  readonly decideur: string | null;
  /** What a person does next. */
  readonly demarche: Demarche | null;
  /** The droits that are due, of an eligible decision; as a supposition, of the others, when `ifEligible` asks for it. */
  readonly droits: { readonly [K in keyof Droits[D]]?: Droits[D][K] };
  /** What is known of those that are not settled; of an undetermined decision every droit, as it would be if it were granted. */
  readonly bornes: { readonly [K in keyof Droits[D]]?: Bounds<Droits[D][K]> };
  /** The same, decided with what is usually so; only when that says more. Never shown without its suppositions. */
  readonly sous_reserve?: {
    readonly verdict: Verdict;
    readonly droits: { readonly [K in keyof Droits[D]]?: Droits[D][K] };
    readonly bornes: { readonly [K in keyof Droits[D]]?: Bounds<Droits[D][K]> };
    readonly suppositions: readonly Supposition[];
  };
  readonly conditions: readonly Condition[];
  readonly priorites: readonly { readonly id: string; readonly titre: string; readonly etat: ConditionState }[];
  /** The facts that could still change the verdict or a droit, the most useful first. */
  readonly manquants: readonly FactName[];
  /** The earliest day until which a value it rests on was checked. */
  readonly verifie_le: string | null;
  /** The questions on which this rests. */
  readonly doutes: readonly Doute[];
  /** The values used past their day. */
  readonly perimes: readonly Perime[];
  readonly avertissements: readonly Finding[];
  readonly quota: string | null;
  readonly incompatible_avec: readonly DispositifId[];
  /** What stands in its place. */
  readonly remplace_par: readonly DispositifId[];
}

/** The decisions about one dossier. */
export interface Answer<D extends DispositifId = DispositifId> {
  readonly date: string;
  readonly moteur: string;
  readonly pack: { readonly id: string; readonly version: string; readonly empreinte: string };
  /** The facts that were stated, in their canonical form. */
  readonly dossier: KnownDossier;
  readonly decisions: Decisions<D>;
  readonly avertissements: readonly Finding[];
  readonly meilleure_combinaison: Combinaison | null;
  readonly recu: Receipt;
}

/** The compatible dispositifs that are worth the most in a year, in euros. */
export interface Combinaison {
  readonly dispositifs: readonly DispositifId[];
  readonly valeur_annuelle: string;
  /** The least and the most that they may be worth. */
  readonly bornes: readonly [string, string];
  /** What has no value in euros: neither ranked nor counted. */
  readonly non_classes: readonly DispositifId[];
  /** The days of the course, when they are known, and what is paid on them. */
  readonly periode: { readonly du: string; readonly au: string | null; readonly bornes: readonly [string, string] } | null;
  /** The sets that may be worth as much. */
  readonly proches: readonly {
    readonly dispositifs: readonly DispositifId[];
    readonly au_lieu_de: readonly DispositifId[];
    readonly bornes: readonly [string, string];
  }[];
  /** Were some of these left out? */
  readonly proches_omis: boolean;
}

/** What was asked for, and the fingerprint of all the rest. */
export interface Receipt {
  readonly forme: number;
  /** SHA-256 of the decision as canonical JSON, without this fingerprint. */
  readonly empreinte: string;
  /** Was the reasoning asked for? */
  readonly explication: boolean;
  /** Were droits asked for as a supposition? */
  readonly si_eligible: boolean;
  /** `null` is every dispositif. */
  readonly selection: { readonly dispositifs: readonly DispositifId[] | null; readonly hypotheses: boolean };
}

/** What verifying a decision found, when nothing is wrong with it. */
export interface Verification {
  readonly conforme: true;
  /** The same bytes; or the same decision, written by another engine. Who wrote it is not known. */
  readonly issue: 'coherente' | 'autre_moteur';
  /** Seals are checked by the command line, Python and Rust: a page has no secret. */
  readonly authentique: false;
  /** Was the text itself canonical JSON? */
  readonly canonique: boolean;
  /** The form of the receipt; 0 for a decision of engine 0.1.0, which has no `recu`. */
  readonly forme: number;
  /** The version of the engine that wrote it. */
  readonly moteur: string;
  /** What could have been changed without being seen. */
  readonly non_couvert: readonly ('faits_sans_effet' | 'date_de_reference' | 'dispositifs_omis' | 'explication_omise' | 'doutes_et_demarches' | 'mots_des_avertissements')[];
}

/** Those that were named are there; otherwise those in force are. */
type Decisions<D extends DispositifId> = DispositifId extends D
  ? { readonly [K in D]?: Decision<K> }
  : { readonly [K in D]: Decision<K> };

export interface Citation extends SourceRef {
  readonly titre: string;
  readonly fiabilite: Reliability;
  readonly depuis?: string;
}

/** A step of a computation. */
export interface Step {
  readonly genre: 'fait' | 'parametre' | 'table' | 'variable' | 'dispositif' | 'alternative' | 'operation';
  /** The expression as written in the rules. */
  readonly texte: string;
  readonly titre?: string;
  /** `null` when it is not determined. */
  readonly valeur: string | null;
  /** What a person reads for a choice. */
  readonly libelle?: string;
  readonly bornes?: readonly string[];
  readonly unite?: string;
  readonly source?: Citation;
  /** The day on which a parameter or a table was read, when it is not the date of effect; `date` is `null` when it is not known. */
  readonly jour?: { readonly date: string | null; readonly titre?: string };
  readonly etapes?: readonly Step[];
}

/** The whole reasoning about one dispositif. */
export interface Explanation {
  readonly conditions: readonly {
    readonly id: string;
    readonly titre: string;
    readonly etat: ConditionState;
    readonly calcul: Step;
    readonly source: Citation;
  }[];
  readonly droits: readonly {
    readonly id: string;
    readonly titre: string;
    readonly payeur?: string;
    readonly calcul: Step;
    readonly source: Citation;
  }[];
  readonly faits: readonly { readonly nom: FactName; readonly titre: string; readonly valeur: string | null }[];
  readonly a_confirmer: readonly string[];
  readonly sources: readonly Citation[];
}

export type ExplainedDecision<D extends DispositifId = DispositifId> = Decision<D> & {
  readonly explication: Explanation;
};

/** An answer with the whole reasoning. */
export interface Explained<D extends DispositifId = DispositifId> extends Omit<Answer<D>, 'decisions'> {
  readonly decisions: DispositifId extends D
    ? { readonly [K in D]?: ExplainedDecision<K> }
    : { readonly [K in D]: ExplainedDecision<K> };
}

import type { DispositifId } from './droits.js';
import type { FactName } from './facts.js';

/** A text to show: a page, the reasons of one dispositif, a letter, a schedule. What is there is text, never markup. */
export interface Recit {
  readonly titre: string;
  readonly blocs: readonly Bloc[];
}

/** A part of a text. */
export type Bloc = SectionBloc | LignesBloc | FicheBloc | RepliBloc | TableauBloc | SourcesBloc;

/** Parts under a title. */
export interface SectionBloc {
  readonly type: 'section';
  readonly titre: string;
  /** Does it stand apart from what comes before, as the reasons of one dispositif do? */
  readonly partie: boolean;
  readonly blocs: readonly Bloc[];
}

/** Lines that follow each other. */
export interface LignesBloc {
  readonly type: 'lignes';
  readonly lignes: readonly Ligne[];
}

/** What a person reads of one dispositif. */
export interface FicheBloc {
  readonly type: 'fiche';
  readonly dispositif: DispositifId;
  readonly signe: Signe;
  /** Its verdict in two words. */
  readonly etat: string;
  readonly titre: string;
  /** What it is worth first of all. */
  readonly montant?: string;
  readonly lignes: readonly Ligne[];
}

/** What is shown only to whoever opens it. */
export interface RepliBloc {
  readonly type: 'repli';
  readonly titre: string;
  /** What is said of it while it is closed. */
  readonly apercu?: string;
  readonly nombre: number;
  readonly ouvert: boolean;
  readonly blocs: readonly Bloc[];
}

/** Columns side by side. */
export interface TableauBloc {
  readonly type: 'tableau';
  readonly colonnes: readonly string[];
  /** Each with what is said under it. */
  readonly lignes: readonly { readonly cellules: readonly string[]; readonly sous: readonly Ligne[] }[];
}

/** The documents that the notes lead to. */
export interface SourcesBloc {
  readonly type: 'sources';
  /** The number of the first. */
  readonly premier: number;
  readonly sources: readonly { readonly texte: string; readonly url?: string }[];
}

/** The sign before a line; what it means is in the words too. */
export type Signe = 'aucun' | 'oui' | 'non' | 'ouvert' | 'point' | 'attention' | 'calcul' | 'suite' | 'replie';

/** A line, and the lines that belong to it. */
export interface Ligne {
  readonly signe: Signe;
  readonly ton: 'normal' | 'fort' | 'discret';
  readonly texte: readonly Morceau[];
  readonly suite?: readonly Ligne[];
}

/** A piece of a line. */
export type Morceau =
  | { readonly type: 'texte' | 'fort'; readonly texte: string }
  /** A fact of the dossier that is asked for. */
  | { readonly type: 'fait'; readonly nom: FactName; readonly texte: string }
  /** A dispositif, whose reasons can be asked for. */
  | { readonly type: 'dispositif'; readonly id: DispositifId; readonly texte: string }
  | { readonly type: 'lien'; readonly url: string }
  /** A place in a source, and its number in the list at the end. */
  | {
      readonly type: 'renvoi';
      readonly numero: number;
      readonly repere?: string;
      readonly titre: string;
      readonly url?: string;
    };

/**
 * How a text is written: the tree of its sentences, lines of a limited width, a fragment of HTML in which all is escaped (of a letter,
 * a whole document), Markdown.
 */
export type TellFormat = 'tree' | 'text' | 'html' | 'md';

/** A text in a format. */
export type Told<F extends TellFormat> = [F] extends ['tree'] ? Recit : 'tree' extends F ? Recit | string : string;

export interface FormatOptions<F extends TellFormat = TellFormat> {
  /** The tree when left out. */
  readonly format?: F;
  /** The columns of a text, from 40 to 100; 100 when left out. */
  readonly width?: number;
}

export interface TellOptions<F extends TellFormat = TellFormat> extends FormatOptions<F> {
  /** Is what is folded shown open? */
  readonly all?: boolean;
  /** Is only the first of each thing told: one sentence, what to do and where? */
  readonly brief?: boolean;
}

import type { Answer, Supposition } from './decision.js';
import type { DispositifId } from './droits.js';
import type { Engine } from './engine.js';
import type { FactName } from './facts.js';
import type { Interview } from './interview.js';
import type { InterviewState, Reply } from './interview-types.js';

/** What `bareme-answer` tells the page, after each answer. It stays on the device unless the page sends it: the form sends nothing. */
export interface AnswerDetail {
  readonly fait: FactName;
  /** `null` is « je ne sais pas ». */
  readonly valeur: Reply;
  /** Is this fact about health or disability? It is told all the same: a page that passes answers on leaves it out itself. */
  readonly sensible: boolean;
  /** About how many questions are left. */
  readonly restantes: number;
}

/** What `bareme-result` tells the page, when the results are shown. */
export interface ResultDetail {
  readonly date: string;
  readonly dispositifs: readonly DispositifId[];
  /** Every answer, those of `sensibles` included. */
  readonly dossier: { readonly [name: string]: unknown };
  /** The facts of the dossier about health or disability. */
  readonly sensibles: readonly FactName[];
  readonly suppositions: readonly Supposition[];
  /** Is there nothing left to ask? */
  readonly complet: boolean;
  /** The decisions; nothing when nothing was chosen. */
  readonly reponse: Answer | undefined;
}

/** `<bareme-form>`, as a page uses it. Each of these is an attribute too, but for `interview`, `engine` and `state`. */
export interface BaremeFormElement extends HTMLElement {
  /** The rules: the address of a file of `bareme pack`, or its bytes. Those of the package when `null`. */
  pack: string | ArrayBuffer | ArrayBufferView | null;
  /** The reference date, `AAAA-MM-JJ`; the day on this device when `null`. */
  date: string | null;
  /** What is asked about; as an attribute, ids separated by spaces. Everything when `null`. */
  dispositifs: readonly DispositifId[] | null;
  /** What is known before the first question; as an attribute, JSON. */
  dossier: { readonly [name: string]: unknown } | null;
  /** The engine, once it is loaded. */
  readonly engine: Engine | undefined;
  /** The interview that is shown, once it began. */
  readonly interview: Interview | undefined;
  /** All that is needed to go on later. */
  readonly state: InterviewState | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'bareme-form': BaremeFormElement;
  }
  interface HTMLElementEventMap {
    'bareme-ready': CustomEvent<void>;
    'bareme-answer': CustomEvent<AnswerDetail>;
    'bareme-result': CustomEvent<ResultDetail>;
  }
}

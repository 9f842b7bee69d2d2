import { read } from '#read';
import type { Asking, DispositifInfo, Fact, Question, Source } from './catalogue.js';
import type { Answer, Explained, Verification } from './decision.js';
import type { FormatOptions, TellFormat, TellOptions, Told } from './recit.js';
import type { Dossier, FactName } from './facts.js';
import { asked, decisionText, dispositifText, swept, telling, typedText } from './input.js';
import { type ModuleSource, call, load } from './module.js';
import type { DispositifId } from './droits.js';
import type { KnownDossier } from './known.js';
import type { Schedule } from './schedule.js';
import { type Boxes, type Pieces, type ThresholdOptions, type Thresholds, thresholdsOf } from './thresholds.js';
import { Ask, Format, Tell, type Rules } from './wasm/bareme.js';

/** What a call asks for. */
export interface Options<D extends DispositifId = DispositifId> {
  /** The reference date, `AAAA-MM-JJ`. The engine has no clock. */
  readonly date: string;
  /** The dispositifs; every one that is in force when left out. */
  readonly dispositifs?: readonly D[];
  /** Also those that are only announced. */
  readonly hypotheses?: boolean;
  /** Also the droits of what is not eligible, as they would be if it were: a supposition. For `evaluate` and `explain`. */
  readonly ifEligible?: boolean;
}

const FORMATS: Readonly<Record<TellFormat, Format>> = {
  tree: Format.Tree,
  text: Format.Text,
  html: Format.Html,
  md: Format.Markdown,
};

/** Which pack decides. */
export interface Pack {
  readonly id: string;
  readonly version: string;
  readonly empreinte: string;
}

/**
 * The engine with the rules of Pays de la Loire, or with those of a pack that was kept.
 *
 * @example
 * const engine = await Engine.paysDeLaLoire();
 * const answer = engine.evaluate({ statut: 'demandeur_emploi', age: 31 }, { date: '2024-09-02' });
 */
export class Engine {
  /** Which rules decide. */
  readonly pack: Pack;
  /** The bytes of a pack that was loaded; the rules that are compiled in when there are none. */
  readonly #content: Uint8Array | undefined;
  /** The rules in the instance of the module that they were made in. */
  #made: { readonly rules: Rules; readonly instance: number } | undefined;

  private constructor(content?: Uint8Array) {
    this.#content = content;
    const [id = '', version = '', empreinte = ''] = this.#use((rules) => rules.pack()).split(' ');
    this.pack = { id, version, empreinte };
  }

  /** The engine with the rules that the package holds. `source` is where the WebAssembly module is, for a bundler that moves it elsewhere. */
  static async embedded(source?: ModuleSource): Promise<Engine> {
    await load(() => source ?? read());
    return new Engine();
  }

  /** The same, by the name of its rules. `source` is where the WebAssembly module is, for a bundler that moves it elsewhere. */
  static paysDeLaLoire(source?: ModuleSource): Promise<Engine> {
    return Engine.embedded(source);
  }

  /**
   * Loads a pack that `bareme pack` wrote: an earlier version of the rules, or those of another region. Throws a `BaremeError` when the
   * bytes are no compact pack, or are damaged. The types of facts and dispositifs are those of the rules that are compiled in.
   *
   * @example
   * const engine = await Engine.load(await (await fetch('2026.11.bpk')).arrayBuffer());
   */
  static async load(bytes: ArrayBuffer | ArrayBufferView, source?: ModuleSource): Promise<Engine> {
    // A copy: whoever gave the bytes may use their memory again, and they are read again after a trap.
    const content = ArrayBuffer.isView(bytes)
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice()
      : new Uint8Array(bytes).slice();
    await load(() => source ?? read());
    return new Engine(content);
  }

  #use<T>(use: (rules: Rules) => T): T {
    return call((module, instance) => {
      if (this.#made?.instance !== instance) {
        const content = this.#content;
        this.#made = { rules: content ? module.Rules.load(content) : module.Rules.embedded(), instance };
      }
      return use(this.#made.rules);
    });
  }

  #ask(what: Ask, dossier: unknown, options: unknown): string {
    const { dossier: text, date, dispositifs, hypotheses, ifEligible } = asked(dossier, options);
    return this.#use((rules) => rules.answer(what, text, date, dispositifs, hypotheses, ifEligible));
  }

  #tell<F extends TellFormat>(what: Tell, answer: unknown, dispositif: string, options: unknown, known: readonly string[]): Told<F> {
    const { format, width, all, brief } = telling(options, known);
    const text = decisionText(answer);
    const told = this.#use((rules) => rules.tell(what, text, dispositif, FORMATS[format], width, all, brief));
    return (format === 'tree' ? JSON.parse(told) : told) as Told<F>;
  }

  /** Decides a dossier: an object, or its JSON text. Throws a `BaremeError` when the dossier is refused. */
  evaluate<const D extends DispositifId>(dossier: KnownDossier | string, options: Options<D>): Answer<D> {
    return JSON.parse(this.evaluateJson(dossier, options)) as Answer<D>;
  }

  /** Decides, with the whole reasoning. */
  explain<const D extends DispositifId>(dossier: KnownDossier | string, options: Options<D>): Explained<D> {
    return JSON.parse(this.#ask(Ask.Explain, dossier, options)) as Explained<D>;
  }

  /** The decision as canonical JSON: the same bytes as every other surface of Bareme. */
  evaluateJson(dossier: KnownDossier | string, options: Options): string {
    return this.#ask(Ask.Evaluate, dossier, options);
  }

  /**
   * What is still worth asking, in the order to ask: by theme, what settles most first; what is supposed in the meantime; about how many questions
   * are left. `bareme/interview` asks them one at a time.
   */
  interview(dossier: KnownDossier | string, options: Options): Asking {
    return JSON.parse(this.#ask(Ask.NextQuestions, dossier, options)) as Asking;
  }

  /** The facts still worth asking, in the order to ask, and why. */
  nextQuestions(dossier: KnownDossier | string, options: Options): Question[] {
    return [...this.interview(dossier, options).questions];
  }

  /** Lays out what is paid over the course, from its first day to its last: how much, who pays, why it changes. */
  schedule(dossier: KnownDossier | string, options: Options): Schedule {
    return JSON.parse(this.#ask(Ask.Schedule, dossier, options)) as Schedule;
  }

  #sweep(facts: unknown, dossier: unknown, options: unknown, drawn: boolean): string {
    const { facts: names, dossier: text, date, dispositifs, hypotheses, droits } = swept(facts, dossier, options);
    return this.#use((rules) => rules.thresholds(names, text, date, dispositifs, hypotheses, droits, drawn));
  }

  /**
   * What is said of a dossier while a number or a date goes over its values, or two do: pieces, proved, with the way each droit goes; how far the
   * fact may go from what the dossier states; of one dispositif, the nearest change that opens what is refused.
   *
   * @example
   * const options = { date: '2024-09-02', dispositifs: ['bourse_regionale'], droits: ['montant_annuel'] };
   * const { dispositifs } = engine.thresholds('revenu_brut_global', { statut: 'etudiant' }, options);
   * for (const { de, a, droits } of dispositifs.bourse_regionale.morceaux) console.log(de, a, droits.montant_annuel);
   */
  thresholds(fact: FactName, dossier: KnownDossier | string, options: ThresholdOptions): Thresholds;
  thresholds(facts: readonly [FactName, FactName], dossier: KnownDossier | string, options: ThresholdOptions): Thresholds<Boxes>;
  thresholds(
    facts: FactName | readonly [FactName, FactName],
    dossier: KnownDossier | string,
    options: ThresholdOptions,
  ): Thresholds | Thresholds<Boxes> {
    return thresholdsOf<Pieces>(this.#sweep(facts, dossier, options, false));
  }

  /** The picture of the thresholds of the first dispositif that is asked about, as SVG: its words are in French, its axes have their units. */
  thresholdsSvg(facts: FactName | readonly [FactName, FactName], dossier: KnownDossier | string, options: ThresholdOptions): string {
    return this.#sweep(facts, dossier, options, true);
  }

  /** Evaluates the dossier of a decision, or of a schedule, again; throws a `BaremeError` that says what differs. */
  verify(decision: Answer | Schedule | string): Verification {
    const text = decisionText(decision);
    return JSON.parse(this.#use((rules) => rules.verify(text))) as Verification;
  }

  /**
   * Tells an answer to a person, in French: what to ask for now, what excludes what, what could still open, what is refused, and
   * the reasons when the answer came from `explain`; of a schedule, what is paid and when. It is decided again from its dossier,
   * its date and its receipt: what was changed in the decisions is not told. Throws a `BaremeError` for that of another pack.
   *
   * @example
   * console.log(engine.tell(engine.evaluate({ age: 31 }, { date: '2024-09-02' }), { format: 'text', width: 80 }));
   */
  tell<const F extends TellFormat = 'tree'>(answer: Answer | Schedule | string, options: TellOptions<F> = {}): Told<F> {
    return this.#tell(Tell.Page, answer, '', options, ['format', 'width', 'all', 'brief']);
  }

  /** The reasons of one dispositif of an answer, alone. */
  reasons<const F extends TellFormat = 'tree'>(
    answer: Answer | string,
    dispositif: DispositifId,
    options: FormatOptions<F> = {},
  ): Told<F> {
    return this.#tell(Tell.Reasons, answer, dispositifText(dispositif), options, ['format', 'width']);
  }

  /**
   * The letter about one dispositif of an answer: what article R311-3-1-2 of the code des relations entre le public et
   * l'administration asks to be told of a decision made with an algorithm.
   */
  letter<const F extends TellFormat = 'tree'>(
    answer: Answer | string,
    dispositif: DispositifId,
    options: FormatOptions<F> = {},
  ): Told<F> {
    return this.#tell(Tell.Letter, answer, dispositifText(dispositif), options, ['format', 'width']);
  }

  /** What the dossier of an answer states, each fact with its value in words. */
  tellFacts<const F extends TellFormat = 'tree'>(answer: Answer | string, options: FormatOptions<F> = {}): Told<F> {
    return this.#tell(Tell.Facts, answer, '', options, ['format', 'width']);
  }

  /**
   * Reads what a person typed for a fact, and gives the value that a dossier states: `18 250,5` is `"18250.50"`. Throws a
   * `BaremeError` when it is none, or when it may be two: `18.250` is eighteen thousand for one reader and eighteen for another.
   */
  read<const F extends FactName>(fact: F, typed: string): NonNullable<Dossier[F]> {
    const text = typedText(typed);
    return JSON.parse(this.#use((rules) => rules.read(String(fact), text))) as NonNullable<Dossier[F]>;
  }

  /** The unit of a fact or of a droit as it is read after a number: `EUR/mois` is « € par mois ». */
  unit(symbol: string): string {
    const text = typedText(symbol);
    return this.#use((rules) => rules.unit(text));
  }

  /** Every fact that a dossier may state. */
  facts(): Fact[] {
    return (JSON.parse(this.#use((rules) => rules.facts())) as { faits: Fact[] }).faits;
  }

  /** The documents and laws that the rules come from. */
  sources(): Source[] {
    return (JSON.parse(this.#use((rules) => rules.sources())) as { sources: Source[] }).sources;
  }

  /** Every dispositif of the pack. */
  dispositifs(): DispositifInfo[] {
    return (JSON.parse(this.#use((rules) => rules.dispositifs())) as { dispositifs: DispositifInfo[] }).dispositifs;
  }
}

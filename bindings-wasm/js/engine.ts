import { read } from '#read';
import type { DispositifInfo, Fact, Question, Source } from './catalogue.js';
import type { Answer, Explained, Verification } from './decision.js';
import type { Dossier, FactName } from './facts.js';
import { asked, decisionText, typedText } from './input.js';
import { type ModuleSource, call, load } from './module.js';
import type { DispositifId } from './droits.js';
import type { Schedule } from './schedule.js';
import { Ask } from './wasm/bareme.js';

/** What a call asks for. */
export interface Options<D extends DispositifId = DispositifId> {
  /** The reference date, `AAAA-MM-JJ`. The engine has no clock. */
  readonly date: string;
  /** The dispositifs; every one that is in force when left out. */
  readonly dispositifs?: readonly D[];
  /** Also those that are only announced. */
  readonly hypotheses?: boolean;
}

/** Which pack decides. */
export interface Pack {
  readonly id: string;
  readonly version: string;
  readonly empreinte: string;
}

/**
 * The engine with the rules of Pays de la Loire.
 *
 * @example
 * const engine = await Engine.paysDeLaLoire();
 * const answer = engine.evaluate({ statut: 'demandeur_emploi', age: 31 }, { date: '2024-09-02' });
 */
export class Engine {
  private constructor(readonly pack: Pack) {}

  /** Loads the engine. `source` is where the WebAssembly module is, for a bundler that moves it elsewhere. */
  static async paysDeLaLoire(source?: ModuleSource): Promise<Engine> {
    await load(() => source ?? read());
    const [id = '', version = '', empreinte = ''] = call((module) => module.pack()).split(' ');
    return new Engine({ id, version, empreinte });
  }

  /** Decides a dossier: an object, or its JSON text. Throws a `BaremeError` when the dossier is refused. */
  evaluate<const D extends DispositifId>(dossier: Dossier | string, options: Options<D>): Answer<D> {
    return JSON.parse(this.evaluateJson(dossier, options)) as Answer<D>;
  }

  /** Decides, with the whole reasoning. */
  explain<const D extends DispositifId>(dossier: Dossier | string, options: Options<D>): Explained<D> {
    return JSON.parse(ask(Ask.Explain, dossier, options)) as Explained<D>;
  }

  /** The decision as canonical JSON: the same bytes as every other surface of Bareme. */
  evaluateJson(dossier: Dossier | string, options: Options): string {
    return ask(Ask.Evaluate, dossier, options);
  }

  /** The facts still worth asking, the most useful first, and why. */
  nextQuestions(dossier: Dossier | string, options: Options): Question[] {
    return (JSON.parse(ask(Ask.NextQuestions, dossier, options)) as { questions: Question[] }).questions;
  }

  /** Lays out what is paid over the course, from its first day to its last: how much, who pays, why it changes. */
  schedule(dossier: Dossier | string, options: Options): Schedule {
    return JSON.parse(ask(Ask.Schedule, dossier, options)) as Schedule;
  }

  /** Evaluates the dossier of a decision, or of a schedule, again; throws a `BaremeError` that says what differs. */
  verify(decision: Answer | Schedule | string): Verification {
    const text = decisionText(decision);
    return JSON.parse(call((module) => module.verify(text))) as Verification;
  }

  /**
   * Reads what a person typed for a fact, and gives the value that a dossier states: `18 250,5` is `"18250.50"`. Throws a
   * `BaremeError` when it is none, or when it may be two: `18.250` is eighteen thousand for one reader and eighteen for another.
   */
  read<const F extends FactName>(fact: F, typed: string): NonNullable<Dossier[F]> {
    const text = typedText(typed);
    return JSON.parse(call((module) => module.read(String(fact), text))) as NonNullable<Dossier[F]>;
  }

  /** Every fact that a dossier may state. */
  facts(): Fact[] {
    return (JSON.parse(call((module) => module.facts())) as { faits: Fact[] }).faits;
  }

  /** The documents and laws that the rules come from. */
  sources(): Source[] {
    return (JSON.parse(call((module) => module.sources())) as { sources: Source[] }).sources;
  }

  /** Every dispositif of the pack. */
  dispositifs(): DispositifInfo[] {
    return (JSON.parse(call((module) => module.dispositifs())) as { dispositifs: DispositifInfo[] }).dispositifs;
  }
}

function ask(what: Ask, dossier: unknown, options: unknown): string {
  const { dossier: text, date, dispositifs, hypotheses } = asked(dossier, options);
  return call((module) => module.answer(what, text, date, dispositifs, hypotheses));
}

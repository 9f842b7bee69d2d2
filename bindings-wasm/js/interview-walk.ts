import type { Question } from './catalogue.js';
import type { DispositifId } from './droits.js';
import type { Engine } from './engine.js';
import type { Supposition } from './interview-types.js';

/** What is still worth asking, in the order to ask. */
export interface Walk {
  readonly questions: readonly Question[];
  readonly suppositions: readonly Supposition[];
  readonly remaining: number;
}

interface Told {
  readonly questions: readonly Question[];
  readonly suppositions?: readonly Supposition[];
  readonly restantes?: number;
}

type Asking = { interview?(dossier: string, options: { date: string; dispositifs?: readonly DispositifId[] }): Told };

/** The dossier as text: an engine that does not ask by itself knows neither what a person does not know, nor intervals. */
export function textOf(engine: Engine, dossier: { readonly [name: string]: unknown }): string {
  if ((engine as Engine & Asking).interview !== undefined) return JSON.stringify(dossier);
  const known = Object.entries(dossier).filter(([, value]) => typeof value !== 'object');
  return JSON.stringify(Object.fromEntries(known));
}

/** Asks the engine; about everything when `chosen` is `null`, about nothing when it is empty. */
export function walk(engine: Engine, dossier: { readonly [name: string]: unknown }, date: string, chosen: readonly DispositifId[] | null, all: readonly DispositifId[]): Walk {
  if (chosen?.length === 0) return { questions: [], suppositions: [], remaining: 0 };
  const asking = engine as Engine & Asking;
  if (asking.interview === undefined) {
    const questions = engine.nextQuestions(textOf(engine, dossier), { date, dispositifs: all }).map((question) => ({ ...question, coupures: [] }));
    return { questions, suppositions: [], remaining: questions.length };
  }
  const { questions, suppositions = [], restantes = questions.length } = asking.interview(
    JSON.stringify(dossier),
    chosen === null ? { date } : { date, dispositifs: chosen },
  );
  return { questions, suppositions, remaining: restantes };
}

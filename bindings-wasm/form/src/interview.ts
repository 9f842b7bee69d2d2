import {
  type Answer,
  BaremeError,
  type DispositifId,
  type DispositifInfo,
  type Dossier,
  type Engine,
  type Explained,
  type Fact,
  type FactName,
  type Finding,
  type Question,
  type Schedule,
  type Source,
} from 'bareme';
import type { Value } from './french.js';

/** What is kept of an interview: enough to go on later. A fact with `null` was passed over. */
export interface Saved {
  readonly date: string;
  readonly dispositifs: readonly DispositifId[];
  readonly reponses: readonly (readonly [FactName, Value | null])[];
}

/** What some answers give. */
interface Settled {
  readonly answer: Answer;
  readonly questions: readonly Question[];
}

/** What was answered, what it gives, and what is still worth asking. */
export class Interview {
  date: string;
  #settled: Settled | undefined;
  #answers = new Map<FactName, Value | null>();
  #chosen: readonly DispositifId[] | undefined;
  readonly #facts = once(() => new Map(this.engine.facts().map((fact) => [fact.nom, fact])));
  readonly #dispositifs = once(() => new Map(this.engine.dispositifs().map((dispositif) => [dispositif.id, dispositif])));
  readonly #sources = once(() => new Map(this.engine.sources().map((source) => [source.id, source])));

  constructor(
    readonly engine: Engine,
    date: string,
  ) {
    this.date = date;
  }

  get facts(): ReadonlyMap<string, Fact> {
    return this.#facts();
  }

  get dispositifs(): ReadonlyMap<string, DispositifInfo> {
    return this.#dispositifs();
  }

  get sources(): ReadonlyMap<string, Source> {
    return this.#sources();
  }

  /** What the person asks about: everything that may be, unless they chose. */
  get chosen(): readonly DispositifId[] {
    this.#chosen ??= this.choosable.map((dispositif) => dispositif.id);
    return this.#chosen;
  }

  /** What the answers give. */
  get answer(): Answer {
    return this.#now.answer;
  }

  /** What is still worth asking. */
  get questions(): readonly Question[] {
    return this.#now.questions;
  }

  get #now(): Settled {
    this.#settled ??= this.#settle(this.#answers);
    return this.#settled;
  }

  /** What a person may ask about: not what an employer or a programme does, nor what is only announced. */
  get choosable(): readonly DispositifInfo[] {
    return [...this.dispositifs.values()].filter((d) => d.objet === 'personne' && d.statut !== 'hypothese');
  }

  get answers(): ReadonlyMap<FactName, Value | null> {
    return this.#answers;
  }

  /** The fact to ask for now, or nothing when nothing that is left can change anything. */
  get next(): Question | undefined {
    const open = (question: Question): boolean => question.question !== null && !this.#answers.has(question.nom);
    return this.questions.find(open) ?? this.#ofCourse().find(open);
  }

  /** What is missing to lay out what is paid over the course, once a droit is open. */
  #ofCourse(): Question[] {
    const course = this.schedule()?.echeancier;
    if (course === undefined || course.dispositifs.length === 0) return [];
    const counted = course.a_determiner.filter((open) => open.versement !== null);
    const names = new Set([...course.manquants, ...counted.flatMap((open) => open.manquants)]);
    return [...names].flatMap((name) => {
      const fact = this.facts.get(name);
      return fact === undefined ? [] : [{ ...fact, pour: [] }];
    });
  }

  /** How many questions may still come, at most. */
  get left(): number {
    return this.questions.filter((question) => question.question !== null && !this.#answers.has(question.nom)).length;
  }

  /** The question about a fact, with what waits for it when it is taken out of the dossier. */
  ask(name: FactName): Question | undefined {
    const found = this.#without(name).find((question) => question.nom === name);
    const fact = this.facts.get(name);
    return found ?? (fact === undefined ? undefined : { ...fact, pour: [] });
  }

  /** States a fact, or passes it over with `null`. Gives the findings when the answer is refused; nothing changes then. */
  set(name: FactName, value: Value | null): readonly Finding[] {
    const answers = new Map(this.#answers);
    answers.set(name, value);
    return this.#try(answers);
  }

  /** States a number as it was typed: the engine reads it, as it reads the cells of a table. */
  type(name: FactName, typed: string): readonly Finding[] {
    try {
      return this.set(name, this.engine.read(name, typed));
    } catch (error) {
      if (error instanceof BaremeError) return error.findings;
      throw error;
    }
  }

  /** Goes on from what was saved; gives the findings when it cannot. */
  restore(saved: Saved): readonly Finding[] {
    const before = { date: this.date, chosen: this.#chosen };
    this.date = saved.date;
    const known = saved.dispositifs.filter((id) => this.dispositifs.has(id));
    this.#chosen = known.length === 0 ? undefined : known;
    const findings = this.#try(new Map(saved.reponses));
    if (findings.length > 0) {
      this.date = before.date;
      this.#chosen = before.chosen;
    }
    return findings;
  }

  save(): Saved {
    return { date: this.date, dispositifs: this.chosen, reponses: [...this.#answers] };
  }

  explain(id: DispositifId): Explained {
    return this.engine.explain(dossierOf(this.#answers), { date: this.date, dispositifs: [id] }) as Explained;
  }

  /** What is paid over the course; nothing when the engine cannot lay it out, as for a course of fifty years. */
  schedule(): Schedule | undefined {
    try {
      return this.engine.schedule(dossierOf(this.#answers), this.#options());
    } catch (error) {
      if (error instanceof BaremeError) return undefined;
      throw error;
    }
  }

  /** Who pays, as a person reads it. */
  payer(name: string): string {
    const droits = [...this.dispositifs.values()].flatMap((dispositif) => dispositif.droits);
    return droits.find((droit) => droit.payeur === name)?.payeur_libelle ?? name;
  }

  /** Did a person answer a question about health or disability? */
  get holdsSensitive(): boolean {
    return [...this.#answers].some(([name, value]) => value !== null && this.facts.get(name)?.sensible === true);
  }

  #options(): { date: string; dispositifs: readonly DispositifId[] } {
    return { date: this.date, dispositifs: this.chosen };
  }

  #try(answers: Map<FactName, Value | null>): readonly Finding[] {
    try {
      this.#settled = this.#settle(answers);
      this.#answers = answers;
      return [];
    } catch (error) {
      if (error instanceof BaremeError) return error.findings;
      throw error;
    }
  }

  /** The questions as they would be without an answer. */
  #without(name: FactName): readonly Question[] {
    if ((this.#answers.get(name) ?? null) === null) return this.questions;
    const without = new Map(this.#answers);
    without.delete(name);
    return this.engine.nextQuestions(dossierOf(without), this.#options());
  }

  #settle(answers: ReadonlyMap<FactName, Value | null>): Settled {
    const dossier = dossierOf(answers);
    return {
      answer: this.engine.evaluate(dossier, this.#options()) as Answer,
      questions: this.engine.nextQuestions(dossier, this.#options()),
    };
  }
}

/** What is read when it is first asked for: nobody waits for it to see the first page. */
function once<T>(read: () => T): () => T {
  let known: T | undefined;
  return () => (known ??= read());
}

function dossierOf(answers: ReadonlyMap<FactName, Value | null>): Dossier {
  return Object.fromEntries([...answers].filter(([, value]) => value !== null));
}

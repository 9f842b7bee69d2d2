import {
  type Answer,
  BaremeError,
  type Bloc,
  type DispositifId,
  type DispositifInfo,
  type Dossier,
  type Engine,
  type Fact,
  type FactName,
  type Finding,
  type Question,
  type Recit,
  type Schedule,
} from 'bareme';

/** The value of a fact. */
export type Value = string | number | boolean;

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
  readonly page: () => Recit;
}

/** What was answered, what it gives, and what is still worth asking. */
export class Interview {
  date: string;
  #settled: Settled | undefined;
  #answers = new Map<FactName, Value | null>();
  #chosen: readonly DispositifId[] | undefined;
  readonly #facts = once(() => new Map(this.engine.facts().map((fact) => [fact.nom, fact])));
  readonly #dispositifs = once(() => new Map(this.engine.dispositifs().map((dispositif) => [dispositif.id, dispositif])));

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

  /** What the person asks about: everything that may be, unless they chose. */
  get chosen(): readonly DispositifId[] {
    this.#chosen ??= this.choosable.map((dispositif) => dispositif.id);
    return this.#chosen;
  }

  /** What the answers give. */
  get answer(): Answer {
    return this.#now.answer;
  }

  /** What the answers give, told. */
  get page(): Recit {
    return this.#now.page();
  }

  /** What is still worth asking. */
  get questions(): readonly Question[] {
    return this.#now.questions;
  }

  get #now(): Settled {
    this.#settled ??= this.#settle(this.#answers);
    return this.#settled;
  }

  /** What a person may ask about: no category, no floor, nothing that an employer or a programme does, nor what is only announced. */
  get choosable(): readonly DispositifInfo[] {
    const asked = ['aide', 'decision', null];
    return [...this.dispositifs.values()].filter((d) => d.objet === 'personne' && d.statut !== 'hypothese' && asked.includes(d.nature));
  }

  /** Did the person leave some aids out? */
  get #narrowed(): boolean {
    return this.chosen.length < this.choosable.length;
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
    const may = this.choosable.map((dispositif) => dispositif.id);
    const known = saved.dispositifs.filter((id) => may.includes(id));
    this.#chosen = known.length === 0 ? undefined : known;
    const findings = this.#try(new Map(saved.reponses));
    if (findings.length > 0) {
      this.date = before.date;
      this.#chosen = before.chosen;
    }
    return findings;
  }

  save(): Saved {
    return { date: this.date, dispositifs: this.#narrowed ? this.chosen : [], reponses: [...this.#answers] };
  }

  /** What is told of some dispositifs, asked by name. */
  told(ids: readonly string[]): readonly Bloc[] {
    if (ids.length === 0) return [];
    const options = { date: this.date, dispositifs: ids as readonly DispositifId[] };
    return this.engine.tell(this.engine.evaluate(dossierOf(this.#answers), options) as Answer).blocs;
  }

  /** The whole reasoning about one dispositif. */
  reasons(id: DispositifId): Recit {
    return this.engine.reasons(this.answer, id);
  }

  /** The letter about one dispositif: a document of HTML, in which all is escaped. */
  letter(id: DispositifId): string {
    return this.engine.letter(this.answer, id, { format: 'html' });
  }

  /** What was answered, in words. */
  get stated(): Recit {
    return this.engine.tellFacts(this.answer);
  }

  /** What is paid over the course, told; nothing when nothing is. */
  get course(): Recit | undefined {
    const schedule = this.schedule();
    if (schedule === undefined) return undefined;
    const { du, dispositifs, segments, a_determiner, revenus } = schedule.echeancier;
    const paid = revenus.sequences.length > 0 || segments.some(({ versements }) => versements.length > 0) || a_determiner.some(({ versement }) => versement !== null);
    const shown = du === null ? dispositifs.length > 0 : paid;
    return shown ? this.engine.tell(schedule) : undefined;
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
    // What is asked for by name is told in full; without a name, in the order in which a person can act on it.
    const options = this.#narrowed ? this.#options() : { date: this.date };
    const answer = this.engine.evaluate(dossier, options) as Answer;
    return {
      answer,
      questions: this.engine.nextQuestions(dossier, this.#options()),
      page: once(() => this.engine.tell(answer)),
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

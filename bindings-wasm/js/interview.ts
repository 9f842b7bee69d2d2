import type { Asking, DispositifInfo, Fact, Question } from './catalogue.js';
import type { Answer, Supposition } from './decision.js';
import type { DispositifId } from './droits.js';
import type { Engine } from './engine.js';
import { BaremeError, type Finding } from './errors.js';
import type { FactName } from './facts.js';
import { once, walk } from './interview-walk.js';
import type { Recit } from './recit.js';
import type { Schedule } from './schedule.js';
import type { Given, InterviewState, Progress, Reply, Result } from './interview-types.js';

export type { Given, InterviewState, Progress, Reply, Result } from './interview-types.js';
export { decodeState, encodeState, type LinkProblem, stateOf } from './interview-link.js';
export { cutLabels, fromRange, rangeOf } from './interview-cuts.js';
export { readTyped, ruleOf, type Typed, worded } from './interview-words.js';

/** What an interview starts from. */
export interface InterviewOptions {
  /** The reference date, `AAAA-MM-JJ`: the engine has no clock. */
  readonly date: string;
  /** What the person asks about: everything when left out, nothing when empty. */
  readonly dispositifs?: readonly DispositifId[] | undefined;
  /** What is known before the first question: facts by name, intervals too, and `ne_sait_pas`. */
  readonly dossier?: { readonly [name: string]: unknown } | undefined;
}

/** What some answers give. */
interface Settled {
  readonly walk: Asking;
  readonly answer: () => Answer | undefined;
  readonly page: () => Recit | undefined;
}

/** What a person without a project knows nothing of yet, and what only sizes the aid of a course. */
const OF_A_PROJECT: readonly (string | undefined)[] = ['projet', 'formation', 'ressources', 'foyer'];

/**
 * One question at a time, without a page: what is asked now, what was answered, what it gives. It is a value that calls change:
 * whoever shows it draws again after each call.
 *
 * @example
 * const interview = new Interview(await Engine.embedded(), { date: '2026-11-28' });
 * while (interview.current !== undefined) interview.skip();
 * console.log(interview.result.page?.titre);
 */
export class Interview {
  #date: string;
  #chosen: readonly DispositifId[] | null;
  #answers = new Map<FactName, Reply>();
  #withoutProject = false;
  /** Of these only a range is known, and the person will not say more. */
  readonly #closed = new Set<FactName>();
  /** The question that is shown again; the next one to ask when there is none. */
  #at: FactName | undefined;
  #left: number | undefined;
  #settled: Settled | undefined;
  readonly #facts: () => ReadonlyMap<string, Fact>;
  readonly #dispositifs: () => ReadonlyMap<string, DispositifInfo>;

  /** Throws a `BaremeError` when the date, a dispositif or the dossier is refused. */
  constructor(
    readonly engine: Engine,
    options: InterviewOptions,
  ) {
    this.#date = options.date;
    this.#chosen = options.dispositifs ?? null;
    this.#facts = once(() => new Map(engine.facts().map((fact) => [fact.nom, fact])));
    this.#dispositifs = once(() => new Map(engine.dispositifs().map((dispositif) => [dispositif.id, dispositif])));
    if (options.dossier !== undefined) this.#prefill(options.dossier);
    else if (options.dispositifs !== undefined) this.#settled = this.#settle(this.#answers);
  }

  /** Goes on from a state; throws a `BaremeError` when these rules refuse it. */
  static resume(engine: Engine, state: InterviewState): Interview {
    const interview = new Interview(engine, { date: state.date });
    const findings = interview.restore(state);
    if (findings.length > 0) throw new BaremeError(findings);
    return interview;
  }

  get date(): string {
    return this.#date;
  }

  get facts(): ReadonlyMap<string, Fact> {
    return this.#facts();
  }

  get dispositifs(): ReadonlyMap<string, DispositifInfo> {
    return this.#dispositifs();
  }

  /** What a person may ask about: no category, no floor, nothing that an employer or a programme does, nor what is only announced. */
  get choosable(): readonly DispositifInfo[] {
    const asked = ['aide', 'decision', null];
    return [...this.dispositifs.values()].filter((d) => d.objet === 'personne' && d.statut !== 'hypothese' && asked.includes(d.nature));
  }

  /** What the person asks about: all that may be, unless they chose; nothing when they unticked everything. */
  get chosen(): readonly DispositifId[] {
    return this.#chosen ?? this.choosable.map((dispositif) => dispositif.id);
  }

  /** What was answered, in order; `null` is « je ne sais pas ». */
  get answers(): ReadonlyMap<FactName, Reply> {
    return this.#answers;
  }

  /** The facts that the person does not know. */
  get skipped(): readonly FactName[] {
    return [...this.#answers].flatMap(([name, reply]) => (reply === null ? [name] : []));
  }

  /** Does the person not know yet what to train for? Then the situation alone is asked about. */
  get withoutProject(): boolean {
    return this.#withoutProject;
  }

  /** Has nothing been said yet of a project or a course, though it was asked? */
  get seemsWithoutProject(): boolean {
    const told = [...this.#answers].filter(([name]) => ['projet', 'formation'].includes(this.facts.get(name)?.theme ?? ''));
    return told.length > 0 && told.every(([, reply]) => reply === null);
  }

  /** The question to show now; nothing when no answer can change anything any more. */
  get current(): Question | undefined {
    return this.#at === undefined ? this.next : this.question(this.#at);
  }

  /** The next question that was not asked yet, or of which a range does not say enough any more. */
  get next(): Question | undefined {
    return this.#now.walk.questions.find(({ nom, question }) => question !== null && (!this.#answers.has(nom) || (this.#isRange(nom) && !this.#closed.has(nom))));
  }

  /** What is taken for usual as long as the person says nothing else. */
  get suppositions(): readonly Supposition[] {
    return this.#now.walk.suppositions;
  }

  /** Those of the suppositions on which something that can be asked for rests: they are worth a look. */
  get decisive(): readonly Supposition[] {
    const decisions = Object.entries(this.#now.answer()?.decisions ?? {});
    const shown = new Set<string>(this.chosen);
    const open = decisions.flatMap(([id, { sous_reserve: reserve }]) => (shown.has(id) && reserve?.verdict === 'eligible' ? reserve.suppositions : []));
    const facts = new Set(open.map(({ fait }) => fait));
    return this.suppositions.filter(({ fait }) => facts.has(fait));
  }

  /** How far the interview is: the estimate of what is left never rises. */
  get progress(): Progress {
    const { restantes: remaining } = this.#now.walk;
    const done = this.next === undefined;
    const left = done ? 0 : Math.max(1, Math.min(this.#left ?? remaining, remaining));
    this.#left = left;
    return { answered: this.#answers.size, left, more: !done && remaining > left, done };
  }

  /** The dossier as the engine reads it. */
  get dossier(): { readonly [name: string]: unknown } {
    return this.#dossierOf(this.#answers);
  }

  /** What the answers give so far. */
  get result(): Result {
    const { answer, page, walk: walked } = this.#now;
    return {
      date: this.#date,
      dispositifs: this.chosen,
      dossier: this.dossier,
      suppositions: walked.suppositions,
      done: this.next === undefined,
      sensitive: [...this.#answers].flatMap(([name, reply]) => (reply !== null && this.#sensitive(name) ? [name] : [])),
      get answer() {
        return answer();
      },
      get page() {
        return page();
      },
    };
  }

  /** The question about a fact, with what waits for it when it is taken out of the dossier. */
  question(name: FactName): Question | undefined {
    if (this.#asksMore(name)) return this.#now.walk.questions.find((question) => question.nom === name);
    const found = this.#without(name).questions.find((question) => question.nom === name);
    const fact = this.facts.get(name);
    return found ?? (fact === undefined || fact.question === null ? undefined : { ...fact, pour: [] });
  }

  /** Answers the question that is shown, and goes to the next. Gives the findings when the answer is refused; nothing changes then. */
  answer(given: Given): readonly Finding[] {
    const name = this.current?.nom;
    return name === undefined ? [] : this.set(name, given);
  }

  /** « Je ne sais pas », or « je préfère ne pas répondre »: the question is never asked again. */
  skip(): void {
    const name = this.current?.nom;
    if (name !== undefined) this.set(name, null);
  }

  /** States a fact, or says with `null` that the person does not know it, and goes to the next question. */
  set(name: FactName, reply: Reply): readonly Finding[] {
    const before = this.#answers.get(name);
    const more = this.#asksMore(name);
    // A person who does not know the value still knows the range that they gave.
    const said = more && reply === null ? before ?? null : reply;
    const answers = new Map(this.#answers);
    answers.set(name, said);
    const findings = this.#try(answers);
    if (findings.length > 0) return findings;
    this.#at = undefined;
    if (more && JSON.stringify(said) === JSON.stringify(before)) this.#closed.add(name);
    else this.#closed.delete(name);
    return findings;
  }

  /** Takes an answer back: the fact may be asked, or supposed, again. */
  unset(name: FactName): void {
    const answers = new Map(this.#answers);
    answers.delete(name);
    this.#try(answers);
  }

  /** Shows the question about a fact, answered or not. */
  open(name: FactName): Question | undefined {
    const question = this.question(name);
    this.#at = question === undefined ? undefined : name;
    return question;
  }

  /** Shows the next question that was not asked yet. */
  goOn(): Question | undefined {
    this.#at = undefined;
    return this.next;
  }

  /** Shows the question before, with its answer; says whether there was one. */
  back(): boolean {
    const names = [...this.#answers.keys()];
    const at = this.#at === undefined ? -1 : names.indexOf(this.#at);
    const before = at === -1 ? names.at(-1) : names[at - 1];
    if (before === undefined) return false;
    this.#at = before;
    return true;
  }

  /** Passes over what is about a project, a course, and what it would pay, or asks for it again. */
  setWithoutProject(without: boolean): void {
    this.#withoutProject = without;
    this.#settled = undefined;
    this.#left = undefined;
    this.#at = undefined;
  }

  /** Chooses the date and what is asked about, `null` for everything; gives the findings when they are refused. */
  choose(date: string, dispositifs: readonly DispositifId[] | null): readonly Finding[] {
    const before = [this.#date, this.#chosen] as const;
    [this.#date, this.#chosen] = [date, this.#all(dispositifs)];
    const findings = this.#try(this.#answers);
    if (findings.length > 0) [this.#date, this.#chosen] = before;
    return findings;
  }

  /** Takes every answer back. */
  clear(): void {
    this.#answers = new Map();
    this.#closed.clear();
    this.#settled = undefined;
    this.#at = undefined;
    this.#left = undefined;
    this.#withoutProject = false;
  }

  /** Goes on from a state; gives the findings when it cannot, and nothing changes then. */
  restore(state: InterviewState): readonly Finding[] {
    const before = [this.#date, this.#chosen, this.#withoutProject] as const;
    const may = new Set<string>(this.choosable.map((dispositif) => dispositif.id));
    const chosen = state.dispositifs === null ? null : state.dispositifs.filter((id) => may.has(id));
    [this.#date, this.#chosen, this.#withoutProject] = [state.date, this.#all(chosen), state.sansProjet];
    const findings = this.#try(new Map(state.reponses));
    if (findings.length > 0) [this.#date, this.#chosen, this.#withoutProject] = before;
    else this.#at = state.question ?? undefined;
    this.#left = undefined;
    return findings;
  }

  /** All that is needed to go on later, as JSON: it holds every answer, the sensitive ones too. */
  toJSON(): InterviewState {
    return {
      forme: 1,
      pack: this.engine.pack,
      date: this.#date,
      dispositifs: this.#chosen,
      reponses: [...this.#answers],
      sansProjet: this.#withoutProject,
      question: this.#at ?? null,
    };
  }

  /** What is paid over the course; nothing when the engine cannot lay it out, as for a course of fifty years. */
  schedule(): Schedule | undefined {
    if (this.chosen.length === 0) return undefined;
    try {
      return this.engine.schedule(JSON.stringify(this.dossier), { date: this.#date, dispositifs: this.chosen });
    } catch (error) {
      if (error instanceof BaremeError) return undefined;
      throw error;
    }
  }

  get #now(): Settled {
    this.#settled ??= this.#settle(this.#answers);
    return this.#settled;
  }

  #isRange(name: FactName): boolean {
    const reply = this.#answers.get(name);
    return typeof reply === 'object' && reply !== null;
  }

  /** Is a range that was given not enough any more? */
  #asksMore(name: FactName): boolean {
    return this.#isRange(name) && this.#now.walk.questions.some(({ nom }) => nom === name);
  }

  /** Everything is no choice. */
  #all(dispositifs: readonly DispositifId[] | null): readonly DispositifId[] | null {
    return dispositifs !== null && dispositifs.length === this.choosable.length ? null : dispositifs;
  }

  #sensitive(name: FactName): boolean {
    return this.facts.get(name)?.sensible === true;
  }

  #prefill(dossier: { readonly [name: string]: unknown }): void {
    const { ne_sait_pas: unknown = [], ...facts } = dossier;
    const answers = new Map<FactName, Reply>();
    for (const [name, value] of Object.entries(facts)) if (value != null) answers.set(name as FactName, value as Given);
    for (const name of unknown as FactName[]) answers.set(name, null);
    this.#settled = this.#settle(answers);
    this.#answers = answers;
    // What is refused is refused now, not at the first question.
    this.#settled.answer();
  }

  #try(answers: Map<FactName, Reply>): readonly Finding[] {
    try {
      this.#settled = this.#settle(answers);
      this.#answers = answers;
      return [];
    } catch (error) {
      if (error instanceof BaremeError) return error.findings;
      throw error;
    }
  }

  #dossierOf(answers: ReadonlyMap<FactName, Reply>): { readonly [name: string]: unknown } {
    const unknown = [...answers].flatMap(([name, reply]) => (reply === null ? [name] : []));
    const stated = Object.fromEntries([...answers].filter(([, reply]) => reply !== null));
    return unknown.length === 0 ? stated : { ...stated, ne_sait_pas: unknown };
  }

  #walk(answers: ReadonlyMap<FactName, Reply>): Asking {
    const asking = walk(this.engine, JSON.stringify(this.#dossierOf(answers)), this.#date, this.#chosen);
    if (!this.#withoutProject) return asking;
    // The day that selects dated values is that of a course.
    const days = new Set<string | null>(this.choosable.map((dispositif) => dispositif.date_effet));
    const questions = asking.questions.filter(({ nom, theme }) => !OF_A_PROJECT.includes(theme) && !days.has(nom));
    return { ...asking, questions, restantes: Math.min(asking.restantes, questions.length) };
  }

  /** The questions as they would be without an answer. */
  #without(name: FactName): Asking {
    if (!this.#answers.has(name)) return this.#now.walk;
    const without = new Map(this.#answers);
    without.delete(name);
    return this.#walk(without);
  }

  #settle(answers: ReadonlyMap<FactName, Reply>): Settled {
    const dossier = JSON.stringify(this.#dossierOf(answers));
    const [date, chosen] = [this.#date, this.#chosen];
    const answer = once(() => {
      if (chosen?.length === 0) return undefined;
      // What is asked for by name is told in full; without a name, in the order in which a person can act on it.
      return this.engine.evaluate(dossier, chosen === null ? { date } : { date, dispositifs: chosen }) as Answer;
    });
    const page = once(() => {
      const known = answer();
      return known === undefined ? undefined : this.engine.tell(known);
    });
    return { walk: this.#walk(answers), answer, page };
  }
}

import { BaremeError, type DispositifId, Engine, type FactName } from 'bareme';
import type { BaremeFormElement } from 'bareme/form';
import { Interview, type InterviewState, ruleOf, stateOf } from 'bareme/interview';
import styles from '../form.css';
import { actionsView } from './actions.js';
import { given, type Given, givenOf, HostFault, written } from './attributes.js';
import { confirm } from './confirm.js';
import { append, h } from './dom.js';
import { dateProblem, forget, fromFragment, fromLink, isKept, remember, remembered } from './keep.js';
import { uncover } from './obscured.js';
import { questionView, remaining } from './question.js';
import { answersView, decisiveView, identity, news, openCards, resultsView, spoken, summaryView, suppositionsView, tally } from './results.js';
import { printResults, sheetView } from './sheet.js';
import { startView } from './start.js';
import { firstSteps } from './steps.js';

type View = { readonly name: 'start' } | { readonly name: 'question'; readonly fact: FactName } | { readonly name: 'results' };

/** What the history of the browser keeps of a step: never an answer. */
interface Past {
  readonly bareme: View;
  readonly depth: number;
}

/**
 * `<bareme-form>`: who is entitled to what, one question at a time. Nothing leaves the device. The README of the package says its
 * attributes, events, parts and properties of style.
 */
export class BaremeForm extends HTMLElement implements BaremeFormElement {
  static readonly version: string = VERSION;
  static readonly observedAttributes = ['pack', 'date', 'dispositifs', 'dossier', 'module'];

  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #main = h('div', { class: 'main-part' });
  readonly #side = h('aside', { class: 'side', 'aria-label': 'Résultats pour l’instant' });
  readonly #live = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  readonly #frame = h('div', { class: 'frame', lang: 'fr' }, this.#main, this.#side, this.#live);
  #given: Given = {};
  #engine: Engine | undefined;
  #interview: Interview | undefined;
  #view: View = { name: 'start' };
  #trail: View[] = [];
  /** Counts what was started: an older start that ends later is left. */
  #starts = 0;

  get engine(): Engine | undefined {
    return this.#engine;
  }

  get interview(): Interview | undefined {
    return this.#interview;
  }

  get state(): InterviewState | undefined {
    return this.#interview?.toJSON();
  }

  get pack(): string | ArrayBuffer | ArrayBufferView | null {
    return this.#given.pack ?? this.getAttribute('pack');
  }

  set pack(value: string | ArrayBuffer | ArrayBufferView | null) {
    this.#give({ ...this.#given, pack: value ?? undefined });
  }

  get date(): string | null {
    return this.#given.date ?? this.getAttribute('date');
  }

  set date(value: string | null) {
    this.#give({ ...this.#given, date: value ?? undefined });
  }

  get dispositifs(): readonly DispositifId[] | null {
    return given(this, this.#given).dispositifs ?? null;
  }

  set dispositifs(value: readonly DispositifId[] | null) {
    this.#give({ ...this.#given, dispositifs: value ?? undefined });
  }

  get dossier(): { readonly [name: string]: unknown } | null {
    return given(this, this.#given).dossier ?? null;
  }

  set dossier(value: { readonly [name: string]: unknown } | null) {
    this.#give({ ...this.#given, dossier: value ?? undefined });
  }

  connectedCallback(): void {
    if (this.#inHistory) addEventListener('popstate', this.#onPop);
    addEventListener('beforeprint', this.#onPrint);
    if (this.#starts > 0) return;
    // A property may have been set before the script came: it would hide the one of the class.
    this.#given = { ...givenOf(this), ...this.#given };
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#frame);
    this.#root.addEventListener('focusin', (event) => uncover(event.target as Element, this));
    this.#restart();
  }

  disconnectedCallback(): void {
    removeEventListener('popstate', this.#onPop);
    removeEventListener('beforeprint', this.#onPrint);
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.#starts > 0 && before !== after) this.#restart();
  }

  /** A page that draws again gives the same again: that is no new beginning. */
  #give(value: Given): void {
    const same = value.pack === this.#given.pack && written(value) === written(this.#given);
    this.#given = value;
    if (this.#starts > 0 && !same) this.#restart();
  }

  /** Starts once for all that is set in a row. */
  #restart(): void {
    this.#starts += 1;
    const start = this.#starts;
    queueMicrotask(() => {
      if (start !== this.#starts) return;
      this.#side.hidden = true;
      this.#main.replaceChildren(h('p', { role: 'status' }, 'Chargement des règles…'));
      this.#start(start).catch((error: unknown) => {
        if (start === this.#starts) this.#main.replaceChildren(h('p', { role: 'alert', class: 'error' }, failure(error)));
        console.error(error);
      });
    });
  }

  async #start(start: number): Promise<void> {
    const began = performance.now();
    const asked = given(this, this.#given);
    const engine = await load(asked);
    if (start !== this.#starts) return;
    measure('bareme-engine', began);
    const fragment = fromFragment();
    let problem: string | undefined;
    const [today, wanted] = [thisDay(), fragment.date ?? asked.date];
    if (wanted !== undefined) problem = dateProblem(wanted, today);
    const date = problem === undefined ? (wanted ?? today) : today;
    const interview = new Interview(engine, { date, dispositifs: asked.dispositifs, dossier: asked.dossier });
    [this.#engine, this.#interview, this.#trail] = [engine, interview, []];
    const resumed = fragment.answers !== undefined ? fromLink(engine, fragment.answers) : asked.dossier === undefined ? remembered(engine, 'tab') : undefined;
    if (typeof resumed === 'string') problem = resumed;
    else if (resumed !== undefined) problem = this.#resume(resumed) ?? problem;
    const first: View = interview.answers.size > 0 && resumed !== undefined ? this.#following() : { name: 'start' };
    if (this.#inHistory) {
      // The Back button of the browser must find what was shown first, be it a question that a link opened.
      const depth = (history.state as Past | null)?.depth ?? 0;
      history.replaceState({ bareme: first, depth } satisfies Past, '');
    }
    this.#show(first, false);
    if (problem !== undefined) this.#say(problem, true);
    measure('bareme-ready', began);
    this.dispatchEvent(new CustomEvent('bareme-ready', { bubbles: true, composed: true }));
    // The first question is found while the first page is being read.
    await new Promise((resolve) => setTimeout(resolve));
    if (start === this.#starts) void interview.next;
  }

  /** Goes on from what was kept; says in French why it cannot, or what changed since. */
  #resume(state: InterviewState): string | undefined {
    const interview = this.#interview;
    if (interview === undefined) return undefined;
    const [finding] = interview.restore(state);
    const other = state.pack.empreinte !== interview.engine.pack.empreinte;
    if (finding === undefined) {
      return other ? 'Ces réponses ont été données avec une autre version des règles : les résultats sont calculés de nouveau.' : undefined;
    }
    const because = finding.code === 'incoherence' ? `deux réponses se contredisent, alors que « ${ruleOf(finding)} »` : finding.message;
    return `Ces réponses ne peuvent pas être reprises${other ? ' : elles viennent d’une autre version des règles' : ''}. La cause : ${because}.`;
  }

  /** The next question, or the results when there is none. */
  #following(): View {
    const next = this.#interview?.goOn();
    return next === undefined ? { name: 'results' } : { name: 'question', fact: next.nom };
  }

  #go(view: View): void {
    this.#trail.push(this.#view);
    if (this.#inHistory) {
      const depth = ((history.state as Past | null)?.depth ?? 0) + 1;
      history.pushState({ bareme: view, depth } satisfies Past, '');
    }
    this.#show(view);
  }

  /** The question before: through the history of the browser, so that both ways back are one. */
  #back(): void {
    const past = this.#inHistory ? (history.state as Past | null) : null;
    if (past !== null && past.depth > 0) history.back();
    else this.#show(this.#trail.pop() ?? this.#before());
  }

  /** Without a past, the question before is the one that was answered last. */
  #before(): View {
    const current = this.#interview?.back() === true ? this.#interview.current : undefined;
    return current === undefined ? { name: 'start' } : { name: 'question', fact: current.nom };
  }

  readonly #onPop = (event: PopStateEvent): void => {
    this.#show((event.state as Past | null)?.bareme ?? { name: 'start' });
  };

  readonly #onPrint = (): void => {
    if (this.#interview !== undefined && this.#view.name === 'results') sheetView(this.#main, this.#interview);
  };

  get #inHistory(): boolean {
    return this.hasAttribute('history');
  }

  #show(view: View, focus = true): void {
    const interview = this.#interview;
    if (interview === undefined) return;
    const question = view.name === 'question' ? interview.open(view.fact) : undefined;
    this.#view = view.name === 'question' && question === undefined ? { name: 'results' } : view;
    if (question !== undefined) {
      const before = openCards(interview);
      const done = (fact: FactName): void => {
        remember(interview);
        this.#tellAnswer(interview, fact);
        this.#go(this.#following());
        this.#say(news(before, interview, remaining(interview)));
      };
      const withoutProject = (): void => {
        interview.setWithoutProject(true);
        this.#go(this.#following());
      };
      this.#main.replaceChildren(questionView(interview, question, { done, back: () => this.#back(), withoutProject }));
    } else if (this.#view.name === 'results') {
      this.#main.replaceChildren(this.#results(interview));
      this.#tellResult(interview);
    } else {
      this.#main.replaceChildren(this.#beginning(interview));
    }
    this.#aside(interview);
    if (focus) this.#focusTitle();
  }

  #beginning(interview: Interview): HTMLElement {
    const { engine } = interview;
    const kept = isKept(engine) && interview.answers.size === 0 ? remembered(engine, 'device') : undefined;
    const resume = (state: InterviewState) => (): void => {
      const problem = this.#resume(state);
      this.#go(this.#following());
      if (problem !== undefined) this.#say(problem, true);
    };
    const forgetAll = (): void => {
      forget(engine);
      this.#show({ name: 'start' });
      this.#say('Cet appareil a oublié vos réponses.', true);
    };
    return startView(interview, {
      begin: (withoutProject) => {
        interview.setWithoutProject(withoutProject);
        this.#go(this.#following());
      },
      load: (file) => void this.#load(file),
      kept: kept && { date: kept.date, resume: resume(kept), forget: forgetAll },
    });
  }

  #focusTitle(): void {
    const title = this.#main.querySelector<HTMLElement>('h2');
    title?.focus({ preventScroll: true });
    // The top of the panel, not only its title, is what a person should see.
    title?.closest('form, section')?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    if (title != null) uncover(title.closest('form, section') ?? title, this);
  }

  #aside(interview: Interview): void {
    const shown = this.#view.name === 'question' && interview.answers.size > 0;
    this.#side.hidden = !shown;
    if (!shown) return;
    const wide = matchMedia('(min-width: 60rem)').matches;
    const open = wide || this.#side.querySelector('details')?.open === true;
    this.#side.replaceChildren(
      h(
        'details',
        { open, part: 'panel' },
        h('summary', {}, h('span', { class: 'side-title' }, 'Pour l’instant'), h('span', { class: 'small' }, tally(interview))),
        h('button', { type: 'button', part: 'button', onclick: () => this.#go({ name: 'results' }) }, 'Voir les résultats et les raisons'),
        summaryView(interview),
        decisiveView(interview, (fact) => this.#go({ name: 'question', fact })),
      ),
    );
  }

  #results(interview: Interview): HTMLElement {
    const ask = (fact: FactName): void => this.#go({ name: 'question', fact });
    const { next } = interview;
    const events = { say: (text: string) => this.#say(text, true), print: (all: boolean) => printResults(this.#frame, all), erase: () => void this.#erase() };
    return h(
      'section',
      { class: 'panel', part: 'panel', 'aria-labelledby': 'bilan' },
      h('h2', { id: 'bilan', tabindex: -1, part: 'question' }, 'Vos résultats'),
      h('p', { class: 'small' }, interview.result.page?.titre),
      next !== undefined &&
        h('p', { class: 'noprint' }, h('button', { type: 'button', class: 'main', part: 'button', onclick: () => ask(next.nom) }, 'Continuer à répondre')),
      (interview.withoutProject || interview.seemsWithoutProject) && firstSteps(interview, () => {
        interview.setWithoutProject(false);
        this.#go(this.#following());
      }),
      resultsView(interview, ask),
      suppositionsView(interview, ask),
      actionsView(interview, events),
      answersView(interview, ask),
      h('p', { class: 'small' }, 'Ces résultats sont une aide : l’autorité compétente décide.'),
      identity(interview),
    );
  }

  async #erase(): Promise<void> {
    const interview = this.#interview;
    if (interview === undefined) return;
    const kept = isKept(interview.engine) ? ' Elles sont aussi gardées sur cet appareil : il les oubliera.' : '';
    if (!(await confirm(this.#frame, 'Effacer toutes vos réponses ?', `Vous ne pourrez pas les retrouver.${kept}`, 'Tout effacer'))) return;
    forget(interview.engine);
    interview.clear();
    this.#trail = [];
    this.#go({ name: 'start' });
    this.#say('Vos réponses sont effacées.', true);
  }

  async #load(file: File): Promise<void> {
    const saved = file.size > 1 << 20 ? undefined : stateOf(await file.text());
    if (saved === undefined) return this.#say('Ce fichier ne contient pas de réponses à ce formulaire.', true);
    const problem = this.#resume(saved);
    const interview = this.#interview;
    if (interview === undefined || interview.answers.size === 0) return this.#say(problem ?? 'Ce fichier ne contient aucune réponse.', true);
    remember(interview);
    this.#go(this.#following());
    if (problem !== undefined) this.#say(problem, true);
  }

  #tellAnswer(interview: Interview, fait: FactName): void {
    const detail = { fait, valeur: interview.answers.get(fait) ?? null, sensible: interview.facts.get(fait)?.sensible === true, restantes: interview.progress.left };
    this.dispatchEvent(new CustomEvent('bareme-answer', { bubbles: true, composed: true, detail }));
  }

  #tellResult(interview: Interview): void {
    const { date, dispositifs, dossier, sensitive, suppositions, done, answer } = interview.result;
    const detail = { date, dispositifs, dossier, sensibles: sensitive, suppositions, complet: done, reponse: answer };
    this.dispatchEvent(new CustomEvent('bareme-result', { bubbles: true, composed: true, detail }));
  }

  /** Says something to a screen reader, and to everyone when it is `seen`. */
  #say(text: string, seen = false): void {
    this.#live.textContent = spoken(text);
    this.#main.querySelector('.said')?.remove();
    if (seen) {
      const said = h('p', { class: 'notice said', 'aria-hidden': spoken(text) === text && 'true' });
      append(said, [text]);
      this.#main.prepend(said);
    }
  }
}

declare const VERSION: string;

async function load({ pack, module }: Given): Promise<Engine> {
  if (pack === undefined) return Engine.embedded(module);
  if (typeof pack !== 'string') return Engine.load(pack, module);
  const answer = await fetch(pack);
  if (!answer.ok) throw new HostFault('Le fichier des règles est introuvable. Prévenez la personne qui tient ce site.', { cause: answer.status });
  return Engine.load(await answer.arrayBuffer(), module);
}

/** Why the form could not start, in French. */
function failure(error: unknown): string {
  if (error instanceof HostFault) return error.message;
  if (error instanceof BaremeError) return `Le formulaire ne peut pas commencer : ${error.findings.map(({ message }) => message).join(' ; ')}.`;
  return 'Le formulaire n’a pas pu se charger. Rechargez la page, ou essayez un navigateur plus récent.';
}

/** The day on this device, `AAAA-MM-JJ`. */
function thisDay(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** How long since the form began and the last byte of the module came. */
function measure(name: string, began: number): void {
  const [downloaded] = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.wasm'));
  const end = (downloaded as PerformanceResourceTiming | undefined)?.responseEnd ?? 0;
  performance.measure(name, { start: Math.max(began, end) });
}

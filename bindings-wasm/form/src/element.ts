import { Engine, type FactName } from 'bareme';
import styles from '../form.css';
import { type Child, append, download, h } from './dom.js';
import { Interview, type Saved } from './interview.js';
import { forget, fromFragment, link, read, remember, remembered } from './keep.js';
import { questionView } from './question.js';
import { answersView, identity, news, resultsView, summaryView, tally, verdicts } from './results.js';
import { startView } from './start.js';

type View = { readonly name: 'start' } | { readonly name: 'question'; readonly fact: FactName } | { readonly name: 'results' };

/** What the history of the browser keeps of a step: never an answer. */
interface Past {
  readonly bareme: View;
  readonly depth: number;
}

/**
 * `<bareme-form>`: who is entitled to what, one question at a time. Nothing leaves the device.
 *
 * Attributes: `date` (the reference date, today when left out), `module` (the address of `bareme.wasm`, beside the script when
 * left out), `history` (the Back button of the browser goes to the question before). Style: the custom properties `--bareme-…`
 * of `form.css`, and the parts `panel`, `question`, `input`, `choice`, `button`, `card`.
 */
export class BaremeForm extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #main = h('div', { class: 'main-part' });
  readonly #side = h('aside', { class: 'side', 'aria-label': 'Résultats pour l’instant' });
  readonly #live = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  /** The engine, once it is loaded: the page around may ask it too. */
  engine: Engine | undefined;
  #interview: Interview | undefined;
  #view: View = { name: 'start' };
  #trail: View[] = [];

  connectedCallback(): void {
    if (this.#interview !== undefined) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#root.adoptedStyleSheets = [sheet];
    this.#main.append(h('p', { role: 'status' }, 'Chargement des règles…'));
    this.#root.append(h('div', { class: 'frame', lang: 'fr' }, this.#main, this.#side, this.#live));
    if (this.#inHistory) addEventListener('popstate', this.#onPop);
    this.#start().catch((error: unknown) => {
      this.#main.replaceChildren(
        h('p', { role: 'alert', class: 'error' }, 'Le formulaire n’a pas pu se charger. Rechargez la page, ou essayez un navigateur plus récent.'),
      );
      console.error(error);
    });
  }

  disconnectedCallback(): void {
    removeEventListener('popstate', this.#onPop);
  }

  async #start(): Promise<void> {
    const began = performance.now();
    const engine = await Engine.paysDeLaLoire(this.getAttribute('module') ?? undefined);
    this.engine = engine;
    measure('bareme-engine', began);
    const given = fromFragment();
    this.#interview = new Interview(engine, given.date ?? this.getAttribute('date') ?? today());
    const saved = given.saved ?? ('saved' in given ? undefined : remembered());
    let problem = 'saved' in given && given.saved === undefined ? 'Ce lien ne contient pas de réponses lisibles.' : '';
    if (saved !== undefined) {
      const findings = this.#interview.restore(saved);
      if (findings.length > 0) problem = 'Les réponses n’ont pas pu être reprises : elles viennent d’une autre version des règles.';
    }
    const first: View = this.#interview.answers.size > 0 ? this.#following() : { name: 'start' };
    if (this.#inHistory) {
      // The Back button of the browser must find what was shown first, be it a question that a link opened.
      const depth = (history.state as Past | null)?.depth ?? 0;
      history.replaceState({ bareme: first, depth } satisfies Past, '');
    }
    this.#show(first, false);
    if (problem !== '') this.#say(problem, true);
    measure('bareme-ready', began);
    this.dispatchEvent(new CustomEvent('bareme-ready', { bubbles: true, composed: true }));
    // The first question is found while the first page is being read; a date that is none is told as any other failure to start.
    await new Promise((resolve) => setTimeout(resolve));
    void this.#interview.questions;
  }

  /** The next question, or the results when there is none. */
  #following(): View {
    const next = this.#interview?.next;
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

  readonly #onPop = (event: PopStateEvent): void => {
    this.#show((event.state as Past | null)?.bareme ?? { name: 'start' });
  };

  get #inHistory(): boolean {
    return this.hasAttribute('history');
  }

  /** Without a past, the question before is the one that was answered last. */
  #before(): View {
    const names = [...(this.#interview?.answers.keys() ?? [])];
    const at = this.#view.name === 'question' ? names.indexOf(this.#view.fact) : -1;
    const fact = names.at(at === -1 ? -1 : at - 1);
    return fact === undefined || at === 0 ? { name: 'start' } : { name: 'question', fact };
  }

  #show(view: View, focus = true): void {
    const interview = this.#interview;
    if (interview === undefined) return;
    const question = view.name === 'question' ? interview.ask(view.fact) : undefined;
    this.#view = view.name === 'question' && question === undefined ? { name: 'results' } : view;
    if (question !== undefined) {
      const before = verdicts(interview);
      const done = (): void => {
        remember(interview);
        this.#go(this.#following());
        this.#say(`${news(before, interview)} ${tally(interview)}`);
      };
      const events = { done, back: () => this.#back() };
      this.#main.replaceChildren(questionView(interview, question, events, true));
    } else if (this.#view.name === 'results') {
      this.#main.replaceChildren(this.#results(interview));
    } else {
      this.#main.replaceChildren(
        startView(interview, { begin: () => this.#go(this.#following()), load: (file) => void this.#load(file) }),
      );
    }
    this.#aside(interview);
    if (focus) this.#focusTitle();
  }

  #focusTitle(): void {
    const title = this.#main.querySelector<HTMLElement>('h2');
    title?.focus({ preventScroll: true });
    // The top of the panel, not only its title, is what a person should see.
    title?.closest('form, section')?.scrollIntoView({ block: 'nearest' });
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
        h('button', { type: 'button', onclick: () => this.#go({ name: 'results' }) }, 'Voir les résultats et les raisons'),
        summaryView(interview),
      ),
    );
  }

  #results(interview: Interview): HTMLElement {
    const ask = (fact: FactName): void => this.#go({ name: 'question', fact });
    const next = interview.next;
    return h(
      'section',
      { class: 'panel', 'aria-labelledby': 'bilan' },
      h('h2', { id: 'bilan', tabindex: -1, part: 'question' }, 'Vos résultats'),
      h('p', { class: 'small' }, interview.page.titre),
      next !== undefined &&
        h('p', { class: 'noprint' }, h('button', { type: 'button', class: 'main', part: 'button', onclick: () => ask(next.nom) }, 'Continuer à répondre')),
      resultsView(interview, ask),
      this.#actions(interview),
      answersView(interview, ask),
      h('p', { class: 'small' }, 'Ces résultats sont une aide : l’autorité compétente décide.'),
      identity(interview),
    );
  }

  #actions(interview: Interview): Child {
    const sensitive = h('input', { type: 'checkbox' });
    const copy = async (): Promise<void> => {
      const address = link(interview, sensitive.checked);
      try {
        await navigator.clipboard.writeText(address);
        this.#say('Lien copié. Il contient vos réponses : ne le donnez qu’à une personne de confiance.', true);
      } catch {
        field.value = address;
        field.hidden = false;
        field.select();
        this.#say('Copiez le lien affiché. Il contient vos réponses.', true);
      }
    };
    const field = h('input', { type: 'text', readonly: true, hidden: true, 'aria-label': 'Lien vers vos réponses', class: 'link-field' });
    const button = (text: string, use: () => void): HTMLElement => h('button', { type: 'button', onclick: use }, text);
    return h(
      'div',
      { class: 'noprint tools' },
      h('h3', {}, 'Garder ou partager'),
      h(
        'div',
        { class: 'actions' },
        button('Imprimer', () => this.#print()),
        button('Enregistrer mes réponses', () => save(interview)),
        button('Copier un lien', () => void copy()),
        button('Tout effacer', () => this.#clear()),
      ),
      interview.holdsSensitive &&
        h('label', { class: 'check' }, sensitive, h('span', {}, 'Mettre aussi dans le lien mes réponses sur la santé ou le handicap')),
      field,
    );
  }

  #print(): void {
    // What is folded, then the reasons of what can be asked for: those of all the others would be a book.
    for (const pieces of ['details.fold', '.card.oui > details.why']) {
      for (const details of this.#main.querySelectorAll<HTMLDetailsElement>(pieces)) {
        details.open = true;
        details.dispatchEvent(new Event('bareme-open'));
      }
    }
    print();
  }

  #clear(): void {
    const interview = this.#interview;
    if (interview === undefined) return;
    forget();
    this.#interview = new Interview(interview.engine, interview.date);
    this.#trail = [];
    this.#show({ name: 'start' });
    this.#say('Vos réponses sont effacées.', true);
  }

  async #load(file: File): Promise<void> {
    const saved: Saved | undefined = file.size > 1 << 20 ? undefined : read(await file.text());
    const findings = saved === undefined ? undefined : this.#interview?.restore(saved);
    if (findings === undefined) return this.#say('Ce fichier ne contient pas de réponses à ce formulaire.', true);
    if (findings.length > 0) return this.#say(`Ces réponses ne peuvent pas être reprises : ${findings[0]?.message ?? ''}.`, true);
    if (this.#interview !== undefined) remember(this.#interview);
    this.#go(this.#interview?.next === undefined ? { name: 'results' } : this.#following());
  }

  /** Says something to a screen reader, and to everyone when it is `seen`. */
  #say(text: string, seen = false): void {
    this.#live.textContent = text;
    this.#main.querySelector('.said')?.remove();
    if (seen) {
      const said = h('p', { class: 'notice said', 'aria-hidden': 'true' });
      append(said, [text]);
      this.#main.prepend(said);
    }
  }
}

/** The day on this device, `AAAA-MM-JJ`. */
function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The answers as a file on this device. */
function save(interview: Interview): void {
  const saved = interview.save();
  download(`mes-reponses-${saved.date}.json`, 'application/json', JSON.stringify(saved, null, 1));
}

/** How long since the form began and the last byte of the module came. */
function measure(name: string, began: number): void {
  const [downloaded] = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.wasm'));
  const end = (downloaded as PerformanceResourceTiming | undefined)?.responseEnd ?? 0;
  performance.measure(name, { start: Math.max(began, end) });
}

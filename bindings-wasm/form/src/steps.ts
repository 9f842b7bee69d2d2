import type { DispositifInfo } from 'bareme';
import type { Interview } from 'bareme/interview';
import { type Child, h, plural } from './dom.js';

/** As many as a person can read at once. */
const MOST = 6;
/** With more open questions about a course than this, it is nothing that one begins with. */
const FEW_OPEN = 4;

interface Open {
  readonly dispositif: DispositifInfo;
  /** How many facts about a project or a course it waits for. */
  readonly waits: number;
  /** How many about the person. */
  readonly personal: number;
}

/** Where a person without a project can begin: what needs none or almost none, whom to meet, in the words of the rules. */
export function firstSteps(interview: Interview, goOn: () => void): HTMLElement {
  const open = stillOpen(interview);
  const few = open.filter(({ waits }) => waits <= FEW_OPEN).sort((a, b) => a.personal + a.waits - b.personal - b.waits);
  const near = few.filter(({ personal }) => personal === 0);
  // Whoever has said little of themselves still reads what asks for little.
  const next = near.length < MOST / 2 ? few.filter(({ personal }) => personal > 0) : [];
  const places = meet(open);
  return h(
    'section',
    { class: 'steps' },
    h('h3', {}, 'Sans projet précis, par où commencer ?'),
    places.length > 0 && [
      h('h4', {}, 'Qui rencontrer'),
      h(
        'ul',
        {},
        places.map(([place, { count, link }]) => h('li', {}, h('strong', {}, `${place.charAt(0).toUpperCase()}${place.slice(1)}`), ` : ${plural(count, 'aide s’y demande', 'aides s’y demandent')}`, link !== undefined && [', ', h('a', { href: link, rel: 'noopener noreferrer' }, 'en savoir plus')], '.')),
      ),
    ],
    list('Ce qui ne dépend plus que du choix de la formation', near),
    list('Ce qui demande le moins de réponses', next),
    h('p', { class: 'noprint' }, h('button', { type: 'button', part: 'button', onclick: goOn }, 'J’ai une idée de formation : continuer')),
  );
}

function list(title: string, open: readonly Open[]): Child {
  if (open.length === 0) return null;
  const items = open.slice(0, MOST).map(({ dispositif: { titre, resume, demarche } }) =>
    h('li', {}, h('strong', {}, titre), h('p', {}, resume), typeof demarche?.ou === 'string' && h('p', { class: 'small' }, `Où demander : ${demarche.ou}.`)),
  );
  return [h('h4', {}, title), h('ul', {}, items), open.length > MOST && h('p', { class: 'small' }, `Et ${plural(open.length - MOST, 'autre', 'autres')}, plus bas.`)];
}

function stillOpen(interview: Interview): Open[] {
  const decisions = interview.result.answer?.decisions ?? {};
  return interview.choosable.flatMap((dispositif) => {
    const decision = decisions[dispositif.id];
    if (decision === undefined || (decision.verdict !== 'indetermine' && decision.verdict !== 'eligible')) return [];
    // What may exist no more is nowhere to begin.
    if (decision.doutes.some(({ porte_sur }) => porte_sur.some((about) => about === 'existence' || about === 'periode'))) return [];
    const missing = decision.manquants.map((name) => interview.facts.get(name)).filter((fact) => fact != null && fact.question !== null);
    const waits = missing.filter((fact) => fact?.theme === 'projet' || fact?.theme === 'formation' || fact?.nom === dispositif.date_effet).length;
    return [{ dispositif, waits, personal: missing.length - waits }];
  });
}

type Place = { readonly count: number; readonly link: string | undefined };

/** Who is asked for what is still open, the most useful first. */
function meet(open: readonly Open[]): (readonly [string, Place])[] {
  const places = new Map<string, Place>();
  for (const { dispositif } of open) {
    const { ou, lien } = dispositif.demarche ?? {};
    // « Votre organisme de formation », « votre employeur »: nobody yet, before a project.
    if (typeof ou !== 'string' || /^vo(tre|s) /i.test(ou)) continue;
    const known = places.get(ou);
    const link = known?.link ?? (lien?.startsWith('https://') === true ? lien : undefined);
    places.set(ou, { count: (known?.count ?? 0) + 1, link });
  }
  return [...places].sort(([, a], [, b]) => b.count - a.count).slice(0, MOST - 2);
}


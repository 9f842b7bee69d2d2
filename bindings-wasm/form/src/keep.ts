import { decodeState, encodeState, type Interview, type InterviewState, type LinkProblem, stateOf } from 'bareme/interview';
import type { Engine } from 'bareme';
import { day } from './dom.js';

/** The tab goes on after a reload; the device keeps nothing unless the person asks for it. */
type Place = 'tab' | 'device';

const storage = (place: Place): Storage => (place === 'tab' ? sessionStorage : localStorage);
const key = (engine: Engine): string => `bareme-formulaire:${engine.pack.id}`;

/** A browser may forbid to keep anything: the form works without. */
function allowed<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

/** Keeps the answers until the tab is closed; on this device too, once the person has chosen so. */
export function remember(interview: Interview): void {
  const text = JSON.stringify(interview);
  const name = key(interview.engine);
  allowed(() => {
    storage('tab').setItem(name, text);
    if (storage('device').getItem(name) !== null) storage('device').setItem(name, text);
  }, undefined);
}

/** Keeps the answers on this device until they are forgotten; says whether the browser lets it. */
export const keepOnDevice = (interview: Interview): boolean =>
  allowed(() => {
    storage('device').setItem(key(interview.engine), JSON.stringify(interview));
    return true;
  }, false);

export const remembered = (engine: Engine, place: Place): InterviewState | undefined =>
  allowed(() => stateOf(storage(place).getItem(key(engine)) ?? ''), undefined);

export const isKept = (engine: Engine): boolean => allowed(() => storage('device').getItem(key(engine)) !== null, false);

export function forget(engine: Engine, places: readonly Place[] = ['tab', 'device']): void {
  for (const place of places) allowed(() => storage(place).removeItem(key(engine)), undefined);
}

/** A link whose fragment holds the answers: browsers never send a fragment to a server. */
export function link(interview: Interview, withSensitive: boolean): string {
  const sensitive = new Set<string>(interview.result.sensitive);
  const text = encodeState(interview.engine, interview.toJSON(), (name) => withSensitive || !sensitive.has(name));
  return `${location.href.split('#')[0] ?? ''}#r=${text}`;
}

/** What the fragment of this page asks for; answers are taken out of the address, which a person may show. */
export function fromFragment(): { date?: string; answers?: string } {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const answers = parameters.get('r') ?? parameters.get('reponses');
  const date = parameters.get('date');
  if (answers !== null) history.replaceState(history.state, '', location.href.split('#')[0]);
  return { ...(date === null ? {} : { date }), ...(answers === null ? {} : { answers }) };
}

/** The state that a link holds, or why it cannot be used, in French. */
export function fromLink(engine: Engine, text: string): InterviewState | string {
  const found = decodeState(engine, text);
  return 'cause' in found ? why(found, engine) : found;
}

function why(problem: LinkProblem, engine: Engine): string {
  switch (problem.cause) {
    case 'illisible':
      return 'Ce lien ne contient pas de réponses lisibles : il n’a pas été fait par ce formulaire, ou il a été modifié.';
    case 'abime':
      return 'Ce lien est incomplet ou abîmé : il en manque sans doute la fin. Copiez-le en entier.';
    case 'forme':
      return problem.recente
        ? 'Ce lien vient d’un formulaire plus récent que celui-ci. Rechargez la page, puis ouvrez le lien de nouveau.'
        : 'Ce lien vient d’un ancien formulaire, qui rangeait les réponses autrement. Demandez-en un nouveau.';
    case 'autres_regles':
      return 'Ce lien vient d’un autre formulaire, qui suit d’autres règles que celui-ci : ses réponses ne peuvent pas être reprises ici.';
    case 'autre_version':
      return `Ce lien a été fait avec une autre version des règles (${problem.version}) ; ce formulaire suit la version ${engine.pack.version}. Les réponses ne peuvent pas être reprises : demandez un nouveau lien.`;
  }
}

/** A date of an address or of an attribute; or why it is none. */
export function dateProblem(text: string, instead: string): string | undefined {
  const date = new Date(`${text}T00:00:00Z`);
  const good = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
  if (good) return undefined;
  const shown = text.length > 20 ? `${text.slice(0, 20)}…` : text;
  return `« ${shown} » n’est pas une date du calendrier (année-mois-jour). Les droits sont calculés au ${day(instead)}.`;
}

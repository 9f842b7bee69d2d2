import type { Fact } from './catalogue.js';
import type { DispositifId } from './droits.js';
import type { Engine } from './engine.js';
import type { FactName } from './facts.js';
import type { Given, InterviewState, Reply } from './interview-types.js';
import { Reader, Writer } from './interview-bytes.js';

/** Why a text holds no answers that can be read here. */
export type LinkProblem =
  /** It is no link of this form, or was changed. */
  | { readonly cause: 'illisible' }
  /** Its end is missing, or a character was changed on the way. */
  | { readonly cause: 'abime' }
  /** A newer form wrote it, or one before links were numbered. */
  | { readonly cause: 'forme'; readonly recente: boolean }
  /** The rules of somebody else. */
  | { readonly cause: 'autres_regles' }
  /** Another version of these rules: what they ask is not the same. */
  | { readonly cause: 'autre_version'; readonly version: string };

const FORM = 1;
const NARROWED = 1;
const WITHOUT_PROJECT = 2;
/** How an answer is written: the three without a value, then what follows. */
const KINDS = { unknown: 0, no: 1, yes: 2, value: 3, min: 4, max: 5, both: 6, among: 7 } as const;
/** The day that dates are counted from. */
const ORIGIN = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;

/**
 * A state in few characters, for the fragment of an address: the positions of the facts in the rules and their values. `keep` may leave
 * answers out.
 */
export function encodeState(engine: Engine, state: InterviewState, keep: (name: FactName) => boolean = () => true): string {
  const facts = engine.facts();
  const places = new Map(facts.map((fact, place) => [fact.nom, { fact, place }]));
  const to = new Writer();
  to.byte(FORM);
  to.bytes(identity(engine.pack.id));
  to.bytes(fingerprint(engine.pack.empreinte));
  to.text(engine.pack.version);
  to.signed(dayOf(state.date));
  to.byte((state.dispositifs === null ? 0 : NARROWED) | (state.sansProjet ? WITHOUT_PROJECT : 0));
  if (state.dispositifs !== null) {
    const ids = engine.dispositifs().map(({ id }) => id);
    to.count(state.dispositifs.length);
    for (const id of state.dispositifs) to.count(ids.indexOf(id));
  }
  for (const [name, reply] of state.reponses) {
    const found = places.get(name);
    if (found === undefined || !keep(name)) continue;
    write(to, found.fact, found.place, reply);
  }
  return to.finish();
}

/** The state that a text holds, or why there is none. Whether the answers are accepted is for the interview that goes on from it. */
export function decodeState(engine: Engine, text: string): InterviewState | LinkProblem {
  const from = Reader.of(text);
  if (from === undefined) return { cause: 'illisible' };
  try {
    const form = from.byte();
    // A link of the first forms was JSON.
    if (form === 0x7b) return { cause: 'forme', recente: false };
    if (!from.whole) return { cause: 'abime' };
    if (form !== FORM) return { cause: 'forme', recente: true };
    const id = from.bytes(2);
    const rules = from.bytes(4);
    const version = from.text();
    if (!same(id, identity(engine.pack.id))) return { cause: 'autres_regles' };
    if (!same(rules, fingerprint(engine.pack.empreinte))) return { cause: 'autre_version', version };
    const date = isoOf(from.signed());
    const flags = from.byte();
    const ids = engine.dispositifs().map((dispositif) => dispositif.id);
    const dispositifs = (flags & NARROWED) === 0 ? null : from.list(() => named(ids[from.count()]));
    const facts = engine.facts();
    const reponses: [FactName, Reply][] = [];
    while (from.more) {
      const head = from.count();
      const fact = named(facts[head >> 3]);
      reponses.push([fact.nom, read(from, fact, head & 7)]);
    }
    return { forme: 1, pack: engine.pack, date, dispositifs, reponses, sansProjet: (flags & WITHOUT_PROJECT) !== 0, question: null };
  } catch {
    return { cause: 'illisible' };
  }
}

/** The state that the text of a file holds, when it has the right shape: facts are there by name, so another version of the rules may read it. */
export function stateOf(text: string): InterviewState | undefined {
  try {
    const given = JSON.parse(text) as Partial<InterviewState>;
    const { date, dispositifs = null, reponses, sansProjet = false, question = null } = given;
    const shaped =
      typeof date === 'string' &&
      (dispositifs === null || (Array.isArray(dispositifs) && dispositifs.every((id) => typeof id === 'string'))) &&
      Array.isArray(reponses) &&
      reponses.every((entry) => Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string');
    if (!shaped) return undefined;
    const pack = { id: '', version: '', empreinte: '', ...given.pack };
    // A file of the first forms wrote an empty list for « everything ».
    const chosen = given.forme === undefined && dispositifs?.length === 0 ? null : dispositifs;
    return { forme: 1, pack, date, dispositifs: chosen as readonly DispositifId[] | null, reponses, sansProjet: sansProjet === true, question };
  } catch {
    return undefined;
  }
}

function write(to: Writer, fact: Fact, place: number, reply: Reply): void {
  const head = (kind: number): void => to.count(place * 8 + kind);
  if (reply === null) head(KINDS.unknown);
  else if (typeof reply === 'boolean') head(reply ? KINDS.yes : KINDS.no);
  else if (typeof reply !== 'object') {
    head(KINDS.value);
    to.big(numberOf(fact, reply));
  } else if ('parmi' in reply) {
    head(KINDS.among);
    const members = (fact.valeurs ?? []).map(({ nom }) => nom);
    to.big(reply.parmi.reduce((bits, member) => bits | (1n << BigInt(members.indexOf(member))), 0n));
  } else {
    const { min, max } = reply;
    head(min === undefined ? KINDS.max : max === undefined ? KINDS.min : KINDS.both);
    for (const end of [min, max]) if (end !== undefined) to.big(numberOf(fact, end));
  }
}

function read(from: Reader, fact: Fact, kind: number): Reply {
  const end = (): string | number => valueOf(fact, from.big());
  switch (kind) {
    case KINDS.unknown:
      return null;
    case KINDS.no:
    case KINDS.yes:
      return kind === KINDS.yes;
    case KINDS.value:
      return end();
    case KINDS.min:
      return { min: end() };
    case KINDS.max:
      return { max: end() };
    case KINDS.both:
      return { min: end(), max: end() };
    default: {
      const bits = from.big();
      return { parmi: (fact.valeurs ?? []).filter((_, place) => ((bits >> BigInt(place)) & 1n) === 1n).map(({ nom }) => nom) };
    }
  }
}

/** A value as a whole number: cents, days, the place of a choice. */
function numberOf(fact: Fact, value: Exclude<Given, boolean | object>): bigint {
  if (fact.type === 'choix') return BigInt((fact.valeurs ?? []).findIndex(({ nom }) => nom === value));
  if (fact.type === 'date') return BigInt(dayOf(String(value)));
  const [whole = '0', part = ''] = String(value).replace(/^-/, '').split('.');
  const size = BigInt(whole + part.padEnd(fact.decimales ?? 0, '0'));
  return String(value).startsWith('-') ? -size : size;
}

function valueOf(fact: Fact, size: bigint): string | number {
  if (fact.type === 'choix') return named(fact.valeurs?.[Number(size)]).nom;
  if (fact.type === 'date') return isoOf(Number(size));
  if (fact.type === 'entier') return Number(size);
  const decimals = fact.decimales ?? 0;
  const digits = String(size < 0n ? -size : size).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${size < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals === 0 ? '' : `.${digits.slice(cut)}`}`;
}

const dayOf = (iso: string): number => (Date.parse(`${iso}T00:00:00Z`) - ORIGIN) / DAY;
const isoOf = (day: number): string => new Date(ORIGIN + day * DAY).toISOString().slice(0, 10);
const same = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, place) => byte === b[place]);

/** The first bytes of the fingerprint of the rules. */
const fingerprint = (text: string): Uint8Array =>
  Uint8Array.from({ length: 4 }, (_, place) => Number.parseInt(text.replace('sha256:', '').slice(place * 2, place * 2 + 2), 16));

/** The name of the rules in two bytes. */
function identity(id: string): Uint8Array {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) & 0xffff;
  return Uint8Array.of(sum >> 8, sum & 0xff);
}

function named<T>(found: T | undefined): T {
  if (found === undefined) throw new RangeError('no such place');
  return found;
}

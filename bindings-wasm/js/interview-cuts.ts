import type { Fact, Range } from './catalogue.js';
import type { Given } from './interview-types.js';
import { shown } from './interview-words.js';

/** The value that a range states: an interval, or the value itself when it is the only one. */
export function fromRange(fact: Fact, { de, a }: Range): Given {
  if (String(de) === String(a)) return fact.type === 'entier' ? Number(a) : a;
  const min = fact.min !== undefined && same(fact, de, fact.min) ? undefined : de;
  const max = fact.max !== undefined && same(fact, a, fact.max) ? undefined : a;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** Which of the ranges an answer is; nothing when it is in none. */
export function rangeOf(fact: Fact, ranges: readonly Range[], given: unknown): Range | undefined {
  const written = JSON.stringify(given);
  return ranges.find((range) => JSON.stringify(fromRange(fact, range)) === written) ?? ranges.find((range) => within(fact, range, given));
}

/** What a person reads for each range, such as « 40 heures ou moins » and « plus de 40 heures ». */
export function cutLabels(fact: Fact, ranges: readonly Range[], unit: string): string[] {
  const [day, words] = [fact.type === 'date', unit === '' ? '' : ` ${unit}`];
  const value = (end: string | number): string => `${shown(fact, end)}${words}`;
  return ranges.map(({ de, a }, place) => {
    const before = ranges[place - 1];
    const last = place === ranges.length - 1;
    if (String(de) === String(a)) return day ? `le ${shown(fact, a)}` : value(a);
    if (before === undefined) return day ? `jusqu’au ${shown(fact, a)}` : `${value(a)} ou moins`;
    if (last) return day ? `après le ${shown(fact, before.a)}` : `plus de ${value(before.a)}`;
    return day ? `du ${shown(fact, de)} au ${shown(fact, a)}` : `plus de ${shown(fact, before.a)}, jusqu’à ${value(a)}`;
  });
}

function within(fact: Fact, { de, a }: Range, given: unknown): boolean {
  if (typeof given !== 'string' && typeof given !== 'number') return false;
  return compare(fact, de, given) <= 0 && compare(fact, given, a) <= 0;
}

const same = (fact: Fact, one: string | number, other: string | number): boolean => compare(fact, one, other) === 0;

/** Exactly: a number is its digits, never a binary fraction. */
function compare(fact: Fact, one: string | number, other: string | number): number {
  const [a, b] = fact.type === 'date' ? [String(one), String(other)] : [digits(one), digits(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const PLACES = 8;

function digits(value: string | number): bigint {
  const [whole = '0', part = ''] = String(value).split('.');
  return BigInt(whole + part.padEnd(PLACES, '0').slice(0, PLACES));
}

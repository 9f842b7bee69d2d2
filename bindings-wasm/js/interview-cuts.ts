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

/** What a person reads for each range, such as « 40 heures ou moins » and « plus de 40 heures », or « moins de 24 mois » and « 24 mois ou plus ». */
export function cutLabels(fact: Fact, ranges: readonly Range[], unit: string): string[] {
  const [day, words] = [fact.type === 'date', unit === '' ? '' : ` ${unit}`];
  const value = (end: string | number): string => `${shown(fact, end)}${words}`;
  return ranges.map(({ de, a }, place) => {
    const [before, after] = [ranges[place - 1], ranges[place + 1]];
    if (String(de) === String(a)) return day ? `le ${shown(fact, a)}` : value(a);
    if (day) return before === undefined ? `jusqu’au ${shown(fact, a)}` : after === undefined ? `après le ${shown(fact, before.a)}` : `du ${shown(fact, de)} au ${shown(fact, a)}`;
    if (before === undefined) return after !== undefined && isSaidFrom(fact, a, after.de) ? `moins de ${value(after.de)}` : `${value(a)} ou moins`;
    if (after === undefined) return isSaidFrom(fact, before.a, de) ? `${value(de)} ou plus` : `plus de ${value(before.a)}`;
    return fact.type === 'entier' ? `de ${shown(fact, de)} à ${value(a)}` : `plus de ${shown(fact, before.a)}, jusqu’à ${value(a)}`;
  });
}

/** Of two whole numbers that follow each other, is the second the one that people know? « 24 mois ou plus », but « plus de 40 heures ». */
function isSaidFrom(fact: Fact, last: string | number, next: string | number): boolean {
  return fact.type === 'entier' && roundness(Number(next)) >= roundness(Number(last));
}

function roundness(size: number): number {
  let zeros = 0;
  for (let rest = size; rest !== 0 && rest % 10 === 0; rest /= 10) zeros += 1;
  return zeros * 10 + (size % 12 === 0 ? 5 : 0) + (size % 5 === 0 ? 4 : 0) + (size % 6 === 0 ? 3 : 0) + (size % 2 === 0 ? 1 : 0);
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

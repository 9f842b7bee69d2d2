import type { DroitInfo, Fact, Member } from 'bareme';

type Declared = Pick<Fact | DroitInfo, 'type' | 'valeurs'> & { readonly unite?: string | undefined };
export type Value = string | number | boolean;

/** What follows a number, for each unit of the pack; another unit is written as it is. */
const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  EUR: ['€', '€'],
  'EUR/an': ['€ par an', '€ par an'],
  'EUR/mois': ['€ par mois', '€ par mois'],
  'EUR/jour': ['€ par jour', '€ par jour'],
  'EUR/h': ['€ par heure', '€ par heure'],
  an: ['an', 'ans'],
  mois: ['mois', 'mois'],
  jour: ['jour', 'jours'],
  h: ['heure', 'heures'],
  'h/semaine': ['heure par semaine', 'heures par semaine'],
  'h/mois': ['heure par mois', 'heures par mois'],
  km: ['km', 'km'],
  point: ['point', 'points'],
  personne: ['personne', 'personnes'],
};

/** The unit of a number, as a person reads it. */
export function unit(name: string | undefined, amount = 2): string {
  if (name === undefined) return '';
  return UNITS[name]?.[Math.abs(amount) < 2 ? 0 : 1] ?? name;
}

/** A value as a person reads it: « 5 212 € par an », « 2 septembre 2024 », « Échelon 5 ». */
export function shown(value: Value, declared: Declared): string {
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non';
  if (declared.type === 'choix') return label(String(value), declared.valeurs);
  if (declared.type === 'date') return day(String(value));
  if (declared.type === 'taux') return `${number(Number(value) * 100, 0)} %`;
  const text = figure(value, declared);
  const suffix = unit(declared.unite, Number(value));
  return suffix === '' ? text : `${text} ${suffix}`;
}

/** The smallest and the largest value, or the members that remain. */
export function between(bounds: readonly Value[], declared: Declared): string {
  if (declared.type === 'choix') {
    return bounds.map((name) => label(String(name), declared.valeurs)).join(', ou ');
  }
  const [low, high] = bounds;
  if (low === undefined || high === undefined || declared.type === 'booleen') return '';
  if (declared.type === 'date') return `entre le ${day(String(low))} et le ${day(String(high))}`;
  if (low === high) return shown(low, declared);
  return `entre ${figure(low, declared)} et ${shown(high, declared)}`;
}

/** « 5 212 » and « 521,20 » for euros, never « 521,2 ». */
function figure(value: Value, declared: Declared): string {
  const cents = declared.unite?.startsWith('EUR') === true && !Number.isInteger(Number(value));
  return number(value as string | number, cents ? 2 : 0);
}

/** Exact: the decimals of a text are not read as binary floating point where the browser knows better. */
function number(value: string | number, least: number): string {
  const format = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: least, maximumFractionDigits: 4 });
  return format.format(value as number);
}

const DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2024-09-01` is « 1er septembre 2024 ». */
export function day(iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : DAY.format(date).replace(/^1 /, '1er ');
}

const label = (name: string, members: readonly Member[] | undefined): string =>
  members?.find((member) => member.nom === name)?.libelle ?? name;

export const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

/** The day on this device, `AAAA-MM-JJ`. */
export function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

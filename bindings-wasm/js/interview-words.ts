import type { Fact } from './catalogue.js';
import type { Engine } from './engine.js';
import { BaremeError, type Finding } from './errors.js';
import type { Given } from './interview-types.js';

/** What was typed, read; or what is wrong with it, in French, for the person who typed it. */
export type Typed = { readonly value: Given } | { readonly problem: string };

const MONTHS = ['janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin', 'juillet', 'aout', 'septembre', 'octobre', 'novembre', 'decembre'];
const DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Words that may follow a number, and the sign of the unit that they say. */
const SAID: Readonly<Record<string, string>> = {
  '€': 'EUR', eur: 'EUR', euro: 'EUR', euros: 'EUR',
  an: 'an', ans: 'an', annee: 'an', annees: 'an', annuel: 'an', annuels: 'an',
  mois: 'mois', mensuel: 'mois', mensuels: 'mois',
  semaine: 'semaine', semaines: 'semaine', jour: 'jour', jours: 'jour',
  h: 'h', heure: 'h', heures: 'h',
  km: 'km', kilometre: 'km', kilometres: 'km',
};
const MEANS_NOTHING = ['par', 'de', 'environ', 'brut', 'bruts', 'net', 'nets'];

/**
 * Reads what a person typed: « 18 400 €/an », « 19 ans », « 01/09/2027 », « 1er septembre 2027 ». What is not understood, or says another unit than
 * the one that is asked for, is refused in words.
 */
export function readTyped(engine: Engine, fact: Fact, typed: string): Typed {
  const text = typed.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
  if (fact.type === 'date') return readDay(fact, text);
  const problem = (words: string): Typed => ({ problem: `${words} ${wanted(engine, fact)}` });
  if (text === '') return { problem: wanted(engine, fact) };
  const parts = /^([-+]?[\d.,'’ ]*\d)\s*(.*)$/.exec(text);
  if (parts === null) return problem(`« ${short(text)} » n’est pas un nombre écrit en chiffres.`);
  const [, number = '', words = ''] = parts;
  const odd = unitProblem(engine, fact, words);
  if (odd !== undefined) return problem(odd);
  try {
    return { value: engine.read(fact.nom, number) as Given };
  } catch (error) {
    if (error instanceof BaremeError && error.findings[0] !== undefined) return { problem: worded(engine, fact, error.findings[0]) };
    throw error;
  }
}

/** A finding of the engine about the answer to a question, in words for the person who gave it. */
export function worded(engine: Engine, fact: Fact, finding: Finding): string {
  const sentence = (text: string): string => (text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`);
  switch (finding.code) {
    case 'nombre_ambigu':
      return `${sentence(finding.aide ?? '')} : le nombre que vous avez écrit peut se lire des deux façons.`;
    case 'incoherence':
      return `Cette réponse en contredit une autre. Ce qui devrait être vrai : ${ruleOf(finding)}.`;
    case 'date_invalide':
      return 'Cette date n’existe pas dans le calendrier.';
    case 'hors_bornes':
      return fact.type === 'date' ? `Cette date est trop loin. ${wanted(engine, fact)}` : wanted(engine, fact);
    case 'decimales_en_trop': {
      const decimals = fact.decimales ?? 0;
      const most = decimals === 0 ? 'sans chiffre après la virgule' : `avec ${decimals === 1 ? 'un seul chiffre' : `${decimals} chiffres au plus`} après la virgule`;
      return `Écrivez ce nombre ${most}.`;
    }
    case 'type_invalide':
    case 'nombre_invalide':
      return wanted(engine, fact);
    default:
      return sentence(`${finding.message}${finding.aide === null ? '' : ` ; ${finding.aide}`}.`);
  }
}

/** The rule that two answers contradict, as the rules write it. */
export const ruleOf = ({ message }: Finding): string => /«\s*(.+?)\s*»/.exec(message)?.[1] ?? message;

/** What a good answer looks like. */
function wanted(engine: Engine, fact: Fact): string {
  const { min, max, type } = fact;
  if (type === 'date') {
    const like = 'Écrivez le jour, le mois et l’année en chiffres, comme 1, 9 et 2027.';
    if (min === undefined || max === undefined) return like;
    return `Écrivez une date du ${shown(fact, min)} au ${shown(fact, max)}.`;
  }
  const unit = unitOf(engine, fact);
  const words = unit === '' ? '' : ` ${unit}`;
  const kind = type === 'entier' ? 'un nombre entier' : 'un nombre';
  if (min !== undefined && max !== undefined) return `Écrivez ${kind} de ${shown(fact, min)} à ${shown(fact, max)}${words}.`;
  if (min !== undefined) return `Écrivez ${kind} d’au moins ${shown(fact, min)}${words}.`;
  return unit === '' ? `Écrivez ${kind}.` : `Écrivez ${kind}, en ${unit}.`;
}

const unitOf = (engine: Engine, fact: Fact): string => (fact.unite === undefined ? '' : engine.unit(fact.unite));

/** What the words after a number say that was not asked for. */
function unitProblem(engine: Engine, fact: Fact, words: string): string | undefined {
  if (words === '') return undefined;
  const unit = unitOf(engine, fact);
  const own = tokens(unit);
  const signs = (fact.unite ?? '').split('/');
  const title = tokens(fact.titre);
  for (const token of tokens(words)) {
    const sign = SAID[token];
    const other = token.startsWith('net') ? 'brut' : token.startsWith('brut') ? 'net' : '';
    if (other !== '' && title.some((word) => word.startsWith(other))) return `C’est un montant ${other} qui est demandé.`;
    if (sign === undefined ? MEANS_NOTHING.includes(token) || own.includes(token) : signs.includes(sign)) continue;
    return unit === '' ? `Écrivez le nombre seul, sans « ${short(words)} ».` : `« ${short(words)} » ne va pas : la réponse est attendue en ${unit}.`;
  }
  return undefined;
}

const tokens = (text: string): string[] => plain(text).split(/[^a-z€]+/).filter((token) => token !== '' && token !== 'd' && token !== 'l');

/** Without accents or capitals. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A day as people write it; whether it is in the calendar, and within the bounds of the fact, is said in words. */
function readDay(fact: Fact, text: string): Typed {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const french = /^(\d{1,2})(?:er)?\s*[-/. ]\s*(\d{1,2}|[\p{L}.]+)\s*[-/. ]\s*(\d+)$/u.exec(text);
  const [, year = '', month = '', day = ''] = iso ?? (french === null ? [] : [french[0], french[3], french[2], french[1]]);
  if (year === '') return { problem: 'Écrivez le jour, le mois et l’année en chiffres, comme 1, 9 et 2027.' };
  if (year.length !== 4) return { problem: 'Écrivez l’année avec ses quatre chiffres, comme 2027.' };
  const number = /^\d+$/.test(month) ? Number(month) : monthOf(month);
  if (number < 1 || number > 12) return { problem: `« ${short(month)} » n’est pas un mois : écrivez un nombre de 1 à 12, ou le nom du mois.` };
  const value = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    return { problem: `Le ${Number(day)} ${MONTH_NAMES[number - 1] ?? ''} ${year} n’existe pas dans le calendrier.` };
  }
  const { min, max } = fact;
  const far = (min !== undefined && value < String(min)) || (max !== undefined && value > String(max));
  if (far && min !== undefined && max !== undefined) {
    return { problem: `Cette date est trop loin. Écrivez une date du ${shown(fact, min)} au ${shown(fact, max)}.` };
  }
  return { value };
}

const MONTH_NAMES = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'];

/** « sept. » is September; « ju » is no month. */
function monthOf(text: string): number {
  const start = plain(text).replace(/\.$/, '');
  const found = MONTHS.filter((month) => start.length >= 3 && month.startsWith(start));
  return found.length === 1 ? MONTHS.indexOf(found[0] ?? '') + 1 : 0;
}

const short = (text: string): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text);

/** A value as a person reads it: « 18 400,50 », « 1er septembre 2027 ». */
export function shown(fact: Fact, value: string | number): string {
  if (fact.type === 'date') {
    const date = new Date(`${String(value)}T00:00:00Z`);
    return Number.isNaN(date.getTime()) ? String(value) : DAY.format(date).replace(/^1 /, '1er ');
  }
  const [whole = '', part = ''] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return /^0*$/.test(part) ? grouped : `${grouped},${fact.type === 'montant' ? part : part.replace(/0+$/, '')}`;
}

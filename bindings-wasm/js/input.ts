import { BaremeError, type Finding } from './errors.js';

/** The largest dossier that the engine reads, in bytes: what is larger is not even copied to it. */
const MAX_DOSSIER = 1 << 20;
/** The same for a decision to verify. */
const MAX_DECISION = 16 * MAX_DOSSIER;

const OPTIONS = ['date', 'dispositifs', 'hypotheses', 'ifEligible'];
const FORMATS = ['tree', 'text', 'html', 'md'] as const;
/** The widest that a text is laid out. */
const WIDEST = 100;

/** What is asked for, as the module takes it. */
export interface Asked {
  readonly dossier: string;
  readonly date: string;
  readonly dispositifs: string;
  readonly hypotheses: boolean;
  readonly ifEligible: boolean;
}

/** How it is told, as the module takes it. */
export interface Telling {
  readonly format: (typeof FORMATS)[number];
  readonly width: number;
  readonly all: boolean;
  readonly brief: boolean;
}

/**
 * The dossier as JSON text, and the options. What JavaScript would lose in silence (the entries of a `Map` or of a form, a getter, a
 * symbol, a promise that nobody awaited) is refused in words, all at once.
 */
export function asked(dossier: unknown, options: unknown): Asked {
  const findings: Finding[] = [];
  const text = dossierText(dossier, findings);
  const { date = '', dispositifs = [], hypotheses, ifEligible } = optionsOf(options, findings);
  if (findings.length > 0) throw new BaremeError(findings);
  return {
    dossier: text,
    date: String(date),
    dispositifs: (dispositifs as string[]).join(' '),
    hypotheses: hypotheses === true,
    ifEligible: ifEligible === true,
  };
}

/** The names of facts, and of droits, that thresholds are asked of, and the rest as `asked` reads it. Of droits there may be none. */
export function swept(facts: unknown, dossier: unknown, options: unknown): Asked & { readonly facts: string; readonly droits: string } {
  const findings: Finding[] = [];
  const listed = (given: unknown, what: string, help: string): string => {
    const names = Array.isArray(given) ? given : [given];
    const wrong = names.find((name) => typeof name !== 'string' || !/^\S+$/.test(name));
    if (wrong !== undefined) findings.push(finding('type_invalide', '', `${what} est désigné par son nom, c'est ${typeof wrong === 'string' ? `\`${short(wrong)}\`` : told(wrong)}`, help));
    return names.join(' ');
  };
  const names = listed(facts, 'un fait', 'écrivez "revenu_brut_global", ou une liste de deux noms pour une carte');
  const { droits = [], ...others } = isPlain(options) ? (options as { readonly droits?: unknown }) : {};
  const droitNames = listed(droits, 'un droit', 'écrivez `droits: ["montant_annuel"]`');
  try {
    const rest = asked(dossier, isPlain(options) ? others : options);
    if (findings.length === 0) return { ...rest, facts: names, droits: droitNames };
  } catch (error) {
    if (!(error instanceof BaremeError)) throw error;
    findings.push(...error.findings);
  }
  throw new BaremeError(findings);
}

/** The options of what is told, of which `known` are read. */
export function telling(options: unknown, known: readonly string[]): Telling {
  const findings: Finding[] = [];
  if (!isPlain(options)) {
    findings.push(finding('type_invalide', '', `les options sont un objet, c'est ${told(options)}`, 'écrivez un objet : `{ format: "text" }`'));
    throw new BaremeError(findings);
  }
  unknown(options, known, findings);
  const { format = 'tree', width = WIDEST, all, brief } = options as { [name: string]: unknown };
  if (!FORMATS.some((name) => name === format)) {
    const shown = typeof format === 'string' ? `\`${short(format)}\`` : told(format);
    findings.push(finding('type_invalide', '', `aucun format ne s'appelle ${shown}`, `les formats sont ${FORMATS.join(', ')}`));
  }
  if (typeof width !== 'number' || !Number.isInteger(width) || width < 0 || width > 1000) {
    findings.push(finding('type_invalide', '', `la largeur est un nombre entier de colonnes, c'est ${typeof width === 'number' ? width : told(width)}`, 'écrivez `width: 80`'));
  }
  for (const [name, value] of [['all', all], ['brief', brief]] as const) yesOrNo(name, value, findings);
  if (findings.length > 0) throw new BaremeError(findings);
  return { format: format as Telling['format'], width: width as number, all: all === true, brief: brief === true };
}

/** The id of a dispositif. */
export function dispositifText(id: unknown): string {
  if (typeof id === 'string') return short(id);
  throw refused('dispositif_inconnu', `un dispositif est désigné par son identifiant, c'est ${told(id)}`, '`engine.dispositifs()` les liste');
}

/** A decision as JSON text. */
export function decisionText(decision: unknown): string {
  const text = typeof decision === 'string' ? decision : isPlain(decision) ? JSON.stringify(decision) : undefined;
  if (text === undefined) {
    throw refused('decision_invalide', `ce n'est pas une décision, c'est ${told(decision)}`, 'donnez ce que `evaluate` a rendu, ou son texte JSON');
  }
  if (text.length > MAX_DECISION) throw refused('decision_invalide', 'cette décision est trop grande', null);
  return text;
}

/** The text that a person typed. */
export function typedText(typed: unknown): string {
  if (typeof typed === 'string' && typed.length <= MAX_DOSSIER) return typed;
  throw refused('type_invalide', `ce qui a été tapé n'est pas un texte, c'est ${told(typed)}`, 'donnez le texte du champ : `input.value`');
}

function dossierText(dossier: unknown, findings: Finding[]): string {
  if (typeof dossier === 'string') {
    // A character is at least a byte.
    if (dossier.length > MAX_DOSSIER) findings.push(tooLarge());
    return dossier;
  }
  if (!isPlain(dossier)) {
    findings.push(finding('objet_attendu', '', `un dossier est un objet de faits, c'est ${told(dossier)}`, instead(dossier)));
    return '';
  }
  const facts: [string, unknown][] = [];
  let size = 0;
  for (const key of Reflect.ownKeys(dossier)) {
    const found = Object.getOwnPropertyDescriptor(dossier, key);
    if (typeof key === 'symbol') {
      findings.push(finding('fait_inconnu', '', `un symbole n'est le nom d'aucun fait`, 'donnez les noms des faits en texte'));
      continue;
    }
    if (found === undefined || !('value' in found)) {
      findings.push(finding('type_invalide', pointer(key), `\`${short(key)}\` est calculé par l'objet, et n'est pas une valeur`, 'copiez les valeurs dans un objet : `{ age: personne.age }`'));
      continue;
    }
    const { value } = found as { value: unknown };
    size += key.length + (typeof value === 'string' ? value.length : 0);
    const why = never(key, value);
    if (why !== undefined) findings.push(why);
    // A name that no fact has must be seen, even without a value.
    else facts.push([key, stated(key, value)]);
    if (size > MAX_DOSSIER) {
      findings.push(tooLarge());
      return '';
    }
  }
  return `{${facts.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

/** What no fact is, and JSON would drop or throw at. */
function never(name: string, value: unknown): Finding | undefined {
  const wrong = (help: string): Finding =>
    finding('type_invalide', pointer(name), `\`${short(name)}\` n'est pas une valeur, c'est ${told(value)}`, help);
  if (typeof value === 'bigint') return wrong('écrivez un nombre, ou un texte comme "1234.56"');
  if (typeof value === 'function' || typeof value === 'symbol') return wrong('donnez la valeur du fait');
  if (value instanceof Date) return wrong('écrivez une date en texte, comme "2024-09-02"');
  if (isThenable(value)) return wrong(`attendez-la d'abord : \`await\``);
  return undefined;
}

/** JSON writes `null` for a number that is none, and an unknown fact is an answer: the engine must see it to refuse it. */
function stated(name: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (name === UNKNOWN && Array.isArray(value)) return value.map((fact) => (typeof fact === 'string' ? fact : null));
  if (isPlain(value) && Reflect.ownKeys(value).every((key) => INTERVAL.includes(key))) {
    return Object.fromEntries(Object.entries(value).map(([key, end]) => [key, Array.isArray(end) ? end.map((member) => stated('', member)) : stated('', end)]));
  }
  // The engine says of another list or object that it is no value; what is inside does not matter.
  return [];
}

/** The facts that the person does not know. */
const UNKNOWN = 'ne_sait_pas';
/** What a person knows of a value without knowing it. */
const INTERVAL: readonly (string | symbol)[] = ['min', 'max', 'parmi'];

interface Given {
  readonly date?: unknown;
  readonly dispositifs?: unknown;
  readonly hypotheses?: unknown;
  readonly ifEligible?: unknown;
}

function optionsOf(options: unknown, findings: Finding[]): Given {
  if (!isPlain(options)) {
    const help = 'donnez la date de référence : `{ date: "2024-09-02" }`';
    findings.push(finding('date_invalide', '', `les options sont un objet, c'est ${told(options)}`, help));
    return {};
  }
  unknown(options, OPTIONS, findings);
  const { date, dispositifs, hypotheses, ifEligible } = options as Given;
  if (typeof date !== 'string') {
    findings.push(finding('date_invalide', '', `la date de référence est un texte, c'est ${told(date)}`, 'écrivez AAAA-MM-JJ, comme "2024-09-02"'));
  }
  if (dispositifs !== undefined && !Array.isArray(dispositifs)) {
    findings.push(finding('dispositif_inconnu', '', `les dispositifs sont une liste d'identifiants, c'est ${told(dispositifs)}`, 'écrivez `dispositifs: ["bourse_regionale"]`'));
  } else {
    for (const id of (dispositifs ?? []) as unknown[]) {
      if (typeof id === 'string' && /^\S+$/.test(id)) continue;
      const shown = typeof id === 'string' ? `\`${short(id)}\`` : told(id);
      findings.push(finding('dispositif_inconnu', '', `aucun dispositif ne s'appelle ${shown}`, '`engine.dispositifs()` les liste'));
    }
  }
  yesOrNo('hypotheses', hypotheses, findings);
  yesOrNo('ifEligible', ifEligible, findings);
  return { date, dispositifs, hypotheses, ifEligible };
}

function unknown(options: object, known: readonly string[], findings: Finding[]): void {
  for (const key of Reflect.ownKeys(options)) {
    if (typeof key === 'symbol' || !known.includes(key)) {
      findings.push(finding('cle_inconnue', '', `aucune option ne s'appelle \`${short(String(key))}\``, `les options sont ${known.join(', ')}`));
    }
  }
}

function yesOrNo(name: string, value: unknown, findings: Finding[]): void {
  if (value === undefined || typeof value === 'boolean') return;
  findings.push(finding('type_invalide', '', `l'option \`${name}\` est vraie ou fausse, c'est ${told(value)}`, `écrivez \`${name}: true\``));
}

/** An object literal, of this page or of another one, or an object without a prototype. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf'));
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** What a value is, for whoever wrote the call. */
function told(value: unknown): string {
  if (value === undefined) return '`undefined`';
  if (value === null) return '`null`';
  if (isThenable(value)) return `une promesse que personne n'attend`;
  if (Array.isArray(value)) return 'une liste';
  const kind = typeof value;
  if (kind === 'function') return 'une fonction';
  if (kind === 'symbol') return 'un symbole';
  if (kind === 'bigint') return 'un `BigInt`';
  if (kind === 'string') return 'un texte';
  if (kind === 'number') return 'un nombre';
  if (kind === 'boolean') return 'vrai ou faux';
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === 'string' && name !== '' && name !== 'Object' ? `un objet \`${short(name)}\`` : `un objet qui hérite d'un autre`;
}

/** What to write instead. */
function instead(value: unknown): string {
  const name: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value)?.constructor?.name : undefined;
  if (isThenable(value)) return 'écrivez `await` devant ce qui donne le dossier';
  if (name === 'Map') return 'écrivez `Object.fromEntries(faits)`';
  if (name === 'FormData' || name === 'URLSearchParams') {
    return 'lisez chaque champ avec `engine.read(fait, texte)` : un champ de formulaire est un texte, un fait a un type';
  }
  return 'écrivez un objet : `{ statut: "salarie_prive", age: 31 }`';
}

const tooLarge = (): Finding =>
  finding('entree_trop_grande', '', `le dossier fait plus de ${MAX_DOSSIER} octets`, 'un dossier ne contient que les faits de la personne');

const pointer = (name: string): string => `/${short(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function finding(code: string, lieu: string, message: string, aide: string | null): Finding {
  return { code, lieu, message, suggestion: null, aide, gravite: 'erreur' };
}

const refused = (code: string, message: string, aide: string | null): BaremeError => new BaremeError([finding(code, '', message, aide)]);

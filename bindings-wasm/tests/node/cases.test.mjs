// Every case file of the product, through the built package: the same bytes as the native engine.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { BaremeError, Engine } from 'bareme';
import { parse } from 'smol-toml';
import { commandLine, native, repository } from '../native.mjs';
import { check, checkCourse, checkIncomes } from './expected.mjs';

const folder = path.join(repository, 'tests/cases');
const cases = files(folder).flatMap((file) => {
  const { base = {}, cas } = parse(readFileSync(file, 'utf8'));
  return cas.map(({ nom, date, dossier = {}, attendu = {}, ...expected }) => ({
    nom,
    expected: { ...expected, nom, attendu },
    dossier: JSON.stringify({ ...base, ...dossier }),
    date: String(date.toISOString?.() ?? date).slice(0, 10),
    dispositifs: Object.keys(attendu),
  }));
});

function files(under) {
  const found = readdirSync(under, { recursive: true }).filter((name) => name.endsWith('.toml'));
  return found.sort().map((name) => path.join(under, name));
}

function answered(use) {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof BaremeError)) throw error;
    return JSON.stringify({ erreurs: error.findings });
  }
}

// Errors are the same but for the words of what to do: each door has calls of its own.
function byAnyDoor(text) {
  if (!text.startsWith('{"erreurs"')) return text;
  const { erreurs } = JSON.parse(text);
  return JSON.stringify({ erreurs: erreurs.map((error) => ({ ...error, aide: error.aide !== null })) });
}

test('every case gives the bytes of the native engine', async () => {
  const engine = await Engine.paysDeLaLoire();
  assert.ok(cases.length > 700, `${cases.length} cases were read`);
  const expected = native(cases);
  let refused = 0;
  for (const [index, { nom, dossier, date, dispositifs }] of cases.entries()) {
    const text = answered(() => engine.evaluateJson(dossier, { date, dispositifs }));
    if (text.startsWith('{"erreurs"')) refused += 1;
    assert.equal(byAnyDoor(text), byAnyDoor(expected[index]), nom);
  }
  assert.ok(refused > 0, 'some cases are about dossiers that are refused');
});

test('every case holds what its source says', async () => {
  const engine = await Engine.paysDeLaLoire();
  for (const { dossier, date, dispositifs, expected } of cases.filter((one) => !one.expected.erreurs)) {
    // A page is of everything in force.
    const asked = { date, dispositifs: expected.page ? [] : dispositifs };
    check(JSON.parse(engine.evaluateJson(dossier, asked)), expected);
    if (expected.echeancier) checkCourse(engine.schedule(dossier, asked).echeancier, expected);
    if (expected.revenus) checkIncomes(engine.schedule(dossier, asked).echeancier.revenus, expected);
  }
});

test('explanations, questions and courses are the native ones too', async () => {
  const engine = await Engine.paysDeLaLoire();
  const some = cases.filter((_, index) => index % 5 === 0);
  const explained = native(some.map((request) => ({ ...request, demande: 'explain' })));
  const asked = native(some.map((request) => ({ ...request, dispositifs: [], demande: 'questions' })));
  const laid = native(some.map((request) => ({ ...request, dispositifs: [], demande: 'echeancier' })));
  for (const [index, { nom, dossier, date, dispositifs }] of some.entries()) {
    const course = answered(() => JSON.stringify(engine.schedule(dossier, { date })));
    assert.equal(byAnyDoor(course), byAnyDoor(expectedText(laid[index])), nom);
    const explanation = answered(() => JSON.stringify(engine.explain(dossier, { date, dispositifs })));
    assert.equal(byAnyDoor(explanation), byAnyDoor(expectedText(explained[index])), nom);
    const questions = answered(() => JSON.stringify(engine.interview(dossier, { date })));
    assert.equal(byAnyDoor(questions), byAnyDoor(expectedText(asked[index])), nom);
  }
});

test('every case is told as the native teller tells it', async () => {
  const engine = await Engine.paysDeLaLoire();
  const reasons = native(cases.map((request) => ({ ...request, demande: 'raisons' })));
  for (const [index, { nom, dossier, date, dispositifs }] of cases.entries()) {
    const told = answered(() => engine.tell(engine.explain(dossier, { date, dispositifs }), { format: 'text', width: 80 }));
    const expected = JSON.parse(reasons[index]);
    assert.equal(byAnyDoor(told), byAnyDoor(expected.text ?? reasons[index]), nom);
  }
});

test('pages, letters and payments are told alike in every format', async () => {
  const engine = await Engine.paysDeLaLoire();
  const some = cases.filter((_, index) => index % 10 === 0);
  const formats = ['tree', 'text', 'html', 'md'];
  const told = (use) => answered(() => JSON.stringify(Object.fromEntries(formats.map((format) => [format, use({ format, width: 80 })]))));
  const same = (use, text, what) => assert.deepEqual(JSON.parse(byAnyDoor(told(use))), JSON.parse(byAnyDoor(text)), what);
  const of = (requests, demande) => native(requests.map((request) => ({ ...request, demande })));
  const whole = some.map((request) => ({ ...request, dispositifs: [] }));
  const [pages, named, letters, payments] = [of(whole, 'page'), of(some, 'page'), of(some, 'lettre'), of(whole, 'versements')];
  for (const [index, { nom, dossier, date, dispositifs }] of some.entries()) {
    const [first] = dispositifs;
    same((options) => engine.tell(engine.evaluate(dossier, { date }), options), pages[index], nom);
    same((options) => engine.tell(engine.evaluateJson(dossier, { date, dispositifs }), options), named[index], `${nom}: by name`);
    same((options) => engine.tell(engine.schedule(dossier, { date }), options), payments[index], `${nom}: payments`);
    if (first === undefined || letters[index] === '') continue;
    same((options) => engine.letter(engine.evaluate(dossier, { date, dispositifs }), first, options), letters[index], `${nom}: letter`);
  }
});

/** The same JSON, as JavaScript writes it. */
const expectedText = (json) => JSON.stringify(JSON.parse(json));

test('the dossiers of the examples give what the command line gives', async () => {
  const engine = await Engine.paysDeLaLoire();
  const examples = path.join(repository, 'examples/dossiers');
  for (const file of readdirSync(examples).filter((name) => name.endsWith('.json'))) {
    const dossier = JSON.parse(readFileSync(path.join(examples, file), 'utf8'));
    assert.equal(engine.evaluateJson(dossier, { date: '2024-09-02' }), commandLine(dossier, '2024-09-02'), file);
  }
});

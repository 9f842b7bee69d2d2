import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import vm from 'node:vm';
import { BaremeError, Engine } from 'bareme';
import * as glue from '../../dist/wasm/bareme.js';
import { call } from '../../dist/module.js';
import { personas } from '../browser/personas.mjs';
import { archive } from '../native.mjs';

const date = '2024-09-02';
const engine = await Engine.paysDeLaLoire();

test('a dossier is decided, exactly', () => {
  const answer = engine.evaluate({ statut: 'salarie_prive' }, { date, dispositifs: ['bourse_regionale'] });
  assert.equal(answer.decisions.bourse_regionale.verdict, 'non_eligible');
  assert.deepEqual(Object.keys(answer.decisions), ['bourse_regionale']);
  assert.equal(answer.pack.empreinte, engine.pack.empreinte);
});

test('a refused dossier is an Error with every finding', () => {
  const refused = () => engine.evaluate({ agee: 12, statut: 'chomeur' }, { date });
  assert.throws(refused, (error) => {
    assert.ok(error instanceof Error && error instanceof BaremeError);
    assert.deepEqual(error.findings.map((finding) => finding.code).sort(), ['choix_inconnu', 'fait_inconnu']);
    assert.equal(error.findings[0].lieu, '/agee');
    assert.match(error.message, /vouliez-vous écrire `age`/);
    return true;
  });
});

test('what JavaScript would lose in silence is refused', () => {
  const code = (dossier) => {
    try {
      engine.evaluate(dossier, { date });
      return 'accepted';
    } catch (error) {
      return error.findings?.map((finding) => finding.code).join();
    }
  };
  assert.equal(code({ revenu_brut_global: Number.NaN }), 'type_invalide');
  assert.equal(code({ revenu_brut_global: 0.1 + 0.2 }), 'decimales_en_trop');
  assert.equal(code({ revenu_brut_global: '18400.10', age: undefined, aidant: null }), 'accepted');
  assert.equal(code('{'), 'json_invalide');
  assert.throws(() => engine.evaluate({}, {}), BaremeError);
});

test('what is known in part is stated, and what is not known is never asked', () => {
  const known = { statut: 'salarie_prive', mois_dans_entreprise: { min: 24 }, contrat_type: { parmi: ['cdi', 'cdd'] }, ne_sait_pas: ['age'] };
  const { dossier } = engine.evaluate(known, { date });
  assert.deepEqual(dossier, engine.evaluate(JSON.stringify(known), { date }).dossier);
  const { questions, restantes, suppositions } = engine.interview(known, { date });
  assert.ok(questions.length > 0 && restantes >= 0 && Array.isArray(suppositions));
  assert.ok(questions.every(({ nom }) => nom !== 'age'));
  assert.deepEqual(engine.nextQuestions(known, { date }).map(({ nom }) => nom), questions.map(({ nom }) => nom));
  for (const wrong of [{ min: 1, pas: 2 }, [1, 2], { parmi: 3 }, new Date()]) assert.throws(() => engine.evaluate({ age: wrong }, { date }), BaremeError);
});

test('a number that may be two is refused, and what people type is read by the engine', () => {
  assert.throws(
    () => engine.evaluate({ revenu_brut_global: '18.250' }, { date }),
    (error) => error.findings[0].code === 'nombre_ambigu' && /18 250 ou 18,25/.test(error.message),
  );
  assert.equal(engine.read('revenu_brut_global', '18 250,5 €'), '18250.50');
  assert.equal(engine.read('revenu_brut_global', '18\u202f250'), '18250.00');
  assert.equal(engine.read('age', ' 31 '), 31);
  for (const [fact, typed, code] of [
    ['revenu_brut_global', '18,250', 'nombre_ambigu'],
    ['age', '31,5', 'decimales_en_trop'],
    ['age', 'trente', 'type_invalide'],
    ['agee', '31', 'fait_inconnu'],
  ]) {
    assert.throws(() => engine.read(fact, typed), (error) => error instanceof BaremeError && error.findings[0].code === code);
  }
});

test('what is no object of facts is refused in words, never taken for an empty dossier', () => {
  class Person {
    age = 31;
  }
  const form = new FormData();
  form.set('age', '31');
  const told = (dossier, options = { date }) => {
    try {
      engine.evaluate(dossier, options);
      return 'accepted';
    } catch (error) {
      assert.ok(error instanceof BaremeError, String(error));
      return error.findings.map((finding) => finding.code).join();
    }
  };
  for (const dossier of [
    new Map([['age', 31]]), new Set(['age']), form, new URLSearchParams('age=31'), Promise.resolve({ age: 31 }), [['age', 31]],
    new Date(), new Person(), Object.create({ age: 31 }), () => ({ age: 31 }), Symbol('age'), 31, 31n, true, null, undefined,
    new Proxy(new Map(), {}), new String('{}'),
  ]) {
    assert.equal(told(dossier), 'objet_attendu', String(dossier?.constructor?.name));
  }
  assert.throws(() => engine.evaluate(new Map(), { date }), /Object\.fromEntries/);
  assert.throws(() => engine.evaluate(form, { date }), /engine\.read/);
  assert.throws(() => engine.evaluate(Promise.resolve({}), { date }), /await/);
  for (const dossier of [
    { get age() { return 31; } }, { age: 31n }, { age: () => 31 }, { age: Symbol('31') }, { age: new Date() }, { age: Promise.resolve(31) },
    { age: { toJSON: () => 31 } }, { age: new Number(31) }, { age: [31] },
  ]) {
    assert.equal(told(dossier), 'type_invalide');
  }
  assert.equal(told({ [Symbol('age')]: 31 }), 'fait_inconnu');
  assert.equal(told({ agee: undefined }), 'fait_inconnu');
  assert.equal(told({ age: undefined }), 'accepted');
  assert.equal(told(Object.assign(Object.create(null), { age: 31 })), 'accepted');
  assert.equal(told(Object.defineProperty({}, 'age', { value: 900, enumerable: false })), 'hors_bornes');
  assert.equal(told(vm.runInNewContext('({ age: 31 })')), 'accepted');
  assert.equal(told({ age: 31n, get agee() { return 1; }, [Symbol('x')]: 1 }, { date: 5 }).split(',').length, 4);
});

test('what is too large is refused before it is copied', () => {
  const huge = 'x'.repeat(100_000_000);
  for (const dossier of [huge, { statut: huge }, { [huge]: 1 }]) {
    assert.throws(() => engine.evaluate(dossier, { date }), (error) => error.findings.some((f) => f.code === 'entree_trop_grande'));
  }
  assert.throws(() => engine.verify(huge), (error) => error.findings[0].code === 'decision_invalide');
});

test('options are read whole', () => {
  const code = (options) => {
    try {
      engine.evaluate({}, options);
      return 'accepted';
    } catch (error) {
      assert.ok(error instanceof BaremeError, String(error));
      return error.findings.map((finding) => finding.code).join();
    }
  };
  assert.equal(code(undefined), 'date_invalide');
  assert.equal(code('2024-09-02'), 'date_invalide');
  assert.equal(code({}), 'date_invalide');
  assert.equal(code({ date: new Date() }), 'date_invalide');
  assert.equal(code({ date, dispositif: ['bourse_regionale'] }), 'cle_inconnue');
  assert.equal(code({ date, dispositifs: 'bourse_regionale' }), 'dispositif_inconnu');
  assert.equal(code({ date, dispositifs: [''] }), 'dispositif_inconnu');
  assert.equal(code({ date, dispositifs: ['bourse_regionale transitions_pro'] }), 'dispositif_inconnu');
  assert.equal(code({ date, hypotheses: 'non' }), 'type_invalide');
  assert.equal(code({ date, ifEligible: 'oui' }), 'type_invalide');
  assert.equal(code({ date, if_eligible: true }), 'cle_inconnue');
  assert.equal(code({ date, dispositifs: [], hypotheses: undefined }), 'accepted');
});

test('questions come with what is needed to ask them', () => {
  const questions = engine.nextQuestions({ date_entree_formation: date }, { date, dispositifs: ['bourse_regionale'] });
  const status = questions.find((question) => question.nom === 'statut');
  assert.ok(status.valeurs.some((member) => member.nom === 'salarie_prive'));
  assert.ok(status.pour.some((reason) => reason.dispositif === 'bourse_regionale'));
  assert.equal(engine.nextQuestions({ statut: 'apprenti' }, { date, dispositifs: ['bourse_regionale'] }).length, 0);
});

test('a decision verifies, and one that was changed does not', () => {
  const answer = engine.evaluate({ statut: 'salarie_prive' }, { date });
  const { issue, canonique, non_couvert } = engine.verify(answer);
  assert.deepEqual({ issue, canonique, non_couvert }, { issue: 'coherente', canonique: true, non_couvert: [] });
  assert.equal(engine.verify(JSON.stringify(answer, null, 1)).canonique, false);
  answer.decisions.bourse_regionale.verdict = 'eligible';
  assert.throws(() => engine.verify(answer), (error) => error.findings[0].lieu === '/decisions/bourse_regionale/verdict');
});

test('droits that are not due are given only as a supposition that was asked for', () => {
  const options = { date, dispositifs: ['bourse_regionale'] };
  const dossier = { ...personas.etudiante, statut: 'apprenti' };
  assert.deepEqual(engine.evaluate(dossier, options).decisions.bourse_regionale.droits, {});
  const supposed = engine.evaluate(dossier, { ...options, ifEligible: true });
  assert.notDeepEqual(supposed.decisions.bourse_regionale.droits, {});
  assert.equal(supposed.recu.si_eligible, true);
  assert.equal(engine.verify(supposed).issue, 'coherente');
});

test('what is told is what its dossier gives, whatever was changed in the decisions', () => {
  const answer = engine.evaluate({ statut: 'apprenti' }, { date, dispositifs: ['bourse_regionale'] });
  const text = engine.tell(answer, { format: 'text', width: 80 });
  assert.match(text, /2\sseptembre\s2024/);
  assert.ok(text.split('\n').every((line) => line.length <= 80));
  answer.decisions.bourse_regionale.verdict = 'eligible';
  assert.equal(engine.tell(JSON.stringify(answer), { format: 'text', width: 80 }), text);
  assert.deepEqual(engine.tell(answer), engine.tell(answer, { format: 'tree' }));
  assert.match(engine.tell(answer, { format: 'html' }), /^<article class="bareme" lang="fr">/);
  assert.match(engine.tell(answer, { format: 'md' }), /^# /);
});

test('a fold is open when all is asked for, and a brief page is shorter', () => {
  const answer = engine.evaluate({ statut: 'apprenti' }, { date });
  const folds = (options) => engine.tell(answer, options).blocs.filter((block) => block.type === 'repli');
  assert.ok(folds({}).length > 0);
  assert.ok(folds({}).every((fold) => !fold.ouvert) && folds({ all: true }).every((fold) => fold.ouvert));
  const size = (options) => engine.tell(answer, { ...options, format: 'text' }).length;
  assert.ok(size({ brief: true }) < size({}));
});

test('a letter, and the reasons, are about one dispositif that was decided', () => {
  const answer = engine.evaluate({ statut: 'apprenti' }, { date, dispositifs: ['bourse_regionale'] });
  assert.match(engine.letter(answer, 'bourse_regionale', { format: 'text' }), /R311-3-1-2/);
  const { titre, blocs } = engine.reasons(answer, 'bourse_regionale');
  assert.equal(titre, engine.dispositifs().find(({ id }) => id === 'bourse_regionale').titre);
  assert.ok(blocs.some((block) => block.type === 'section'));
  const code = (use) => {
    try {
      return use();
    } catch (error) {
      return error.findings.map((finding) => finding.code).join();
    }
  };
  assert.equal(code(() => engine.letter(answer, 'aref')), 'dispositif_inconnu');
  assert.equal(code(() => engine.letter(answer, { id: 'aref' })), 'dispositif_inconnu');
  assert.equal(code(() => engine.letter(engine.schedule({}, { date }), 'aref')), 'decision_invalide');
  assert.equal(code(() => engine.tell({})), 'decision_invalide');
  assert.equal(code(() => engine.tell(answer, { format: 'pdf', width: '80', tout: true, all: 1 })), 'cle_inconnue,type_invalide,type_invalide,type_invalide');
  assert.equal(code(() => engine.letter(answer, 'bourse_regionale', { brief: true })), 'cle_inconnue');
  assert.equal(code(() => engine.tell(answer, 'text')), 'type_invalide');
});

test('facts, units and payments are told in words', () => {
  const answer = engine.evaluate({ statut: 'apprenti', age: 31 }, { date });
  const { titre, blocs } = engine.tellFacts(answer);
  assert.equal(titre, 'Vos réponses');
  const texts = blocs[0].lignes.map(({ texte }) => texte.map((piece) => piece.texte).join(''));
  assert.ok(texts.some((text) => text.endsWith('31\u00a0ans')), texts.join());
  assert.equal(engine.unit('EUR/mois'), '€\u00a0par\u00a0mois');
  assert.match(engine.tell(engine.schedule({}, { date }), { format: 'text' }), /il manque/);
});

test('a schedule verifies, and a name given twice does not', () => {
  const schedule = engine.schedule({ statut: 'salarie_prive' }, { date });
  assert.equal(engine.verify(schedule).issue, 'coherente');
  const twice = JSON.stringify(schedule).replace('"date":', '"date":"2023-09-02","date":');
  assert.throws(() => engine.verify(twice), (error) => error.findings[0].code === 'nom_en_double' && error.findings[0].lieu === '/date');
});

test('after a trap the next call works', async () => {
  const exports = await glue.default();
  // The allocator is asked for an alignment that does not exist: a real trap, in the real module.
  const trap = () => call(() => exports.__wbindgen_malloc(8, 3));
  const before = engine.evaluateJson({ age: 31 }, { date });
  assert.throws(trap, /ready for the next one/);
  assert.equal(engine.evaluateJson({ age: 31 }, { date }), before);
});

test('a thousand refused dossiers leak nothing and stop nothing', () => {
  for (let turn = 0; turn < 1000; turn += 1) {
    assert.throws(() => engine.evaluate(`{"x${turn}": [[[`, { date }), BaremeError);
  }
  assert.equal(engine.evaluate({ statut: 'apprenti' }, { date }).decisions.bourse_regionale.verdict, 'non_eligible');
});

test('the lists are whole', () => {
  assert.ok(engine.facts().some((fact) => fact.nom === 'age' && fact.min === 14));
  assert.ok(engine.sources().some((source) => source.url?.startsWith('https://www.legifrance.gouv.fr/')));
  assert.ok(engine.dispositifs().every((dispositif) => dispositif.titre !== ''));
});

const kept = new Uint8Array(await readFile(archive));
const dossier = JSON.stringify({ entree: date, revenu: '12000.00', enfants: 1, statut: 'eleve' });

test('a pack that was kept decides beside the one that is compiled in', async () => {
  const shared = new Uint8Array(kept.length + 3);
  shared.set(kept, 3);
  const view = new DataView(shared.buffer, 3);
  const loaded = await Promise.all([kept, kept.slice().buffer, view].map((bytes) => Engine.load(bytes)));
  shared.fill(0);
  for (const archive of loaded) {
    assert.equal(archive.pack.id, 'archive');
    const text = archive.evaluateJson(dossier, { date });
    assert.equal(JSON.parse(text).decisions.bourse.verdict, 'eligible');
    archive.verify(text);
    assert.match(archive.tell(text, { format: 'text' }), /2\sseptembre\s2024/);
    for (const use of [() => engine.verify(text), () => engine.tell(text), () => engine.letter(text, 'bourse_regionale')]) {
      assert.throws(use, (error) => error.findings[0].code === 'autre_pack');
    }
    assert.deepEqual(archive.facts().map((fact) => fact.nom).slice(0, 2), ['entree', 'fin']);
  }
  assert.equal(engine.pack.id, 'pays-de-la-loire');
});

test('bytes that are damaged, or no pack, are a BaremeError', async () => {
  const turned = kept.slice();
  turned[turned.length >> 1] ^= 1;
  for (const bytes of [turned, kept.slice(1), new Uint8Array(0)]) {
    await assert.rejects(Engine.load(bytes), (error) => {
      assert.ok(error instanceof BaremeError);
      return error.findings[0].code === 'pack_compact_invalide';
    });
  }
});

test('a pack that was loaded is there again after a trap', async () => {
  const archive = await Engine.load(kept);
  assert.throws(() => call(() => { throw new WebAssembly.RuntimeError('as after a trap'); }), /ready for the next one/);
  assert.equal(JSON.parse(archive.evaluateJson(dossier, { date })).decisions.bourse.verdict, 'eligible');
  assert.equal(engine.evaluate({ statut: 'salarie_prive' }, { date }).decisions.bourse_regionale.verdict, 'non_eligible');
});

// The interview without a page: its state, its links, what people type.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Engine } from 'bareme';
import { Interview, cutLabels, decodeState, encodeState, fromRange, rangeOf, readTyped, stateOf } from 'bareme/interview';
import { personas } from '../browser/personas.mjs';

const date = '2026-11-28';
const engine = await Engine.embedded();
const facts = new Map(engine.facts().map((fact) => [fact.nom, fact]));
const begin = (options = {}) => new Interview(engine, { date, ...options });
const typed = (name, text) => readTyped(engine, facts.get(name), text);
const plain = (text) => text?.replace(/[\u00a0\u202f]/g, ' ').replace(/’/g, "'");

/** Answers as someone would until nothing is asked. */
function play(interview, knows, each = () => {}) {
  for (let step = 0; step < 200; step += 1) {
    const question = interview.current;
    if (question === undefined) return interview;
    each(question);
    const value = knows[question.nom];
    if (value === undefined) interview.skip();
    else assert.deepEqual(interview.answer(value), [], question.nom);
  }
  throw new Error('questions without end');
}

test('it asks, goes back, passes over and ends on what the engine decides', () => {
  const interview = begin();
  const first = interview.current;
  interview.skip();
  assert.deepEqual(interview.skipped, [first.nom]);
  const second = interview.current;
  assert.notEqual(second.nom, first.nom);
  assert.equal(interview.back(), true);
  assert.equal(interview.current.nom, first.nom);
  assert.equal(interview.back(), false);
  interview.goOn();
  assert.equal(interview.current.nom, second.nom);
  play(interview, personas.etudiante);
  const { answer, done, page, dossier, date: on } = interview.result;
  assert.ok(done && page.blocs.length > 0);
  assert.deepEqual(answer, engine.evaluate(JSON.stringify(dossier), { date: on }));
});

test('the estimate of what is left never rises, and ends at nothing', () => {
  for (const persona of [...Object.values(personas), {}]) {
    const interview = begin();
    let before = Infinity;
    play(interview, persona, () => {
      const { left, done } = interview.progress;
      assert.ok(left <= before && left >= 1 && !done);
      before = left;
    });
    assert.deepEqual(interview.progress, { answered: interview.answers.size, left: 0, more: false, done: true });
  }
});

test('a state is JSON, and another interview goes on from it', () => {
  const interview = begin({ dispositifs: ['bourse_regionale'] });
  interview.skip();
  interview.set('statut', 'poursuite_scolarite');
  interview.open('statut');
  const again = Interview.resume(engine, stateOf(JSON.stringify(interview)));
  assert.deepEqual(again.toJSON(), interview.toJSON());
  assert.equal(again.current.nom, 'statut');
  assert.deepEqual(again.result.answer, interview.result.answer);
  assert.equal(stateOf('{"date": 12}'), undefined);
  assert.throws(() => Interview.resume(engine, { ...interview.toJSON(), reponses: [['statut', 'chomeur']] }));
});

test('a refused answer changes nothing', () => {
  const interview = begin();
  const before = JSON.stringify(interview);
  assert.equal(interview.set('age', 3)[0].code, 'hors_bornes');
  assert.equal(JSON.stringify(interview), before);
});

test('nothing chosen is nothing, not everything', () => {
  const interview = begin();
  assert.deepEqual(interview.choose(date, []), []);
  assert.deepEqual(interview.chosen, []);
  assert.equal(interview.current, undefined);
  assert.equal(interview.result.answer, undefined);
  assert.deepEqual(interview.choose(date, interview.choosable.map(({ id }) => id)), []);
  assert.notEqual(interview.current, undefined);
  assert.equal(interview.toJSON().dispositifs, null);
});

test('a dossier that is known is answered', () => {
  const interview = begin({ dossier: { statut: 'poursuite_scolarite', age: 19, ne_sait_pas: ['aidant'] } });
  assert.deepEqual([...interview.answers], [['statut', 'poursuite_scolarite'], ['age', 19], ['aidant', null]]);
  assert.throws(() => begin({ dossier: { agee: 12 } }));
});

/** Every kind of answer, whatever the rules would say of it. */
const KINDS = [
  ['statut', 'salarie_prive'], ['age', 41], ['aidant', true], ['boursier_crous', false], ['revenu_brut_global', '18250.50'],
  ['date_entree_formation', '2027-09-01'], ['heures_activite_hebdo', '7.5'], ['nombre_enfants', null],
  ['duree_formation_heures', { min: 41 }], ['heures_hebdo_formation', { max: '15.0' }], ['niveau_acquis', { min: 3, max: 4 }],
  ['contrat_type', { parmi: ['cdi', 'cdd'] }],
];

test('a link holds every answer, and says why it cannot be read', () => {
  const state = { ...begin().toJSON(), reponses: KINDS, sansProjet: true, dispositifs: ['bourse_regionale'] };
  const text = encodeState(engine, state);
  assert.deepEqual(decodeState(engine, text), state);
  assert.deepEqual(decodeState(engine, encodeState(engine, state, (name) => name !== 'aidant')).reponses, KINDS.filter(([name]) => name !== 'aidant'));
  const cause = (link, of = engine) => decodeState(of, link).cause;
  assert.equal(cause('é'), 'illisible');
  assert.equal(cause(''), 'illisible');
  for (let size = 4; size < text.length; size += 1) assert.equal(cause(text.slice(0, size)), 'abime', `${size} characters`);
  for (let at = 2; at < text.length; at += 1) {
    const other = text[at] === 'A' ? 'B' : 'A';
    const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
    // The last character may hold bits that say nothing.
    if (at < text.length - 1) assert.equal(cause(changed), 'abime', `character ${at}`);
  }
  assert.equal(cause(Buffer.from('{"date":"2024-09-02"}').toString('base64url')), 'forme');
  const later = { ...engine, pack: { ...engine.pack, empreinte: `sha256:${'0'.repeat(64)}` }, facts: () => [...facts.values()], dispositifs: () => engine.dispositifs() };
  assert.deepEqual(decodeState(later, text), { cause: 'autre_version', version: engine.pack.version });
  const elsewhere = { ...later, pack: { ...engine.pack, id: 'ailleurs' } };
  assert.equal(cause(text, elsewhere), 'autres_regles');
});

test('a link of everything that a person may answer stays short', () => {
  const longest = play(begin(), {});
  assert.ok(encodeState(engine, longest.toJSON()).length <= 460, `${encodeState(engine, longest.toJSON()).length} characters`);
  for (const persona of Object.values(personas)) {
    const interview = play(begin({ date: '2024-09-02' }), persona);
    const text = encodeState(engine, interview.toJSON());
    assert.ok(text.length <= 460, `${text.length} characters for ${interview.answers.size} answers`);
    assert.deepEqual(decodeState(engine, text).reponses.length, interview.answers.size);
  }
});

test('numbers are read as people write them', () => {
  for (const text of ['18 400 €/an', '18\u202f400', '18400,00 € par an', '18 400 euros', '18 400 euros par an environ']) {
    assert.deepEqual(typed('revenu_brut_global', text), { value: '18400.00' }, text);
  }
  assert.deepEqual(typed('age', '19 ans'), { value: 19 });
  assert.deepEqual(typed('salaire_reference_mensuel', '2 350,50 € brut par mois'), { value: '2350.50' });
  for (const [name, text, said] of [
    ['revenu_brut_global', '1 500 € par mois', /« € par mois » ne va pas : la réponse est attendue en € par an\./],
    ['revenu_brut_global', 'vingt mille', /« vingt mille » n'est pas un nombre écrit en chiffres\. Écrivez un nombre/],
    ['revenu_brut_global', '18.250', /Écrivez 18 250, ou 18,25/],
    ['age', '', /Écrivez un nombre entier de 14 à 80 ans\./],
    ['age', '3', /Écrivez un nombre entier de 14 à 80 ans\./],
    ['age', '19,5', /sans chiffre après la virgule/],
    ['age', '19 kg', /« kg » ne va pas : la réponse est attendue en ans\./],
    ['allocation_journaliere_nette', '39 € brut', /C'est un montant net qui est demandé\./],
  ]) {
    assert.match(plain(typed(name, text).problem), said, text);
  }
});

test('days are read as people write them', () => {
  for (const text of ['01/09/2027', '1/9/2027', '1-9-2027', '1.9.2027', '2027-09-01', '1er septembre 2027', ' 1 sept. 2027 ']) {
    assert.deepEqual(typed('date_entree_formation', text), { value: '2027-09-01' }, text);
  }
  for (const [text, said] of [
    ['', /Écrivez le jour, le mois et l'année en chiffres/],
    ['31/02/2027', /Le 31 février 2027 n'existe pas dans le calendrier\./],
    ['1/9/27', /quatre chiffres/],
    ['1/13/2027', /« 13 » n'est pas un mois/],
    ['1 ju 2027', /« ju » n'est pas un mois/],
    ['demain', /Écrivez le jour, le mois et l'année en chiffres/],
  ]) {
    assert.match(plain(typed('date_entree_formation', text).problem), said, text);
  }
});

test('ranges are told, and what is chosen is an interval', () => {
  const hours = { ...facts.get('duree_formation_heures'), min: 0, max: 10_000 };
  const ranges = [{ de: 0, a: 40 }, { de: 41, a: 600 }, { de: 601, a: 10_000 }];
  assert.deepEqual(cutLabels(hours, ranges, 'heures').map(plain), ['40 heures ou moins', 'de 41 à 600 heures', 'plus de 600 heures']);
  const months = cutLabels(hours, [{ de: 0, a: 3 }, { de: 4, a: 11 }, { de: 12, a: 23 }, { de: 24, a: 600 }], 'mois');
  assert.deepEqual(months.map(plain), ['moins de 4 mois', 'de 4 à 11 mois', 'de 12 à 23 mois', '24 mois ou plus']);
  assert.deepEqual(ranges.map((range) => fromRange(hours, range)), [{ max: 40 }, { min: 41, max: 600 }, { min: 601 }]);
  assert.equal(rangeOf(hours, ranges, { min: 41, max: 600 }), ranges[1]);
  assert.equal(rangeOf(hours, ranges, 40), ranges[0]);
  const income = { ...facts.get('revenu_brut_global'), min: '0.00', max: '9999999.00' };
  assert.deepEqual(cutLabels(income, [{ de: '0.00', a: '2120.00' }, { de: '2120.01', a: '9999999.00' }], '€ par an').map(plain), [
    '2 120 € par an ou moins',
    'plus de 2 120 € par an',
  ]);
});

test('a range is an answer, and is asked more closely when it is not enough any more', () => {
  const kilometres = { statut: 'poursuite_scolarite', age: 19, diplome_vise: 'infirmier', date_entree_formation: '2027-09-01', organisme_departement: 'maine_et_loire' };
  const interview = begin({ dossier: kilometres });
  const question = interview.question('distance_domicile_formation_km');
  assert.ok(question.coupures.length > 1);
  const given = fromRange(question, question.coupures[1]);
  assert.deepEqual(interview.set(question.nom, given), []);
  assert.deepEqual(interview.answers.get(question.nom), given);
  assert.notEqual(interview.current?.nom, question.nom);
  assert.deepEqual(rangeOf(question, interview.question(question.nom).coupures, given), question.coupures[1]);
  // Where a range leaves something open, the question comes back; whoever does not know more is not asked again, and keeps the range.
  const wide = begin({ dossier: { ...kilometres, distance_domicile_formation_km: { min: 1 } } });
  while (wide.current !== undefined && wide.current.nom !== question.nom) wide.skip();
  assert.equal(wide.current?.nom, question.nom);
  wide.skip();
  assert.notEqual(wide.current?.nom, question.nom);
  assert.deepEqual(wide.answers.get(question.nom), { min: 1 });
});

test('a person without a project is asked about the situation alone, and may change their mind', () => {
  const interview = begin();
  while (interview.current !== undefined && !interview.seemsWithoutProject) interview.skip();
  assert.equal(interview.seemsWithoutProject, true);
  const before = interview.result.dossier;
  interview.setWithoutProject(true);
  assert.deepEqual(interview.result.dossier, before, 'nothing is said that the person did not say');
  const again = begin();
  again.setWithoutProject(true);
  play(again, { statut: 'demandeur_emploi', age: 31 }, (question) => assert.ok(question.theme === 'situation' || question.theme === undefined, question.nom));
  assert.ok(again.answers.has('statut') && !again.answers.has('date_entree_formation') && !again.answers.has('diplome_vise'));
  again.setWithoutProject(false);
  assert.notEqual(again.current, undefined);
  again.set('diplome_vise', 'infirmier');
  assert.equal(again.seemsWithoutProject, false);
});

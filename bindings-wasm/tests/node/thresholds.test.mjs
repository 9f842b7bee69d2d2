import assert from 'node:assert/strict';
import test from 'node:test';
import { BaremeError, Engine } from 'bareme';

const options = { date: '2024-09-02', dispositifs: ['bourse_regionale'], droits: ['montant_annuel'] };
const engine = await Engine.paysDeLaLoire();
// A student without points of charge, for whom the bursary waits for the income alone.
const student = {
  situation_actuelle: 'etudes',
  age: 20,
  formation_autorisee_region: true,
  allocation_actuelle: 'aucune',
  remunere_par_region: false,
  boursier_crous: false,
  heures_activite_hebdo: 0,
  handicap_cdaph: false,
  aidant: false,
  autres_enfants_superieur: 0,
  autres_enfants_a_charge: 0,
  distance_domicile_formation_km: 10,
};
// Arrêté of 2024, annex: the ceilings without points, from échelon 7 to échelon 0bis; a year's amount of each, arrêté of the rates of 2024.
const ceilings = ['265.00', '7992.00', '12667.00', '14829.00', '17034.00', '19281.00', '23850.00', '35086.00'];
const amounts = ['6335.00', '5506.00', '5212.00', '4587.00', '3828.00', '3071.00', '2163.00', '1454.00'];

test('pieces end at the ceilings of the decree', () => {
  const { dispositifs, date, pack, nearest } = engine.thresholds('revenu_brut_global', { ...student, revenu_brut_global: 16000 }, options);
  const { morceaux, etabli, jusqu_ou } = dispositifs.bourse_regionale;
  assert.equal(etabli, true);
  assert.deepEqual(morceaux.slice(0, -1).map(({ a }) => a), ceilings);
  assert.deepEqual(morceaux.slice(0, -1).map(({ droits }) => droits.montant_annuel), amounts);
  assert.deepEqual([morceaux.at(-1).de, morceaux.at(-1).verdict, morceaux.at(-1).conditions.ressources], ['35086.01', 'non_eligible', 'non_remplie']);
  // 16 000 € is of échelon 3, above the 14 829 € of échelon 4.
  assert.deepEqual(jusqu_ou, {
    valeur: '16000.00',
    meme_reponse: { de: '14829.01', a: '17034.00' },
    meme_verdict: { de: '0.00', a: '35086.00' },
  });
  assert.deepEqual([date, pack.empreinte, nearest.etat], ['2024-09-02', engine.pack.empreinte, 'pas_refuse']);
});

test('who is refused learns what would open', () => {
  // At most 15 hours of work a week: who works 30 may work 15.
  const refused = { ...student, heures_activite_hebdo: 30, revenu_brut_global: 16000 };
  const { nearest } = engine.thresholds('revenu_brut_global', refused, options);
  assert.deepEqual([nearest.etat, nearest.faits.map(({ fait, valeur }) => [fait, Number(valeur)])], ['trouve', [['heures_activite_hebdo', 15]]]);
  const several = engine.thresholds('revenu_brut_global', refused, { ...options, dispositifs: ['bourse_regionale', 'aref'], droits: [] });
  assert.deepEqual([several.nearest, Object.keys(several.dispositifs)], [null, ['aref', 'bourse_regionale']]);
});

test('two facts make a map, and each has a picture', () => {
  const map = engine.thresholds(['revenu_brut_global', 'heures_activite_hebdo'], student, options);
  const { boites } = map.dispositifs.bourse_regionale;
  assert.ok(boites.length > 8 && boites.every(({ de, a }) => de.length === 2 && a.length === 2));
  assert.match(engine.thresholdsSvg('revenu_brut_global', student, options), /^<svg[^]*€[^]*<\/svg>\s*$/);
});

test('what is wrong is told, all at once', () => {
  const codes = (...given) => {
    try {
      return engine.thresholds(...given);
    } catch (error) {
      assert.ok(error instanceof BaremeError);
      return error.findings.map(({ code }) => code);
    }
  };
  assert.deepEqual(codes('handicap_cdaph', {}, options), ['fait_sans_ordre']);
  assert.deepEqual(codes(['age', 'revenu_brut_global', 'distance_domicile_formation_km'], {}, options), ['type_invalide']);
  assert.deepEqual(codes(3, [], { date: 2024, droits: [4] }), ['type_invalide', 'type_invalide', 'objet_attendu', 'date_invalide']);
});

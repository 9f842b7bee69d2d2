// What a case expects of an answer, compared with its JSON. The reader of `bareme test` says what a case may write.
import assert from 'node:assert/strict';

const LISTS = ['manquants', 'avertissements', 'perimes', 'doutes', 'incompatible_avec', 'remplace_par', 'dispositifs', 'non_classes', 'au_lieu_de'];

/** Everything that the case expects of the decisions and of the best combination. */
export function check(answer, { nom, attendu = {}, meilleure_combinaison: best }) {
  for (const [id, { dit, ...expected }] of Object.entries(attendu)) {
    // Sentences are compared with those of the native teller.
    compare(answer.decisions[id], expected, `${nom}: ${id}`);
  }
  if (best === 'aucune') assert.equal(answer.meilleure_combinaison, null, nom);
  else if (best) compare(answer.meilleure_combinaison, best, `${nom}: meilleure_combinaison`);
}

/** What the case expects of an échéancier. */
export function checkCourse(course, { nom, echeancier }) {
  const { segments, total, complet, payeurs = {}, ...expected } = echeancier;
  const { totaux } = course;
  if (segments) assert.deepEqual(course.segments.map(({ du }) => du), segments.map(plain), nom);
  assert.equal(totaux.general, total ?? totaux.general, nom);
  assert.equal(totaux.complet, complet ?? totaux.complet, nom);
  for (const [payer, paid] of Object.entries(payeurs)) assert.equal(totaux.payeurs[payer].total, paid, nom);
  compare(course, expected, `${nom}: echeancier`);
}

/** What the case expects of the ways to be paid. */
export function checkIncomes(incomes, { nom, revenus }) {
  const { sequences, inconnus, ...expected } = revenus;
  if (inconnus) assert.deepEqual(incomes.inconnus.map(({ dispositif }) => dispositif).sort(), [...inconnus].sort(), nom);
  if (sequences) assert.equal(incomes.sequences.length, sequences.length, nom);
  for (const [position, { mois = {}, changements, ecart, ...wanted }] of (sequences ?? []).entries()) {
    const given = incomes.sequences[position];
    const months = new Map(given.mois.map(({ mois: month, total }) => [month, total]));
    for (const [month, total] of Object.entries(mois)) assert.equal(months.get(month), total, `${nom}: ${month}`);
    if (changements) assert.deepEqual([...new Set(given.changements.map(({ jour }) => jour))], changements.map(plain), nom);
    if (ecart !== undefined) assert.equal(given.ecart, ecart === 'inconnu' ? null : ecart, nom);
    compare(given, wanted, `${nom}: revenus`);
  }
  compare(incomes, expected, `${nom}: revenus`);
}

function compare(given, expected, place) {
  for (const [key, value] of Object.entries(expected)) {
    const where = `${place}.${key}`;
    if (LISTS.includes(key)) named(given[key], value, where);
    else if (key === 'inconnu') value.forEach((part) => assert.equal(given[part], null, where));
    else if (key === 'conditions' || key === 'priorites') {
      for (const [id, state] of Object.entries(value)) {
        assert.equal(given[key].find((item) => item.id === id)?.etat, state, where);
      }
    } else if (key === 'delais') {
      const days = Object.fromEntries((given[key] ?? []).map((one) => [one.id, one.jour ?? one.manquants]));
      assert.deepEqual(days, { ...plain(value) }, where);
    } else if (key === 'proches') {
      assert.equal(given[key].length, value.length, where);
      value.forEach((other, position) => compare(given[key][position], other, `${where}.${position}`));
    } else if (key === 'periode' && value === 'aucune') assert.equal(given[key], null, where);
    else if (isTable(value)) compare(given[key], value, where);
    else assert.deepEqual(given[key], plain(value), where);
  }
}

/** Lists whose items have one name or several: a doubt has its question and what it is about. */
function named(given, expected, where) {
  const items = given.map(names);
  const whole = Array.isArray(expected);
  const { dont = [], sans = [] } = whole ? { dont: expected } : expected;
  const there = (name) => items.some((item) => item.includes(name));
  for (const name of dont) assert.ok(there(name), `${where}: ${name}`);
  for (const name of sans) assert.ok(!there(name), `${where}: ${name}`);
  if (whole) items.forEach((item) => assert.ok(item.some((name) => expected.includes(name)), `${where}: ${item}`));
}

const names = (item) => (typeof item === 'string' ? [item] : [item.id, item.code, item.question, ...(item.porte_sur ?? [])]);
const isTable = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
const plain = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);

// Five hundred people drawn at random, through the interview without a page: never stuck, no question without effect, and the result is
// what the engine says of the whole dossier.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Engine } from 'bareme';
import { Interview, decodeState, encodeState, fromRange } from 'bareme/interview';

const PEOPLE = 500;
/** Of a hundred questions, those whose effect the sample may miss. */
const MISSED = 0.03;
const DATES = ['2026-11-28', '2027-03-01', '2025-09-01'];
const engine = await Engine.embedded();

/** Numbers that look like chance, the same each time. */
function chance(seed) {
  let state = (seed * 2654435761) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const day = (iso, days) => new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** A value that someone could give: the small ones more often. */
function value(fact, random, date) {
  if (fact.type === 'booleen') return random(2) === 0;
  if (fact.type === 'choix') return fact.valeurs[random(fact.valeurs.length)].nom;
  if (fact.type === 'date') return day(date, random(700) - 60);
  if (fact.coupures?.length > 1 && random(2) === 0) return fromRange(fact, fact.coupures[random(fact.coupures.length)]);
  const [min, max] = [Number(fact.min ?? 0), Number(fact.max ?? 40_000)];
  const size = min + random(Math.max(1, Math.floor([max - min + 1, 10, 60, 2000, 40_000][random(5)])));
  return engine.read(fact.nom, String(Math.min(size, max)));
}

/** Values that tell the answers of a question apart. */
function samples(fact, date) {
  if (fact.type === 'booleen') return [true, false];
  if (fact.type === 'choix') return fact.valeurs.map(({ nom }) => nom);
  const ends = (fact.coupures ?? []).flatMap(({ de, a }) => [de, a]);
  if (fact.type === 'date') return [...ends, ...[-400, -30, 0, 30, 90, 200, 300, 400, 800, 1200].map((days) => day(date, days))];
  const [min, max] = [Number(fact.min ?? 0), Number(fact.max ?? 100_000)];
  const sizes = [0, 1, 2, 3, 4, 5, 6, 8, 12, 16, 20, 24, 30, 36, 60, 120, 300, 600, 900, 1200, 1700, 2500, 5000, 12_000, 25_000, 60_000];
  return [...ends, ...[min, max, ...sizes].filter((size) => size >= min && size <= max).map((size) => engine.read(fact.nom, String(size)))];
}

/** What a dossier gives: decisions, what they wait for, what is asked next. */
function told(dossier, fact, date) {
  try {
    const { decisions } = engine.evaluate(dossier, { date });
    const seen = Object.values(decisions).map(({ verdict, droits, bornes, sous_reserve: reserve, conditions, demarche, manquants }) => [
      verdict, droits, bornes, reserve, conditions, demarche, manquants.filter((name) => name !== fact.nom),
    ]);
    return JSON.stringify([seen, engine.nextQuestions(dossier, { date }).map(({ nom }) => nom)]);
  } catch {
    return 'refused';
  }
}

/** Are there two people who differ by this answer alone, and to whom something else is told? */
function differs(dossier, fact, date) {
  let first;
  for (const given of samples(fact, date)) {
    const now = told({ ...dossier, [fact.nom]: given }, fact, date);
    if (now === 'refused') continue;
    first ??= now;
    if (now !== first) return true;
  }
  return false;
}

/** The same, with what is known so far, or once some of what is still asked is known too. */
function hasEffect(interview, fact, random) {
  const { ne_sait_pas: unknown = [], ...facts } = interview.dossier;
  const known = { ...facts, ne_sait_pas: unknown.filter((name) => name !== fact.nom) };
  if (differs(known, fact, interview.date)) return true;
  for (let completion = 0; completion < 60; completion += 1) {
    let dossier = known;
    for (let more = random(12) + 1; more > 0; more -= 1) {
      const others = engine.nextQuestions(dossier, { date: interview.date }).filter(({ nom }) => nom !== fact.nom);
      const other = others[random(others.length)];
      if (other === undefined) break;
      const next = { ...dossier, [other.nom]: value(other, random, interview.date) };
      if (told(next, fact, interview.date) !== 'refused') dossier = next;
    }
    if (differs(dossier, fact, interview.date)) return true;
  }
  return false;
}

test('five hundred people at random: an end, an effect for each question, the result of the engine', { timeout: 600_000 }, () => {
  const counts = [];
  let looks = 0;
  const idle = [];
  for (let seed = 1; seed <= PEOPLE; seed += 1) {
    const random = chance(seed);
    const interview = new Interview(engine, { date: DATES[random(DATES.length)] });
    if (random(12) === 0) interview.setWithoutProject(true);
    let left = Infinity;
    let steps = 0;
    for (let question = interview.current; question !== undefined; question = interview.current) {
      steps += 1;
      assert.ok(steps < 150, `seed ${seed} is stuck at ${question.nom}`);
      assert.notEqual(question.question, null, question.nom);
      const known = interview.answers.has(question.nom);
      const progress = interview.progress;
      assert.ok(progress.left <= left, `seed ${seed}: the estimate rises at ${question.nom}`);
      left = progress.left;
      // Looked at now and then: each look decides the dossier for every value.
      if (!known && random(25) === 0) {
        looks += 1;
        if (!hasEffect(interview, question, chance(seed + steps))) idle.push(`${question.nom} (seed ${seed})`);
      }
      const roll = random(24);
      if (roll === 0 && steps < 60 && interview.back()) continue;
      if (roll < 5) interview.skip();
      else if (interview.answer(value(question, random, interview.date)).length > 0) interview.skip();
    }
    const { answer, dossier, done } = interview.result;
    assert.ok(done);
    assert.deepEqual(answer, engine.evaluate(JSON.stringify(dossier), { date: interview.date }), `seed ${seed}`);
    const again = Interview.resume(engine, decodeState(engine, encodeState(engine, interview.toJSON())));
    assert.deepEqual(again.result.answer, answer, `seed ${seed}: a link gives another result`);
    counts.push(interview.answers.size);
  }
  counts.sort((a, b) => a - b);
  // The values that are tried are a sample: an effect that only one day or one sum has may be missed.
  assert.ok(idle.length <= looks * MISSED, `of ${looks} questions, no effect was found for ${idle.length}: ${idle.join(', ')}`);
  assert.ok(counts.at(-1) < 150);
});

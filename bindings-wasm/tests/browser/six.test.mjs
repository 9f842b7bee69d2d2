// Six people, from the first question to a page of paper: never stuck, told as the engine tells it, and each estimate falls.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { decodeState, encodeState } from 'bareme/interview';
import { six } from '../six.mjs';
import { answer, asked, begin, open, pass, settled, start, title, violations } from './browser.mjs';
import { engine, facts } from './facts.mjs';
import { follows, plain, shown } from './told.mjs';

const shots = process.env.BAREME_SHOTS;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
/** What a screen reader is told after an answer. */
const MOST_SAID = 120;

if (shots) mkdirSync(shots, { recursive: true });

async function picture(page, name, size) {
  if (!shots) return;
  await page.setViewportSize(size);
  await page.screenshot({ path: path.join(shots, `${name}-${size.width}.png`), fullPage: true });
}

/** A tree without what is folded in it. */
const closed = (blocks) => blocks.map((block) => ({ ...block, ...(block.blocs && { blocs: block.type === 'repli' ? [] : closed(block.blocs) }) }));

/** Answers until nothing is asked; gives what was said. */
async function interview(page, { sait }) {
  const said = [];
  const unknown = [];
  let left = Infinity;
  for (let step = 1; step < 120; step += 1) {
    const fact = await asked(page, facts);
    if (fact === undefined) return { unknown, said };
    const words = plain(await page.locator('.step').innerText());
    const [, number] = /encore (\d+) questions/.exec(words) ?? [];
    if (number !== undefined) {
      assert.ok(Number(number) <= left, `step ${step}: « ${words} » after ${left}`);
      left = Number(number);
    }
    const read = shots ? await page.locator('main').ariaSnapshot() : '';
    const value = sait[fact.nom];
    if (value === undefined) {
      unknown.push(fact.nom);
      await pass(page);
    } else {
      await answer(page, fact, value);
      assert.equal(await page.locator('[role=alert]').filter({ hasText: /./ }).count(), 0, `${fact.nom} = ${value} is refused`);
    }
    const live = await page.locator('[aria-live=polite]').innerText();
    assert.ok(live.length > 0 && live.length <= MOST_SAID, live);
    said.push(`${read}\n  → ${value ?? 'je ne sais pas'}\n  (annoncé : ${live})\n`);
  }
  throw new Error('questions without end');
}

for (const [name, persona] of Object.entries(six)) {
  test(`${name}: ${persona.titre}`, async (t) => {
    const { page, check } = await open(await start(t), { viewport: PHONE }, `#date=${persona.date}`);
    await begin(page);
    const { said } = await interview(page, persona);
    t.diagnostic(`${said.length} questions`);
    assert.equal(await title(page), 'Vos résultats');
    const result = await page.evaluate(() => {
      const { dossier, answer } = document.querySelector('bareme-form').interview.result;
      return { dossier, answer };
    });
    // What the page computed is what the engine says of the whole dossier.
    assert.deepEqual(result.answer, engine.evaluate(JSON.stringify(result.dossier), { date: persona.date }));
    assert.deepEqual(Object.keys(result.dossier).filter((fact) => fact !== 'ne_sait_pas' && !(fact in persona.sait)), []);
    // What a screen reader reads, step by step.
    if (shots) writeFileSync(path.join(shots, `${name}-lecteur.txt`), [...said, await page.locator('main').ariaSnapshot()].join('\n'));
    await picture(page, name, PHONE);
    await picture(page, name, DESK);
    const state = await page.evaluate(() => document.querySelector('bareme-form').state);
    const link = `https://un-site-de-la-region.example/formulaire/#r=${encodeState(engine, state)}`;
    assert.ok(link.length <= 500, `${link.length} characters`);
    assert.deepEqual(decodeState(engine, link.split('#r=')[1]).reponses, state.reponses);
    // On paper: one page of A4, with what is to be asked for.
    const paper = await page.pdf({ format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' }, ...(shots && { path: path.join(shots, `${name}.pdf`) }) });
    const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.equal(pages, 1, `the sheet takes ${pages} pages`);
    // What is folded stays so on paper: its title says how many it holds.
    follows(plain(await page.locator('.sheet').textContent()), closed(engine.tell(result.answer, { brief: true }).blocs), `${name}: the sheet`);
    assert.deepEqual(await violations(page), []);
    follows(plain(await shown(page)), engine.tell(result.answer).blocs, name);
    // Back to the last question, and forth.
    await page.goBack();
    await settled(page);
    assert.ok((await asked(page, facts)) !== undefined);
    await page.goForward();
    await page.getByRole('heading', { level: 2, name: 'Vos résultats' }).waitFor();
    check();
  });
}

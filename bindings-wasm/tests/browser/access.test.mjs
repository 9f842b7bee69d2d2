// Every step for everyone: axe-core in light and dark, narrow screens, large text, keyboard alone, what a screen reader is told.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { answer, asked, begin, beginAtSituation, open, pass, root, settled, start, title, toResults, violations } from './browser.mjs';
import { facts } from './facts.mjs';
import { personas } from './personas.mjs';

const shots = process.env.BAREME_SHOTS;

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Walks through the form and calls `each` on every step; everything that opens is opened. */
async function walk(page, persona, each) {
  await each('debut');
  for (const summary of await page.locator('summary').all()) await summary.click();
  await each('debut-ouvert');
  await begin(page);
  for (let step = 1; step < 100; step += 1) {
    const fact = await asked(page, facts);
    if (fact === undefined) break;
    if (step % 4 === 1) await page.getByText('Pourquoi cette question ?').click();
    await each(`${String(step).padStart(2, '0')}-${fact.nom}`);
    if (step === 3) {
      await page.getByRole('button', { name: 'Continuer' }).click();
      await each(`${String(step).padStart(2, '0')}-erreur`);
    }
    const value = persona[fact.nom];
    if (value === undefined) await pass(page);
    else await answer(page, fact, value);
  }
  await each('resultats');
  for (const summary of await page.locator('.fold > summary, .results > section > .card > .why > summary').all()) await summary.click();
  await page.locator('.reasons').first().waitFor();
  await each('resultats-pourquoi');
}

for (const [scheme, persona, width] of [
  ['light', 'salariee', 320],
  ['dark', 'etudiante', 1280],
  ['light', 'demandeur', 768],
]) {
  test(`axe finds nothing on any step: ${scheme}, ${width} px`, async (t) => {
    const env = await start(t);
    const { page, check } = await open(env, {
      colorScheme: scheme,
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    });
    let steps = 0;
    await walk(page, personas[persona], async (name) => {
      assert.deepEqual(await violations(page), [], name);
      assert.ok((await overflow(page)) <= 0, `${name} is wider than ${width} px`);
      if (shots) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: path.join(shots, `${width}-${scheme}-${name}.png`), fullPage: true });
      }
      steps += 1;
    });
    assert.ok(steps > 10, `${steps} steps`);
    check();
  });
}

test('axe would find a fault: the check can fail', async (t) => {
  const { page } = await open(await start(t));
  await begin(page);
  await page.evaluate(() => {
    const shadow = document.querySelector('bareme-form').shadowRoot;
    shadow.querySelector('form').insertAdjacentHTML('beforeend', '<input type="text">');
  });
  assert.match((await violations(page)).join(), /label/);
});

test('400 % zoom: 1280 px become 320, and nothing is lost', async (t) => {
  const { page, check } = await open(await start(t), { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
  await begin(page);
  assert.ok((await overflow(page)) <= 0);
  await page.getByRole('button', { name: 'Continuer' }).scrollIntoViewIfNeeded();
  assert.ok(await page.getByRole('button', { name: 'Continuer' }).isVisible());
  check();
});

test('with the keyboard alone, from the start to the results', async (t) => {
  const { page, check } = await open(await start(t), { reducedMotion: 'reduce' });
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return { tag: at?.tagName, type: at?.type, text: at?.textContent ?? '', id: at?.id };
    });
  const tabTo = async (found) => {
    for (let press = 0; press < 40; press += 1) {
      const at = await focused();
      if (found(at)) return at;
      await page.keyboard.press('Tab');
    }
    throw new Error('the keyboard does not reach it');
  };
  await page.keyboard.press('Tab');
  assert.match((await focused()).text, /Aller au formulaire/);
  await page.keyboard.press('Enter');
  await tabTo((at) => at.text === 'Commencer');
  await page.keyboard.press('Enter');
  let answered = 0;
  for (let step = 0; step < 80; step += 1) {
    await settled(page);
    const fact = await asked(page, facts);
    // Each step moves the focus to its title, so that the next key and the screen reader begin there.
    const at = await focused();
    assert.equal(at.tag, 'H2', `step ${step}: the focus is on ${at.tag} ${at.text}`);
    if (fact === undefined) break;
    if (fact.type === 'booleen' || (fact.type === 'choix' && fact.valeurs.length <= 10)) {
      await tabTo((control) => control.type === 'radio');
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      answered += 1;
    } else if (fact.type === 'date') {
      await tabTo((control) => control.id === 'reponse');
      await page.keyboard.type('01/09/2027');
      await page.keyboard.press('Enter');
      answered += 1;
    } else if (fact.type === 'choix') {
      await tabTo((control) => control.tag === 'SELECT');
      for (let down = 0; down < 4; down += 1) await page.keyboard.press('ArrowDown');
      await tabTo((control) => control.text === 'Continuer');
      await page.keyboard.press('Enter');
      answered += 1;
    } else {
      await tabTo((control) => control.text === 'Je ne sais pas');
      await page.keyboard.press('Enter');
    }
  }
  assert.equal(await title(page), 'Vos résultats');
  assert.ok(answered > 3, `${answered} answers`);
  check();
});

test('a screen reader is told what each answer changes, in few words', async (t) => {
  const { page, check } = await open(await start(t));
  const status = await beginAtSituation(page, facts);
  const live = page.locator('[aria-live=polite]');
  await answer(page, status, 'apprenti');
  assert.match(await live.innerText(), /questions?|dernière/);
  assert.ok((await live.innerText()).length <= 120);
  // A group of choices is named by its question, a field by its label.
  const control = page.locator('fieldset, [id=reponse]').first();
  assert.match(await control.getAttribute('aria-describedby'), /aide/);
  check();
});

for (const [name, options] of [
  ['200 % zoom', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
  ['320 px', { viewport: { width: 320, height: 640 } }],
]) {
  test(`the pages around the form, the way without a project, and erasing: ${name}`, async (t) => {
    const env = await start(t);
    const { page, check } = await open(env, options);
    const look = async (what) => {
      assert.deepEqual(await violations(page), [], what);
      assert.ok((await overflow(page)) <= 0, `${what} is too wide`);
    };
    await look('start');
    await page.getByRole('button', { name: 'Je ne connais pas encore mon projet' }).click();
    await settled(page);
    await look('question');
    await pass(page);
    await toResults(page);
    assert.equal(await page.getByRole('heading', { name: 'Sans projet précis, par où commencer ?' }).count(), 1);
    await look('results');
    await page.getByRole('button', { name: 'Tout effacer' }).click();
    await look('confirmation');
    await page.keyboard.press('Escape');
    for (const [link, heading] of [['Accessibilité', 'Déclaration d’accessibilité'], ['Mentions légales', 'Mentions légales']]) {
      await page.getByRole('link', { name: link }).click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await look(heading);
      assert.ok((await page.locator('.fill').count()) > 0, 'places to fill in');
      assert.doesNotMatch(await page.locator('body').innerText(), /\{\{|undefined/);
      await page.getByRole('link', { name: 'Revenir au formulaire' }).click();
      await settled(page);
    }
    check();
  });
}

test('nothing moves for whoever asks for less motion', async (t) => {
  const { page, check } = await open(await start(t), { reducedMotion: 'reduce' });
  await begin(page);
  const moving = await page.evaluate(() =>
    [...document.querySelector('bareme-form').shadowRoot.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return transitionDuration !== '0s' || animationName !== 'none';
    }).length,
  );
  assert.equal(moving, 0);
  check();
});

// From the first question to the results, as three people, with the values of the command line.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { commandLine, commandLineCourse } from '../native.mjs';
import { DATE, answer, asked, begin, beginAtSituation, open, pass, settled, start, title, toResults } from './browser.mjs';
import { dispositifs, engine, facts } from './facts.mjs';
import { personas } from './personas.mjs';

/** Answers until nothing is left to ask; gives what was stated. */
async function interview(page, persona) {
  const stated = {};
  for (let step = 0; step < 120; step += 1) {
    const fact = await asked(page, facts);
    if (fact === undefined) {
      assert.equal(await title(page), 'Vos résultats');
      return stated;
    }
    const value = persona[fact.nom];
    if (value === undefined) await pass(page);
    else {
      stated[fact.nom] = value;
      await answer(page, fact, value);
    }
  }
  throw new Error('questions without end');
}

/** Every text of a tree that is told, in the order of reading. */
function* texts(blocks) {
  for (const block of blocks) {
    yield* [block.titre, block.etat, block.montant, block.apercu].filter((text) => text !== undefined);
    if (block.type === 'tableau') {
      yield* block.colonnes;
      for (const { cellules, sous } of block.lignes) yield* [...cellules, ...spoken(sous)];
    } else if (block.type === 'sources') yield* block.sources.map(({ texte }) => texte);
    else if (block.lignes) yield* spoken(block.lignes);
    if (block.blocs) yield* texts(block.blocs);
  }
}

function* spoken(lines) {
  for (const { texte, suite = [] } of lines) {
    // Between facts that can be asked for, the form has a list.
    for (const piece of texte) if ('texte' in piece) yield piece.texte.replace(/^\s*[;.]\s*/, '');
    yield* spoken(suite);
  }
}

/** What the page shows, with all that is folded. */
const shown = (page) =>
  page.locator('.panel').evaluate((panel) => {
    for (const fold of panel.querySelectorAll('details.fold')) {
      fold.open = true;
      fold.dispatchEvent(new Event('bareme-open'));
    }
    return panel.textContent;
  });

/** Each of these texts, one after the other. */
function follows(page, tree, what) {
  let at = 0;
  for (const text of [...texts(tree)].map((text) => plain(text).trim())) {
    const found = page.indexOf(text, at);
    assert.ok(found >= 0, `${what}: « ${text} » is not after « ${page.slice(Math.max(0, at - 80), at)} »`);
    at = found + text.length;
  }
}

for (const [name, persona] of Object.entries(personas)) {
  test(`${name}: from the first question to what the command line decides, told as the engine tells it`, async (t) => {
    const { page, check } = await open(await start(t));
    await begin(page);
    const stated = await interview(page, persona);
    const json = engine.evaluateJson(stated, { date: DATE });
    assert.equal(json, commandLine(stated, DATE));
    const { blocs } = engine.tell(json);
    const seen = plain(await shown(page));
    follows(seen, blocs, name);
    // In the order of the tree, and no other: an aid first, what is refused folded.
    const order = await page.locator('.results > section:not(.course) > h3, .results > details > summary > h3').allTextContents();
    assert.deepEqual(order.map(plain), blocs.flatMap(({ titre }) => titre ?? []).map(plain));
    assert.ok((await page.locator('.card.oui').count()) > 0, `${name} can ask for something`);
    const asked = dispositifs.filter((d) => d.objet === 'personne' && d.statut !== 'hypothese' && ['aide', 'decision'].includes(d.nature));
    const options = { date: DATE, dispositifs: asked.map(({ id }) => id) };
    const course = engine.schedule(stated, options);
    assert.equal(JSON.stringify(course), JSON.stringify(JSON.parse(commandLineCourse(stated, DATE, options.dispositifs))));
    const paid = course.echeancier.segments.some(({ versements }) => versements.length > 0);
    // What it ends with is said once, for the page.
    if (paid) follows(seen, engine.tell(course).blocs.slice(0, -1), `${name}: the course`);
    check();
  });
}

test('the reasons open under a card, and the letter is a document to keep', async (t) => {
  const { page, check } = await open(await start(t));
  await begin(page);
  const stated = await interview(page, personas.etudiante);
  const card = page.locator('.card.oui').first();
  const id = await card.getAttribute('data-dispositif');
  await card.getByText('Pourquoi ?').click();
  const answer = engine.evaluate(stated, { date: DATE });
  follows(plain(await card.locator('.reasons').textContent()), engine.reasons(answer, id).blocs, id);
  const links = await card.locator('.reasons a').evaluateAll((list) => list.map(({ href, rel }) => ({ href, rel })));
  assert.ok(links.length > 0 && links.every(({ href, rel }) => href.startsWith('https://') && rel === 'noopener noreferrer'));
  const downloading = page.waitForEvent('download');
  await card.getByRole('button', { name: /Enregistrer la lettre/ }).click();
  const letter = await readFile(await (await downloading).path(), 'utf8');
  assert.equal(letter, engine.letter(answer, id, { format: 'html' }));
  check();
});

test('a fact that is missing can be given from the results', async (t) => {
  const { page, check } = await open(await start(t));
  await answer(page, await beginAtSituation(page, facts), 'salarie_prive');
  await toResults(page);
  const fact = page.locator('[data-fait]').first();
  const name = await fact.getAttribute('data-fait');
  await fact.click();
  await settled(page);
  assert.equal((await asked(page, facts))?.nom, name);
  check();
});

const plain = (text) => text?.replace(/[\u00a0\u202f]/g, ' ').replace(/’/g, "'");

test('going back shows the answer, and changing it changes the results', async (t) => {
  const { page, check } = await open(await start(t));
  await beginAtSituation(page, facts);
  const first = await title(page);
  const depth = await page.evaluate(() => history.state.depth);
  await page.getByRole('radio', { name: /poursuite d’études/ }).check();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.waitForFunction((before) => history.state?.depth === before + 1, depth);
  await page.getByRole('button', { name: 'Question précédente' }).click();
  await page.waitForFunction((before) => history.state?.depth === before, depth);
  assert.equal(await title(page), first);
  assert.ok(await page.getByRole('radio', { name: /poursuite d’études/ }).isChecked());
  await page.getByRole('radio', { name: 'Apprentie ou apprenti' }).check();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await toResults(page);
  const refused = page.locator('.fold').filter({ hasText: /ne vous (est|sont) pas ouvertes?/ });
  await refused.locator('summary').first().click();
  // What is folded is built when it is opened.
  await refused.getByText(/ne pas être en apprentissage/i).first().waitFor();
  // And from the list of answers.
  await page.getByRole('button', { name: /Modifier : Situation/ }).click();
  await page.getByRole('radio', { name: /poursuite d’études/ }).check();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.goBack();
  assert.equal(await title(page), first);
  check();
});

test('a wrong answer is said where it is, and keeps the focus', async (t) => {
  const { page, check } = await open(await start(t), {}, `#reponses=${encoded([['statut', 'poursuite_scolarite']])}`);
  for (let step = 0; step < 60 && !(await page.getByLabel('Jour').count()); step += 1) await pass(page);
  await page.getByRole('button', { name: 'Continuer' }).click();
  assert.match(await page.getByRole('alert').innerText(), /Écrivez le jour/);
  await page.getByLabel('Jour').fill('31');
  await page.getByLabel('Mois').fill('2');
  await page.getByLabel('Année').fill('2025');
  await page.getByRole('button', { name: 'Continuer' }).click();
  assert.match(await page.getByRole('alert').innerText(), /n’existe pas dans le calendrier/);
  const focused = await page.evaluate(() => document.activeElement.shadowRoot.activeElement.id);
  assert.equal(focused, 'reponse');
  assert.equal(await page.getByLabel('Jour').getAttribute('aria-invalid'), 'true');
  check();
});

test('an amount is read as people write it, and refused with both readings where there are two', async (t) => {
  const { page, check } = await open(await start(t));
  await begin(page);
  let fact = await asked(page, facts);
  for (; fact?.nom !== 'revenu_brut_global'; fact = await asked(page, facts)) {
    const value = personas.etudiante[fact.nom];
    if (value === undefined) await pass(page);
    else await answer(page, fact, value);
  }
  const question = await title(page);
  await page.getByRole('textbox').fill('18.250');
  await page.getByRole('button', { name: 'Continuer' }).click();
  const refusal = plain(await page.getByRole('alert').innerText());
  assert.match(refusal, /Écrivez 18 250, ou 18,25 : le nombre que vous avez écrit peut se lire des deux façons\./);
  assert.equal(await title(page), question);
  // What was typed is still there to correct.
  assert.equal(await page.getByRole('textbox').inputValue(), '18.250');
  assert.equal(await page.getByRole('textbox').getAttribute('aria-invalid'), 'true');
  const kept = () => page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
  assert.doesNotMatch(await kept(), /revenu_brut_global/);
  // With the spaces that a French keyboard, a spreadsheet and a web page write.
  const spellings = [' ', '\u00a0', '\u202f'].flatMap((space) => [`${space}250,00`, `${space}250${space}€`]);
  for (const [index, spelling] of spellings.entries()) {
    const depth = await page.evaluate(() => history.state?.depth ?? 0);
    await page.getByRole('textbox').fill(`${11 + index}${spelling}`);
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.waitForFunction((before) => history.state?.depth === before + 1, depth);
    const [saved] = JSON.parse(await kept());
    const stated = new Map(JSON.parse(saved).reponses);
    assert.equal(Number(stated.get('revenu_brut_global')), (11 + index) * 1000 + 250, spelling);
    await page.getByRole('button', { name: 'Question précédente' }).click();
    await page.waitForFunction((before) => history.state?.depth === before, depth);
    assert.equal(await title(page), question);
  }
  check();
});

test('a sensitive question may be refused, and a link leaves its answer out', async (t) => {
  const env = await start(t);
  const { page, check } = await open(env, { permissions: ['clipboard-read', 'clipboard-write'] });
  await begin(page);
  let refused = 0;
  for (;;) {
    const fact = await asked(page, facts);
    if (fact === undefined) break;
    if (fact.sensible) {
      assert.ok(await page.getByRole('button', { name: 'Je préfère ne pas répondre' }).isVisible());
      refused += 1;
      if (refused === 1) {
        await answer(page, fact, true);
        continue;
      }
    }
    const value = personas.etudiante[fact.nom];
    if (value === undefined || fact.sensible) await pass(page);
    else await answer(page, fact, value);
  }
  assert.ok(refused > 0);
  await page.getByRole('button', { name: 'Copier un lien' }).click();
  await page.getByText('Lien copié').first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link.split('#')[0], env.address);
  const text = Buffer.from(link.split('reponses=')[1], 'base64url').toString();
  const { reponses } = JSON.parse(text);
  const sensitive = facts.filter((fact) => fact.sensible).map((fact) => fact.nom);
  assert.deepEqual(reponses.filter(([name, value]) => sensitive.includes(name) && value !== null), []);
  const other = await open(env, {}, `#${link.split('#')[1]}`);
  assert.ok(reponses.length > 5);
  assert.equal(new URL(other.page.url()).hash, '');
  check();
  other.check();
});

test('a reload goes on, a file is saved and loaded, everything can be erased', async (t) => {
  const env = await start(t);
  const { page, check } = await open(env);
  await answer(page, await beginAtSituation(page, facts), 'salarie_prive');
  const before = await title(page);
  await page.reload();
  await settled(page);
  assert.equal(await title(page), before);
  await toResults(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Enregistrer mes réponses' }).click();
  const file = await (await downloading).path();
  await page.getByRole('button', { name: 'Tout effacer' }).click();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.getByText('Reprendre des réponses enregistrées').click();
  await page.getByLabel(/Le fichier que vous avez/).setInputFiles(file);
  await page.getByRole('button', { name: 'Continuer' }).waitFor();
  assert.equal(await title(page), before);
  check();
});

function encoded(reponses) {
  return Buffer.from(JSON.stringify({ date: DATE, dispositifs: [], reponses })).toString('base64url');
}

// From the first question to the results, as three people, with the values of the command line.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { Interview, encodeState } from 'bareme/interview';
import { commandLine, commandLineCourse } from '../native.mjs';
import { DATE, answer, asked, begin, beginAtSituation, open, pass, settled, start, title, toResults, violations } from './browser.mjs';
import { dispositifs, engine, facts } from './facts.mjs';
import { personas } from './personas.mjs';
import { follows, plain, shown } from './told.mjs';

/** Answers until nothing is left to ask; gives what was stated. */
async function interview(page, persona) {
  const stated = { ne_sait_pas: [] };
  for (let step = 0; step < 120; step += 1) {
    const fact = await asked(page, facts);
    if (fact === undefined) {
      assert.equal(await title(page), 'Vos résultats');
      return stated;
    }
    const value = persona[fact.nom];
    if (value === undefined) {
      stated.ne_sait_pas.push(fact.nom);
      await pass(page);
    } else {
      stated[fact.nom] = value;
      await answer(page, fact, value);
    }
  }
  throw new Error('questions without end');
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
    const order = await page.locator('.results > section > h3, .results > details:not(.course) > summary > h3').allTextContents();
    assert.deepEqual(order.map(plain), blocs.flatMap(({ titre }) => titre ?? []).map(plain));
    assert.ok((await page.locator('.results > section').first().locator('.card').count()) > 0, `${name} can ask for something`);
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
  const card = page.locator('.card').first();
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

test('what was supposed is corrected from the results, and the results follow', async (t) => {
  const { page, check } = await open(await start(t));
  await begin(page);
  await interview(page, personas.etudiante);
  const state = () => page.evaluate(() => {
    const { suppositions, decisive, answers, result } = document.querySelector('bareme-form').interview;
    return { supposed: suppositions.map(({ fait }) => fait), decisive: decisive.map(({ fait }) => fait), answers: [...answers.keys()], verdicts: JSON.stringify(result.answer.decisions) };
  });
  const before = await state();
  await page.getByText(/Ce que nous avons supposé/).click();
  const corrections = page.locator('details:has(h3:text("Ce que nous avons supposé")) [data-corriger]');
  assert.equal(await corrections.count(), before.supposed.filter((name) => facts.find(({ nom }) => nom === name).question !== null).length);
  const name = await corrections.first().getAttribute('data-corriger');
  // What something rests on comes first.
  if (before.decisive.length > 0) assert.ok(before.decisive.includes(name), name);
  await corrections.first().click();
  await settled(page);
  const fact = await asked(page, facts);
  assert.equal(fact.nom, name);
  await pass(page);
  assert.ok((await state()).answers.includes(name));
  assert.ok((await state()).supposed.includes(name), 'whoever does not know leaves what is usual');
  await page.evaluate((of) => document.querySelector('bareme-form').interview.unset(of), name);
  assert.deepEqual((await state()).supposed, before.supposed);
  check();
});

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

test('a wrong answer is said where it is, in the words of the page, and keeps the focus', async (t) => {
  const { page, check } = await open(await start(t));
  await begin(page);
  for (let step = 0; step < 60 && !(await page.getByLabel('Jour').count()); step += 1) await pass(page);
  const refused = async (parts, said) => {
    for (const [label, text] of Object.entries(parts)) await page.getByLabel(label).fill(text);
    await page.getByRole('button', { name: 'Continuer' }).click();
    assert.match(plain(await page.getByRole('alert').innerText()), said);
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.id), 'reponse');
    assert.equal(await page.getByLabel('Jour').getAttribute('aria-invalid'), 'true');
  };
  await refused({}, /Écrivez le jour/);
  await refused({ Jour: '31' }, /Il manque le mois et l'année\./);
  await refused({ Jour: '31', Mois: '2', Année: '2025' }, /Le 31 février 2025 n'existe pas dans le calendrier\./);
  await refused({ Jour: '1', Mois: '9', Année: '25' }, /quatre chiffres/);
  await refused({ Jour: '1', Mois: '9', Année: '1025' }, /Cette date est trop loin\. Écrivez une date du/);
  // A date that is pasted whole is shared out.
  for (const label of ['Mois', 'Année']) await page.getByLabel(label).fill('');
  await page.getByLabel('Jour').fill('01/09/2027');
  await page.getByLabel('Jour').blur();
  assert.deepEqual(await Promise.all(['Jour', 'Mois', 'Année'].map((label) => page.getByLabel(label).inputValue())), ['1', '9', '2027']);
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
  const given = () => page.evaluate(() => new Map(document.querySelector('bareme-form').state.reponses).get('revenu_brut_global'));
  assert.equal(await given(), undefined);
  // With the spaces that a French keyboard, a spreadsheet and a web page write.
  const spellings = [' ', '\u00a0', '\u202f'].flatMap((space) => [`${space}250,00`, `${space}250${space}€/an`]);
  for (const [index, spelling] of spellings.entries()) {
    const depth = await page.evaluate(() => history.state?.depth ?? 0);
    await page.getByRole('textbox').fill(`${11 + index}${spelling}`);
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.waitForFunction((before) => history.state?.depth === before + 1, depth);
    assert.equal(Number(await given()), (11 + index) * 1000 + 250, spelling);
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
  assert.ok(link.length <= 500, `${link.length} characters`);
  const sensitive = new Set(facts.filter((fact) => fact.sensible).map((fact) => fact.nom));
  const stateOf = (of) => of.evaluate(() => document.querySelector('bareme-form').state.reponses);
  const here = await stateOf(page);
  assert.ok(here.some(([name, value]) => sensitive.has(name) && value !== null));
  const other = await open(env, {}, `#${link.split('#')[1]}`);
  assert.deepEqual(await stateOf(other.page), here.filter(([name, value]) => !sensitive.has(name) || value === null));
  assert.equal(new URL(other.page.url()).hash, '');
  check();
  other.check();
});

test('a link that cannot be used says why', async (t) => {
  const env = await start(t);
  const interview = new Interview(engine, { date: DATE });
  interview.set('statut', 'apprenti');
  const good = encodeState(engine, interview.toJSON());
  const elsewhere = (pack) => ({ pack: { ...engine.pack, ...pack }, facts: () => facts, dispositifs: () => dispositifs });
  const impossible = { ...interview.toJSON(), reponses: [['date_entree_formation', '2027-09-01'], ['date_fin_formation', '2026-09-01']] };
  for (const [fragment, cause] of [
    [`r=${good.slice(0, -3)}`, /incomplet ou abîmé/],
    ['r=%C3%A9', /pas été fait par ce formulaire/],
    [`reponses=${Buffer.from('{"date":"2024-09-02","reponses":[]}').toString('base64url')}`, /ancien formulaire/],
    [`r=${encodeState(elsewhere({ empreinte: `sha256:${'1'.repeat(64)}`, version: '1999.1.0' }), interview.toJSON())}`, /autre version des règles \(1999\.1\.0\)/],
    [`r=${encodeState(elsewhere({ id: 'ailleurs' }), interview.toJSON())}`, /suit d'autres règles/],
    [`r=${encodeState(engine, impossible)}`, /ne peuvent pas être reprises\. La cause : deux réponses se contredisent, alors que « La formation finit après avoir commencé »/],
  ]) {
    const { page, context } = await open(env, {}, `#${fragment}`);
    assert.match(plain(await page.locator('.said').innerText()), cause);
    assert.ok((await page.locator('[aria-live=polite]').innerText()).length <= 120);
    assert.equal(await page.getByRole('button', { name: 'Commencer' }).count(), 1);
    assert.equal(new URL(page.url()).hash, '');
    await context.close();
  }
});

test('a reload goes on, a file is saved and loaded, everything can be erased once it is confirmed', async (t) => {
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
  const erase = page.getByRole('button', { name: 'Tout effacer' });
  await erase.click();
  const dialog = page.getByRole('dialog', { name: 'Effacer toutes vos réponses ?' });
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  assert.equal(await dialog.count(), 0);
  assert.equal(await title(page), 'Vos résultats');
  await erase.click();
  await dialog.getByRole('button', { name: 'Garder' }).click();
  assert.ok((await page.evaluate(() => document.querySelector('bareme-form').state.reponses.length)) > 0);
  await erase.click();
  await dialog.getByRole('button', { name: 'Tout effacer' }).click();
  await page.getByRole('button', { name: 'Commencer' }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
  await page.getByText('Reprendre des réponses enregistrées').click();
  await page.getByLabel(/Le fichier que vous avez/).setInputFiles(file);
  await page.getByRole('button', { name: 'Continuer' }).waitFor();
  assert.equal(await title(page), before);
  check();
});

test('this device keeps the answers only when asked, and forgets them at once', async (t) => {
  const env = await start(t);
  const { page, context, check } = await open(env);
  await answer(page, await beginAtSituation(page, facts), 'salarie_prive');
  const stored = () => page.evaluate(() => localStorage.length);
  assert.equal(await stored(), 0);
  const before = await title(page);
  await toResults(page);
  const keep = page.getByRole('checkbox', { name: /Garder mes réponses sur cet appareil/ });
  await keep.check();
  assert.equal(await stored(), 1);
  // In another tab, later: nothing is shown before the person says so.
  const later = await context.newPage();
  await later.goto(env.address);
  await later.getByText('sont gardées sur cet appareil').waitFor();
  await later.getByRole('button', { name: 'Reprendre mes réponses' }).click();
  await settled(later);
  assert.equal(await title(later), before);
  await later.close();
  const again = await context.newPage();
  await again.goto(env.address);
  await again.getByRole('button', { name: 'Les oublier' }).click();
  await again.getByText('a oublié vos réponses').first().waitFor();
  assert.equal(await stored(), 0);
  check();
});

test('nothing chosen is nothing: the form says so, and asks nothing', async (t) => {
  const { page, check } = await open(await start(t));
  await page.getByText('Choisir les aides et la date').click();
  await page.getByRole('button', { name: 'Tout décocher' }).click();
  await page.getByText('Aucune aide n’est choisie : aucune question').waitFor();
  await page.getByRole('button', { name: 'Commencer' }).click();
  assert.match(await page.getByRole('alert').filter({ hasText: 'Choisissez-en' }).innerText(), /Aucune aide n’est choisie/);
  await page.getByRole('checkbox', { name: /Bourse régionale/ }).check();
  await begin(page);
  assert.deepEqual(await page.evaluate(() => document.querySelector('bareme-form').state.dispositifs), ['bourse_regionale']);
  check();
});

// Without a network, in another page, and along a hundred random walks.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { Engine } from 'bareme';
import { DATE, beginAtSituation, open, root, settled, start, title } from './browser.mjs';

const facts = (await Engine.paysDeLaLoire()).facts();

test('once loaded, it works without a network', async (t) => {
  const env = await start(t);
  const { page, context, check } = await open(env);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // The server is gone, not only said to be: what still comes was kept on the device.
  env.server.closeAllConnections();
  await new Promise((resolve) => env.server.close(resolve));
  await context.setOffline(true);
  await page.reload();
  await settled(page);
  await beginAtSituation(page, facts);
  await page.getByRole('radio', { name: 'Apprentie ou apprenti' }).check();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByText(/ne vous (est|sont) pas ouvertes?/).first().waitFor();
  check();
});

test('a page embeds it with its own colours, and without its history', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bareme-embed-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(path.join(root, 'form/dist'), folder, { recursive: true });
  writeFileSync(path.join(folder, 'host.css'), 'bareme-form { --bareme-accent: rgb(120, 20, 90); font: 20px serif; }');
  writeFileSync(
    path.join(folder, 'host.html'),
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>La Région</title><link rel="icon" href="icon.svg">
    <link rel="stylesheet" href="host.css"><script type="module" src="form.js"></script></head>
    <body><main><h1>La Région</h1><bareme-form date="${DATE}"></bareme-form></main></body></html>`,
  );
  const env = await start(t, folder);
  const { page, check } = await open(env, {}, 'host.html');
  const button = page.getByRole('button', { name: 'Commencer' });
  assert.equal(await button.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(120, 20, 90)');
  const length = await page.evaluate(() => history.length);
  await beginAtSituation(page, facts);
  await page.getByRole('radio', { name: 'Apprentie ou apprenti' }).check();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('button', { name: 'Question précédente' }).click();
  assert.match(await title(page), /situation/);
  assert.equal(await page.evaluate(() => history.length), length);
  assert.equal((await page.evaluate(() => navigator.serviceWorker.getRegistrations())).length, 0);
  check();
});

test('a date that is none is told, not left for the first click', async (t) => {
  const { address, browser } = await start(t);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}#date=demain`);
  await page.getByRole('alert').filter({ hasText: 'n’a pas pu se charger' }).waitFor();
  await context.close();
});

test('a hundred random walks end on the results', { timeout: 300_000 }, async (t) => {
  const { page, check } = await open(await start(t));
  for (let seed = 1; seed <= 100; seed += 1) {
    const walked = await page.evaluate(randomWalk, seed);
    assert.equal(walked.title, 'Vos résultats', `seed ${seed}: ${JSON.stringify(walked)}`);
    assert.ok(walked.slowest < 1000, `seed ${seed}: a step took ${walked.slowest} ms`);
  }
  check();
});

/** In the page: answers at random, goes back and changes answers at random, until the results. */
async function randomWalk(seed) {
  let state = seed * 2654435761;
  const random = (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return state % below;
  };
  sessionStorage.clear();
  document.querySelector('bareme-form').remove();
  const form = document.createElement('bareme-form');
  form.setAttribute('date', ['2024-09-02', '2025-09-01', '2022-09-05'][random(3)]);
  const ready = new Promise((resolve) => form.addEventListener('bareme-ready', resolve, { once: true }));
  document.querySelector('main').append(form);
  await ready;
  const shadow = form.shadowRoot;
  const button = (text) => [...shadow.querySelectorAll('button')].find((b) => b.textContent.startsWith(text));
  button('Commencer').click();
  let steps = 0;
  let slowest = 0;
  const trace = [];
  while (shadow.querySelector('form') !== null && steps < 400) {
    steps += 1;
    const question = shadow.querySelector('form');
    trace.push(question.querySelector('h2').textContent.slice(0, 40));
    const began = performance.now();
    const roll = random(20);
    if (roll === 0 && steps < 200) button('Question précédente').click();
    else if (roll === 1) button(question.textContent.includes('Je préfère') ? 'Je préfère' : 'Je ne sais pas').click();
    else {
      const radios = [...question.querySelectorAll('input[type=radio]')];
      const select = question.querySelector('select');
      const inputs = [...question.querySelectorAll('input[type=text]')];
      if (radios.length > 0) radios[random(radios.length)].checked = true;
      else if (select) select.selectedIndex = 1 + random(select.options.length - 1);
      else if (inputs.length === 3) {
        inputs[0].value = String(1 + random(28));
        inputs[1].value = String(1 + random(12));
        inputs[2].value = String(2021 + random(6));
      } else inputs[0].value = String(random([3, 20, 100, 3000, 40000][random(5)]));
      question.requestSubmit();
      // A value out of bounds, or one that contradicts another, is refused: the person passes.
      if (question.isConnected && shadow.querySelector('[role=alert]').textContent !== '') {
        button(question.textContent.includes('Je préfère') ? 'Je préfère' : 'Je ne sais pas').click();
      }
    }
    if (button('Commencer')) button('Commencer').click();
    slowest = Math.max(slowest, performance.now() - began);
  }
  return { title: shadow.querySelector('h2').textContent, steps, slowest: Math.round(slowest), last: trace.slice(-5) };
}

// Without a network, with a wrong date, and along random walks through the page.
import assert from 'node:assert/strict';
import test from 'node:test';
import { beginAtSituation, open, settled, start } from './browser.mjs';
import { facts } from './facts.mjs';

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

test('a date that is none is told, and the day of today is taken', async (t) => {
  const env = await start(t);
  for (const date of ['demain', '2026-02-31', '26-1-1']) {
    const { page, context } = await open(env, {}, `#date=${date}`);
    const said = await page.locator('.said').innerText();
    assert.ok(said.includes(`« ${date} »`.replace(/ /g, '\u00a0')) && /n’est pas une date/.test(said) && /Les droits sont calculés au/.test(said), said);
    await context.close();
  }
});

test('twenty random walks through the page end on the results', { timeout: 300_000 }, async (t) => {
  const { page, check } = await open(await start(t));
  for (let seed = 1; seed <= 20; seed += 1) {
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

// The figures of the package and of the form, in the browser. It measures; tests never time.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { begin, open, root, start } from '../tests/browser/browser.mjs';
import { sizes } from './sizes.mjs';

const ends = [];
const env = await start({ after: (end) => ends.push(end) });
const dossier = readFileSync(path.join(root, '../examples/dossiers/etudiante_infirmiere.json'), 'utf8');

/** The middle of many runs, and what only one in twenty exceeds, in milliseconds. */
const summary = (times) => {
  const sorted = times.toSorted((a, b) => a - b);
  return { middle: sorted[Math.floor(sorted.length / 2)], high: sorted[Math.floor(sorted.length * 0.95)] };
};
const figure = (what, { middle, high }, limit, unit, scale = 1) => {
  const text = (value) => (value * scale).toFixed(scale === 1 ? 1 : 0);
  const verdict = middle * scale <= limit ? 'within' : 'OVER';
  console.log(`${what.padEnd(58)} ${text(middle).padStart(8)} ${unit} (95 %: ${text(high)})   ${verdict} ${limit} ${unit}`);
};

const { module, form } = sizes();
const bytes = (value) => ({ middle: value / 1000, high: value / 1000 });
figure('module with every rule, gzip', bytes(module), 280, 'kB');
figure('script and style of the form, gzip', bytes(form), 45, 'kB');

// Ready: from the last byte of the module to an engine that answers, then to the first page, each time in a new page.
const ready = { 'bareme-engine': [], 'bareme-ready': [] };
for (let run = 0; run < 15; run += 1) {
  const { page, context } = await open(env);
  for (const [name, times] of Object.entries(ready))
    times.push(await page.evaluate((of) => performance.getEntriesByName(of)[0].duration, name));
  await context.close();
}
figure('engine ready after download', summary(ready['bareme-engine']), 60, 'ms');
figure('  the first page of the form', summary(ready['bareme-ready']), 60, 'ms');

const { page } = await open(env);
const decide = await page.evaluate(
  ([text, date]) => {
    const { engine } = document.querySelector('bareme-form');
    const given = JSON.parse(text);
    const of = (use) => {
      const times = [];
      // The clock of a browser is coarse: ten calls a time.
      for (let run = 0; run < 300; run += 1) {
        const began = performance.now();
        for (let call = 0; call < 10; call += 1) use();
        times.push((performance.now() - began) / 10);
      }
      return times.slice(100);
    };
    return {
      text: of(() => engine.evaluateJson(given, { date })),
      object: of(() => engine.evaluate(given, { date })),
      questions: of(() => engine.nextQuestions(given, { date })),
      number: engine.dispositifs().length,
    };
  },
  [dossier, '2024-09-02'],
);
figure(`one decision of the ${decide.number} dispositifs, as text`, summary(decide.text), 300, 'µs', 1000);
figure('  the same, as an object', summary(decide.object), 300, 'µs', 1000);
figure('  the facts still worth asking', summary(decide.questions), 2000, 'µs', 1000);

// A page of the form: from the click to the new page, laid out.
await begin(page);
const steps = await page.evaluate(() => {
  const shadow = document.querySelector('bareme-form').shadowRoot;
  const times = [];
  for (let step = 0; step < 200; step += 1) {
    const question = shadow.querySelector('form');
    const button = question && [...question.querySelectorAll('button')].find((b) => /^Je /.test(b.textContent));
    if (!button) break;
    const radio = question.querySelector('input[type=radio]');
    if (radio) radio.checked = true;
    const began = performance.now();
    if (radio) question.requestSubmit();
    else button.click();
    shadow.host.getBoundingClientRect();
    times.push(performance.now() - began);
  }
  return times;
});
figure(`a page of the form, over ${steps.length} pages`, summary(steps), 16, 'ms');
for (const end of ends) await end();

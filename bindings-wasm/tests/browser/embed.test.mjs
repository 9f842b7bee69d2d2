// The form in other pages: plain, in a frame, in React, twice, with other rules, in other colours.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { build } from 'esbuild';
import { DATE, answer, asked, begin, open, pass, root, settled, start, title, toResults, violations } from './browser.mjs';
import { archive } from '../native.mjs';
import { facts } from './facts.mjs';

const dist = path.join(root, 'form/dist');

/** A site with these files, served. */
async function site(t, fill, policy) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bareme-embed-'));
  t.after(() => rmSync(folder, { recursive: true }));
  await fill(folder);
  return start(t, folder, policy);
}

const page = (head, body) =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le site</title><link rel="icon" href="icon.svg">${head}</head><body><main><h1>Le site</h1>${body}</main></body></html>`;
const SCRIPT = '<script type="module" src="form.js"></script>';

const withForm = (files) => (folder) => {
  cpSync(dist, folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
};

test('a plain page: its colours, its header that stays, its events, and nothing hidden', async (t) => {
  const env = await site(t, (folder) => {
    cpSync(dist, folder, { recursive: true });
    cpSync(path.join(root, 'examples/embed/plain'), folder, { recursive: true });
  });
  const { page: shown, check } = await open(env, { viewport: { width: 390, height: 500 }, reducedMotion: 'reduce' }, '');
  const button = shown.getByRole('button', { name: 'Commencer' });
  assert.equal(await button.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(0, 0, 145)');
  await shown.evaluate(() => {
    globalThis.told = [];
    for (const name of ['bareme-answer', 'bareme-result']) {
      document.addEventListener(name, ({ detail }) => told.push([name, JSON.parse(JSON.stringify(detail))]));
    }
  });
  await begin(shown);
  const given = {};
  for (let step = 0; step < 12; step += 1) {
    const fact = await asked(shown, facts);
    if (fact === undefined) break;
    assert.notEqual(fact.nom, 'statut', 'what the page knows is not asked');
    // The question is under the header of the page, not behind it.
    const [bar, head] = await Promise.all([shown.locator('.top').boundingBox(), shown.getByRole('heading', { level: 2 }).boundingBox()]);
    assert.ok(head.y >= bar.y + bar.height, `${fact.nom} at ${head.y} is behind a header of ${bar.height}`);
    await pass(shown);
    given[fact.nom] = null;
  }
  const told = await shown.evaluate(() => globalThis.told);
  const answers = told.filter(([name]) => name === 'bareme-answer').map(([, detail]) => detail);
  assert.deepEqual(answers.map(({ fait }) => fait), Object.keys(given));
  assert.ok(answers.every(({ valeur, sensible, restantes }) => valeur === null && typeof sensible === 'boolean' && restantes >= 0));
  if ((await title(shown)) !== 'Vos résultats') await toResults(shown);
  const [, result] = (await shown.evaluate(() => globalThis.told)).at(-1);
  assert.equal(result.dossier.statut, 'poursuite_scolarite');
  assert.equal(result.date, '2026-11-28');
  assert.ok(result.reponse.decisions.bourse_regionale);
  assert.deepEqual(result.sensibles, []);
  assert.deepEqual(await violations(shown), []);
  // The theme follows what the page says, dark too.
  await shown.evaluate(() => document.documentElement.setAttribute('data-fr-theme', 'dark'));
  assert.equal(await shown.locator('.panel').evaluate((panel) => getComputedStyle(panel).backgroundColor), 'rgb(22, 22, 22)');
  assert.deepEqual(await violations(shown), []);
  check();
});

test('attributes and properties, before and after', async (t) => {
  const env = await site(t, withForm({
    'host.html': page('', `<bareme-form date="${DATE}" dispositifs="bourse_regionale"></bareme-form>`),
  }));
  const { browser, address } = env;
  const shown = await (await browser.newContext()).newPage();
  await shown.goto(`${address}host.html`);
  // A property that was set before the script came.
  await shown.evaluate(() => {
    document.querySelector('bareme-form').dossier = { statut: 'apprenti' };
  });
  await shown.addScriptTag({ type: 'module', url: 'form.js' });
  await shown.getByRole('button', { name: 'Commencer' }).click();
  await settled(shown);
  const state = () => shown.evaluate(() => document.querySelector('bareme-form').state);
  assert.deepEqual((await state()).reponses, [['statut', 'apprenti']]);
  assert.deepEqual((await state()).dispositifs, ['bourse_regionale']);
  assert.equal(await title(shown), 'Vos résultats');
  await shown.evaluate(() => {
    const form = document.querySelector('bareme-form');
    form.dispositifs = null;
    form.removeAttribute('dispositifs');
    form.dossier = { statut: 'salarie_prive', age: 40 };
    form.date = '2026-11-28';
  });
  await shown.getByRole('button', { name: 'Commencer' }).waitFor();
  assert.deepEqual(await state().then(({ reponses, date, dispositifs }) => ({ reponses, date, dispositifs })), {
    reponses: [['statut', 'salarie_prive'], ['age', 40]],
    date: '2026-11-28',
    dispositifs: null,
  });
  await shown.evaluate(() => {
    document.querySelector('bareme-form').dossier = { agee: 40 };
  });
  await shown.getByRole('alert').filter({ hasText: 'aucun fait ne s’appelle' }).waitFor();
});

test('loaded twice, in two versions: one element, no fault', async (t) => {
  const env = await site(t, (folder) => {
    withForm({ 'host.html': page(`${SCRIPT}<script type="module" src="other/form.js"></script>`, `<bareme-form date="${DATE}"></bareme-form>`) })(folder);
    mkdirSync(path.join(folder, 'other'));
    cpSync(dist, path.join(folder, 'other'), { recursive: true });
  });
  const { page: shown, check } = await open(env, {}, 'host.html');
  await begin(shown);
  assert.equal(await shown.evaluate(() => typeof customElements.get('bareme-form').version), 'string');
  check();
});

test('any rules: those of a file, and true causes when there are none', async (t) => {
  const env = await site(t, (folder) => {
    withForm({
      'host.html': page(SCRIPT, '<bareme-form date="2024-09-02" pack="autre.bpk"></bareme-form>'),
      'gone.html': page(SCRIPT, '<bareme-form date="2024-09-02" pack="absent.bpk"></bareme-form>'),
      'words.html': page(SCRIPT, `<bareme-form date="2024-09-02" dossier="statut: apprenti"></bareme-form>`),
      'bad.html': page(SCRIPT, '<bareme-form date="2024-09-02" pack="icon.svg"></bareme-form>'),
    })(folder);
    cpSync(archive, path.join(folder, 'autre.bpk'));
  });
  const { page: shown, check } = await open(env, {}, 'host.html');
  assert.equal(await shown.evaluate(() => document.querySelector('bareme-form').engine.pack.id), 'archive');
  await begin(shown);
  const known = await shown.evaluate(() => document.querySelector('bareme-form').engine.facts());
  for (let step = 0; step < 10 && (await asked(shown, known)) !== undefined; step += 1) await pass(shown);
  assert.equal(await title(shown), 'Vos résultats');
  assert.doesNotMatch(await shown.locator('body').innerText(), /Loire/);
  check();
  for (const [at, cause] of [['gone.html', 'introuvable'], ['words.html', 'ne peuvent pas être lues'], ['bad.html', 'ne peut pas commencer']]) {
    await shown.goto(env.address + at);
    await shown.getByRole('alert').filter({ hasText: cause }).waitFor();
  }
});

test('in a frame of another page', async (t) => {
  const env = await site(
    t,
    (folder) => {
      cpSync(path.join(root, 'examples/embed/iframe'), folder, { recursive: true });
      cpSync(dist, path.join(folder, 'form'), { recursive: true });
    },
    (policy) => policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'").replace("img-src 'self'", "img-src 'self' data:").replace("connect-src", "frame-src 'self'; connect-src"),
  );
  const context = await env.browser.newContext();
  const shown = await context.newPage();
  await shown.goto(env.address);
  const frame = shown.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Commencer' }).click();
  await frame.getByRole('button', { name: 'Continuer' }).waitFor();
  await frame.getByRole('button', { name: 'Je ne sais pas' }).click();
  // What cannot be undone is asked in the frame too.
  await toResults(frame);
  await frame.getByRole('button', { name: 'Tout effacer' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Tout effacer' }).click();
  await frame.getByRole('button', { name: 'Commencer' }).waitFor();
});

test('in React: the element, and one’s own screens over the same interview', async (t) => {
  const env = await site(t, async (folder) => {
    const example = path.join(root, 'examples/embed/react');
    await build({
      entryPoints: [path.join(example, 'App.tsx')],
      outfile: path.join(folder, 'app.js'),
      bundle: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'warning',
    });
    cpSync(path.join(example, 'index.html'), path.join(folder, 'index.html'));
    cpSync(path.join(root, 'dist/bareme.wasm'), path.join(folder, 'bareme.wasm'));
  }, (policy) => policy.replace("img-src 'self'", "img-src 'self' data:"));
  const context = await env.browser.newContext();
  const shown = await context.newPage();
  const faults = [];
  shown.on('pageerror', (error) => faults.push(String(error)));
  await shown.goto(env.address);
  const own = shown.getByRole('form', { name: 'Une question' });
  const label = () => own.locator('label').innerText();
  await own.waitFor();
  const first = await label();
  await own.getByRole('button', { name: 'Passer' }).click();
  assert.notEqual(await label(), first);
  await own.getByRole('button', { name: 'Revenir' }).click();
  assert.equal(await label(), first);
  const form = shown.getByRole('region', { name: 'Le formulaire' });
  await form.getByRole('button', { name: 'Commencer' }).click();
  await form.getByRole('button', { name: 'Continuer' }).waitFor();
  await form.getByRole('button', { name: /Je (ne sais pas|préfère)/ }).click();
  await toResults(shown);
  await shown.getByText(/Réponses reçues : [1-9]/).waitFor();
  assert.deepEqual(faults, []);
});

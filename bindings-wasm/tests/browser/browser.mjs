// A real browser on the built form, and what every test asks of a page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { POLICY, serve } from '../../scripts/serve.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
export const DATE = '2024-09-02';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts a server and a browser for a file of tests; `t.after` ends them. */
export async function start(t, folder = path.join(root, 'form/dist'), policy = (text) => text) {
  const { server, address } = await serve(folder, 0, () => false, policy(POLICY));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  t.after(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });
  return { address, browser, server };
}

/** A page of the form, ready; `check()` fails on an error of the console or a request to anywhere else. */
export async function open({ address, browser }, options = {}, at = `#date=${DATE}`) {
  const context = await browser.newContext({ locale: 'fr-FR', ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith('blob:') && !url.startsWith('data:')) faults.push(`request to ${url}`);
  });
  await page.goto(address + at);
  await page.getByRole('heading', { level: 2 }).waitFor();
  return { page, context, check: () => assert.deepEqual(faults, []) };
}

export async function begin(page) {
  await page.getByRole('button', { name: 'Commencer' }).click();
  await settled(page);
}

/** A step is drawn in one go: its title is there. */
export const settled = (page) => page.getByRole('heading', { level: 2 }).waitFor();

/** The title, as the rules write it: plain spaces and apostrophes. */
export const title = async (page) => (await page.getByRole('heading', { level: 2 }).innerText()).replace(/[\u00a0\u202f]/g, ' ').replace(/’/g, "'");

/** The name of the fact that is asked, or nothing on the results. */
export async function asked(page, facts) {
  const text = await title(page);
  return facts.find((fact) => fact.question === text);
}

/** Answers the question that is shown, as a person would: with the value, where ranges are offered too. */
export async function answer(page, fact, value) {
  const exact = page.getByRole('button', { name: 'Donner le chiffre exact' });
  if ((await exact.count()) > 0) await exact.click();
  if (fact.type === 'booleen') await page.getByRole('radio', { name: value ? 'Oui' : 'Non', exact: true }).check();
  else if (fact.type === 'choix') {
    const label = fact.valeurs.find((member) => member.nom === value).libelle;
    if (fact.valeurs.length > 10) await page.getByRole('combobox').selectOption(value);
    else await page.getByRole('radio', { name: label.replace(/'/g, '’'), exact: true }).check();
  } else if (fact.type === 'date') {
    const [year, month, day] = value.split('-');
    await page.getByLabel('Jour').fill(String(Number(day)));
    await page.getByLabel('Mois').fill(String(Number(month)));
    await page.getByLabel('Année').fill(year);
  } else await page.getByRole('textbox').fill(String(value).replace('.', ','));
  await page.getByRole('button', { name: 'Continuer' }).click();
  await settled(page);
}

/** Begins, and goes on until the situation of the person is asked. */
export async function beginAtSituation(page, facts) {
  await begin(page);
  for (let step = 0; step < 10; step += 1) {
    const fact = await asked(page, facts);
    if (fact.nom === 'statut') return fact;
    if (fact.type === 'date') await answer(page, fact, DATE);
    else await pass(page);
  }
  throw new Error('the situation is not asked');
}

export async function pass(page) {
  await page.getByRole('button', { name: /Je ne sais pas|Je préfère ne pas répondre/ }).click();
  await settled(page);
}

/** What axe-core finds against WCAG 2.2 AA and its best practices. */
export async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  });
}

/** From a question to the results. */
export async function toResults(page) {
  const side = page.locator('.side details');
  if (!(await side.evaluate((details) => details.open))) await side.locator('summary').click();
  await page.getByRole('button', { name: 'Voir les résultats et les raisons' }).click();
  await page.getByRole('heading', { level: 2, name: 'Vos résultats' }).waitFor();
}

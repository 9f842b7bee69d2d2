// The form as static files in form/dist: script, styles, module, service worker.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { parse } from 'smol-toml';

const PAGES = ['index.html', 'accessibilite.html', 'mentions.html'];

export async function buildForm(root) {
  const form = path.join(root, 'form');
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const define = { VERSION: JSON.stringify(version) };
  const out = path.join(form, 'dist');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const common = {
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  };
  await build({
    ...common,
    entryPoints: [path.join(form, 'src/page.ts')],
    outfile: path.join(out, 'form.js'),
    define,
    // The styles of the form go into its own tree, as text.
    plugins: [{ name: 'styles', setup: styles }],
  });
  // The element in the package: the engine and the interview beside it, which a page may use too.
  await build({
    ...common,
    entryPoints: [path.join(form, 'src/define.ts')],
    outfile: path.join(root, 'dist/form.js'),
    define,
    plugins: [{ name: 'styles', setup: styles }, { name: 'beside', setup: beside }],
  });
  copyFileSync(path.join(form, 'form.d.ts'), path.join(root, 'dist/form.d.ts'));
  for (const folder of ['dist', 'form/dist']) copyFileSync(path.join(form, 'theme-dsfr.css'), path.join(root, folder, 'theme-dsfr.css'));
  await build({ ...common, entryPoints: [path.join(form, 'page.css')], outfile: path.join(out, 'page.css') });
  copyFileSync(path.join(form, 'icon.svg'), path.join(out, 'icon.svg'));
  const words = wordsOf(root);
  for (const page of PAGES) writeFileSync(path.join(out, page), filled(readFileSync(path.join(form, page), 'utf8'), words));
  copyFileSync(path.join(root, 'dist/bareme.wasm'), path.join(out, 'bareme.wasm'));
  const files = [...PAGES, 'form.js', 'page.css', 'icon.svg', 'bareme.wasm'];
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(out, file)));
  await build({
    ...common,
    entryPoints: [path.join(form, 'worker/worker.ts')],
    outfile: path.join(out, 'worker.js'),
    define: {
      FILES: JSON.stringify(['./', ...files]),
      VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)),
    },
  });
}

function styles({ onLoad }) {
  onLoad({ filter: /form\.css$/ }, async ({ path: file }) => {
    const { transform } = await import('esbuild');
    const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true, charset: 'utf8' });
    return { contents: code, loader: 'text' };
  });
}

function beside({ onResolve }) {
  onResolve({ filter: /^bareme(\/interview)?$/ }, ({ path: name }) => ({ path: name === 'bareme' ? './index.js' : './interview.js', external: true }));
}

/** What the pages say of the rules and of the site, as HTML; a text that nobody wrote is a place to fill in. */
function wordsOf(root) {
  const read = (file) => parse(readFileSync(file, 'utf8'));
  const pack = read(path.join(root, '../rules/pack.toml'));
  const site = read(process.env.BAREME_SITE ?? path.join(root, 'form/site.toml'));
  const { region, titre, version } = pack;
  const said = { ...site, region, titre, version, contact: pack.contact ?? site.contact };
  said.conformite_courte = site.conformite || 'déclaration à établir';
  const open = {
    editeur: 'nom et adresse de l’organisme', publication: 'nom de la personne responsable', hebergeur: 'nom, adresse et téléphone de l’hébergeur',
    contact: 'adresse où écrire', conformite: 'totalement, partiellement ou non conforme, après audit', audit: 'qui a fait l’audit, quel jour, quel taux',
    non_accessible: 'ce qui n’est pas accessible, et pourquoi', declaration: 'jour de la déclaration',
  };
  const escaped = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  const words = Object.entries(open).map(([name, hint]) => [name, `<span class="fill">[à compléter : ${hint}]</span>`]);
  return { ...Object.fromEntries(words), ...Object.fromEntries(Object.entries(said).flatMap(([name, text]) => (text ? [[name, escaped(text)]] : []))) };
}

const filled = (page, words) =>
  page.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (words[name] === undefined) throw new Error(`the page names {{${name}}}, which nothing says`);
    return words[name];
  });

// The packed package, where nothing else is: in Node, with TypeScript, and through a bundler.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'bareme-pack-'));
after(() => rmSync(folder, { recursive: true }));
const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const node = (file) => execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }).trim();

const [{ filename, files }] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], root));
writeFileSync(path.join(folder, 'package.json'), '{"type":"module","private":true}');
npm(['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], folder);

const use = (argument) => `const engine = await Engine.paysDeLaLoire(${argument});
const { decisions } = engine.evaluate({ statut: 'apprenti' }, { date: '2024-09-02', dispositifs: ['bourse_regionale'] });
console.log(decisions.bourse_regionale.verdict);`;

test('it holds what it needs, and nothing else', () => {
  const names = files.map((file) => file.path);
  assert.ok(names.includes('dist/bareme.wasm') && names.includes('dist/index.d.ts') && names.includes('dist/form.js') && names.includes('dist/interview.d.ts') && names.includes('README.md'));
  assert.deepEqual(names.filter((name) => !/^(dist\/|README\.md$|LICENSE$|package\.json$)/.test(name)), []);
  assert.deepEqual(readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.')), ['bareme']);
});

test('it works in Node', () => {
  writeFileSync(path.join(folder, 'plain.js'), `import { Engine } from 'bareme';\n${use('')}`);
  assert.equal(node('plain.js'), 'non_eligible');
});

test('the interview works in Node, beside the same engine', () => {
  writeFileSync(
    path.join(folder, 'interview.js'),
    `import { Engine } from 'bareme';
    import { Interview } from 'bareme/interview';
    const interview = new Interview(await Engine.embedded(), { date: '2024-09-02', dispositifs: ['bourse_regionale'], dossier: { statut: 'apprenti' } });
    console.log(interview.current, interview.result.answer.decisions.bourse_regionale.verdict);`,
  );
  assert.equal(node('interview.js'), 'undefined non_eligible');
});

test('its types are found, strictly, in the two ways of modules', () => {
  const form = `import 'bareme/form';
    import { Interview, type InterviewState } from 'bareme/interview';
    const form = document.createElement('bareme-form');
    form.dossier = { age: 19 };
    form.addEventListener('bareme-result', ({ detail }) => console.log(detail.sensibles, detail.reponse?.decisions));
    const state: InterviewState | undefined = form.state;
    export const again = state && form.engine && Interview.resume(form.engine, state);`;
  writeFileSync(path.join(folder, 'typed.ts'), `import { Engine } from 'bareme';\n${use('')}\n${form}`);
  for (const [module, moduleResolution] of [['nodenext', 'nodenext'], ['preserve', 'bundler']]) {
    const flags = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2023,dom', '--types', ''];
    const args = [path.join(root, 'node_modules/.bin/tsc'), ...flags, '--module', module, '--moduleResolution', moduleResolution];
    execFileSync(process.execPath, [...args, 'typed.ts'], { cwd: folder, stdio: 'inherit' });
  }
});

test('it works through a bundler: the module beside the bundle, or inside it', async () => {
  writeFileSync(path.join(folder, 'beside.js'), `import { Engine } from 'bareme';\n${use('')}`);
  // For the browsers of today, not those to come.
  const common = { absWorkingDir: folder, bundle: true, format: 'esm', target: 'es2022', logLevel: 'silent' };
  await build({ ...common, entryPoints: ['beside.js'], outfile: 'out/beside.mjs', platform: 'node' });
  copyFileSync(path.join(folder, 'node_modules/bareme/dist/bareme.wasm'), path.join(folder, 'out/bareme.wasm'));
  assert.equal(node('out/beside.mjs'), 'non_eligible');
  writeFileSync(
    path.join(folder, 'inside.js'),
    `import { Engine } from 'bareme';\nimport module from 'bareme/bareme.wasm';\n${use('module')}`,
  );
  writeFileSync(path.join(folder, 'form.js'), `import 'bareme/form';`);
  await build({ ...common, entryPoints: ['form.js'], outfile: 'out/form.mjs', platform: 'browser' });
  assert.match(readFileSync(path.join(folder, 'out/form.mjs'), 'utf8'), /bareme-form/);
  const loader = { '.wasm': 'binary' };
  await build({ ...common, entryPoints: ['inside.js'], outfile: 'out/inside.mjs', platform: 'browser', loader });
  assert.equal(node('out/inside.mjs'), 'non_eligible');
});

// build.mjs FOLDER [--fast] : makes dist/ from js/ and from what wasm-bindgen wrote in FOLDER, then the form in form/dist.
// --fast leaves the module as it was compiled: larger, for whoever works on the form.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildForm } from './build-form.mjs';

const root = path.resolve(import.meta.dirname, '..');
const generated = path.resolve(process.argv[2] ?? '');
const tool = (name, ...args) =>
  execFileSync(process.execPath, [path.join(root, 'node_modules/.bin', name), ...args], { cwd: root, stdio: 'inherit' });

// wasm-bindgen types `Symbol.dispose` of its classes, which only `esnext` has: whoever uses the package would need it too.
const types = readFileSync(path.join(generated, 'bareme.d.ts'), 'utf8').replace(/^ *\[Symbol\.dispose\]\(\): void;\n/gm, '');
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
for (const folder of ['js/wasm', 'dist/wasm']) {
  mkdirSync(path.join(root, folder), { recursive: true });
  // tsc reads the types beside the sources, a user beside the package.
  copyFileSync(path.join(generated, 'bareme.js'), path.join(root, folder, 'bareme.js'));
  writeFileSync(path.join(root, folder, 'bareme.d.ts'), types);
}
tool('tsc', '-p', 'tsconfig.json');
// Not Debian's binaryen: version 108 writes a module that does not start.
// These passes make a smaller module, and a larger download: repeated code is what gzip removes.
const larger = ['inlining-optimizing', 'local-cse', 'reorder-functions'];
const passes = ['-Oz', ...larger.map((name) => `--skip-pass=${name}`)];
const [compiled, shipped] = [path.join(generated, 'bareme_bg.wasm'), path.join(root, 'dist/bareme.wasm')];
if (process.argv[3] === '--fast') copyFileSync(compiled, shipped);
else tool('wasm-opt', ...passes, compiled, '-o', shipped);
// npm packs no link and no file above the package.
copyFileSync(path.join(root, '../LICENSE'), path.join(root, 'LICENSE'));
await buildForm(root);

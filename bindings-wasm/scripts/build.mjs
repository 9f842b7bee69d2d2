// build.mjs FOLDER : makes dist/ from js/ and from what wasm-bindgen wrote in FOLDER, then the form in form/dist.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildForm } from './build-form.mjs';

const root = path.resolve(import.meta.dirname, '..');
const generated = path.resolve(process.argv[2] ?? '');
const tool = (name, ...args) =>
  execFileSync(process.execPath, [path.join(root, 'node_modules/.bin', name), ...args], { cwd: root, stdio: 'inherit' });

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
for (const folder of ['js/wasm', 'dist/wasm']) {
  mkdirSync(path.join(root, folder), { recursive: true });
  // tsc reads the types beside the sources, a user beside the package.
  for (const file of ['bareme.js', 'bareme.d.ts']) {
    copyFileSync(path.join(generated, file), path.join(root, folder, file));
  }
}
tool('tsc', '-p', 'tsconfig.json');
// Not Debian's binaryen: version 108 writes a module that does not start.
// These passes make a smaller module, and a larger download: repeated code is what gzip removes.
const larger = ['inlining-optimizing', 'local-cse', 'reorder-functions'];
const passes = ['-Oz', ...larger.map((name) => `--skip-pass=${name}`)];
tool('wasm-opt', ...passes, path.join(generated, 'bareme_bg.wasm'), '-o', path.join(root, 'dist/bareme.wasm'));
await buildForm(root);

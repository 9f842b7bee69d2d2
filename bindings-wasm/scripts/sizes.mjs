// What a phone downloads, in bytes after `gzip -9`. The zlib of Node is not the same everywhere: it is the program that counts.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const gzip = (...files) =>
  files.reduce((sum, file) => sum + execFileSync('gzip', ['-9c', path.join(root, file)], { maxBuffer: 1 << 28 }).length, 0);

export const sizes = () => ({ module: gzip('dist/bareme.wasm'), form: gzip('form/dist/form.js', 'form/dist/page.css') });

// What a phone downloads, in bytes after gzip.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '..');
const gzip = (...files) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(root, file)), { level: 9 }).length, 0);

export const sizes = () => ({ module: gzip('dist/bareme.wasm'), form: gzip('form/dist/form.js', 'form/dist/page.css') });

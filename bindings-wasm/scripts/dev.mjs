// dev.mjs [PORT] : serves the form and builds it again when its sources, the rules or the engine change; the page then reloads.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildForm } from './build-form.mjs';
import { serve } from './serve.mjs';

const root = path.resolve(import.meta.dirname, '..');
const repository = path.resolve(root, '..');
// What esbuild alone makes, and what needs the compiler.
const PAGES = ['bindings-wasm/form', 'bindings-wasm/js'];
const COMPILED = ['rules', 'core/src', 'recit/src', 'bindings-wasm/src', 'Cargo.toml'];
const MADE = new Set(['dist', 'wasm', 'target', 'node_modules']);

// The latest change under these paths. Polled: the same on every system, on shared folders too.
function latest(paths) {
  const times = [];
  const walk = (file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return;
    times.push(found.mtimeMs);
    if (!found.isDirectory()) return;
    for (const name of readdirSync(file)) if (!MADE.has(name)) walk(path.join(file, name));
  };
  for (const name of paths) walk(path.join(repository, name));
  return Math.max(...times);
}

const readers = new Set();
const out = path.join(root, 'form/dist');

function answer(asked, response) {
  if (asked === '/changes') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    readers.add(response);
    response.on('close', () => readers.delete(response));
    return true;
  }
  if (asked === '/changes.js') {
    response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
    response.end("new EventSource('changes').onmessage = () => location.reload();\n");
    return true;
  }
  if (asked !== '/' && asked !== '/index.html') return false;
  // Without the service worker, which would serve the files of yesterday.
  const page = readFileSync(path.join(out, 'index.html'), 'utf8').replace(' data-offline', '');
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page.replace('</head>', '<script type="module" src="changes.js"></script>\n</head>'));
  return true;
}

function compile() {
  return spawnSync(path.join(repository, 'scripts/build-wasm'), ['--fast'], { stdio: 'inherit' }).status === 0;
}

async function build(what, make) {
  const start = Date.now();
  try {
    if ((await make()) === false) throw new Error('see above');
    console.log(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
    for (const reader of readers) reader.write('data: built\n\n');
  } catch (error) {
    // A slip while one writes: the form of before stays.
    console.error(`${what}: failed, ${error.message}`);
  }
}

let seen = { pages: latest(PAGES), compiled: latest(COMPILED) };
if (!compile()) process.exit(1);
const { address } = await serve(out, Number(process.argv[2] ?? 0), answer);
console.log(`The form is at ${address} and follows its sources (Ctrl+C to stop)`);

for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const now = { pages: latest(PAGES), compiled: latest(COMPILED) };
  const changed = { pages: now.pages !== seen.pages, compiled: now.compiled !== seen.compiled };
  seen = now;
  if (changed.compiled) await build('Rules and engine', compile);
  else if (changed.pages) {
    // The form is made from what the compiler wrote of js/.
    await build('Form', () => spawnSync(process.execPath, ['node_modules/.bin/tsc', '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' }).status === 0 && buildForm(root));
  }
}

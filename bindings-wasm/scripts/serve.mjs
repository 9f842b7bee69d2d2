// serve.mjs [PORT] : the form on a loopback port, with the headers that a site should send.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
// The page states this policy itself; only a header can say who may frame it.
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// `also` may answer a request itself, and then returns true.
export function serve(folder, port = 0, also = () => false, policy = POLICY) {
  const server = http.createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (also(asked, response)) return;
    const file = path.join(folder, path.normalize(asked.endsWith('/') ? `${asked}index.html` : asked));
    try {
      if (!file.startsWith(folder + path.sep)) throw new Error('outside');
      const body = await readFile(file);
      response.writeHead(200, {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve({ server, address: `http://127.0.0.1:${server.address().port}/` }));
  });
}

if (process.argv[1] === import.meta.filename) {
  const folder = path.resolve(import.meta.dirname, '../form/dist');
  const { address } = await serve(folder, Number(process.argv[2] ?? 0));
  console.log(`The form is at ${address} (Ctrl+C to stop)`);
}

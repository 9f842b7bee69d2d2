import { readFile } from 'node:fs/promises';

/** The module beside this file: `fetch` of Node reads no file. */
export async function read(): Promise<Response | Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL('./bareme.wasm', import.meta.url)));
}

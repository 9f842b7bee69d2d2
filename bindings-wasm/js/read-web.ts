/** The module beside this file, as browsers and most bundlers find it. */
export function read(): Promise<Response | Uint8Array<ArrayBuffer>> {
  return fetch(new URL('./bareme.wasm', import.meta.url));
}

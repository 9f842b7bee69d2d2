import * as glue from './wasm/bareme.js';
import { BaremeError, type Finding } from './errors.js';

/** Where the WebAssembly module comes from. */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module;

let ready: Promise<unknown> | undefined;

/** How many times the module had to start again: what was made in an earlier instance is gone. */
let restarts = 0;

/** Compiles the module once for the whole page or process. A load that failed may be tried again. */
export function load(source: () => ModuleSource | Promise<ModuleSource>): Promise<unknown> {
  ready ??= instantiate(source).catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function instantiate(source: () => ModuleSource | Promise<ModuleSource>): Promise<void> {
  await glue.default({ module_or_path: await compile(await source()) });
}

async function compile(source: ModuleSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  const bytes = typeof source === 'string' || source instanceof URL ? await fetch(source) : source;
  if (!(bytes instanceof Response)) return WebAssembly.compile(bytes);
  if (!bytes.ok) throw new Error(`${bytes.url}: ${bytes.status} ${bytes.statusText}`);
  // A server that does not know the type of WebAssembly still gives the right bytes.
  return bytes.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(bytes)
    : WebAssembly.compile(await bytes.arrayBuffer());
}

/**
 * Calls the module. Findings become a {@link BaremeError}. After a trap, which is a fault of ours, the next call gets a new
 * instance: one bad call never costs the page.
 */
export function call<T>(use: (exports: typeof glue, instance: number) => T): T {
  try {
    return use(glue, restarts);
  } catch (error) {
    if (typeof error === 'string') throw new BaremeError((JSON.parse(error) as { erreurs: Finding[] }).erreurs);
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    reset();
    restarts += 1;
    throw new Error('the engine stopped on this call; it is ready for the next one', { cause: error });
  }
}

/** wasm-bindgen writes this function without its type. */
const reset = (glue as unknown as { __wbg_reset_state(): void }).__wbg_reset_state;

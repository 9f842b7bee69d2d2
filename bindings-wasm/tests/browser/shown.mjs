// The French of the form, for the values that the command line gives.
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './browser.mjs';

const built = await build({
  entryPoints: [path.join(root, 'form/src/french.ts')],
  bundle: true,
  write: false,
  format: 'esm',
});
const code = Buffer.from(built.outputFiles[0].contents).toString('base64');
export const { between, shown } = await import(`data:text/javascript;base64,${code}`);

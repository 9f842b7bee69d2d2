// What the native engine answers, to compare with.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

export const repository = path.resolve(import.meta.dirname, '../..');

const packs = path.join(repository, 'tests/packs');
/** A pack of other rules, as a file of the latest format. */
export const archive = path.join(packs, readdirSync(packs).filter((file) => /^archive\.v\d+\.bpk$/.test(file)).sort().at(-1));

const run = (args, input) =>
  execFileSync('cargo', ['run', '--quiet', '--locked', ...args], {
    cwd: repository,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'inherit'],
  });

/** Answers to `{ dossier, date, dispositifs, demande }`, as canonical JSON. */
export function native(requests) {
  const lines = requests.map((request) => JSON.stringify(request)).join('\n');
  return run(['--package', 'bareme-wasm', '--example', 'decide_lines'], lines).trimEnd().split('\n');
}

/** The decision that the command line gives, as canonical JSON. */
export function commandLine(dossier, date) {
  const args = ['--package', 'bareme-cli', '--', 'evaluate', '--format', 'json', '--date', date, '-'];
  return run(args, JSON.stringify(dossier)).trimEnd();
}

/** What the command line says is paid over the course, as canonical JSON. */
export function commandLineCourse(dossier, date, dispositifs) {
  const named = dispositifs.flatMap((id) => ['--dispositif', id]);
  const args = ['--package', 'bareme-cli', '--', 'explain', '--echeancier', '--format', 'json', '--date', date, ...named, '-'];
  return run(args, JSON.stringify(dossier)).trimEnd();
}

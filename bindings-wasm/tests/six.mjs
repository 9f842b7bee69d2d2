// The six people of the repository: what each knows, and what the page should begin with.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repository } from './native.mjs';

const folder = path.join(repository, 'tests/personas');

export const six = Object.fromEntries(
  readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => [path.basename(file, '.json'), JSON.parse(readFileSync(path.join(folder, file), 'utf8'))]),
);

// What the rules ask, for the tests that read a page.
import { Engine } from 'bareme';

export const engine = await Engine.embedded();
export const facts = engine.facts();
export const dispositifs = engine.dispositifs();

import type { BaremeFormElement } from './form-types.js';
export type * from './form-types.js';

/** The element that this page has registered as `<bareme-form>`: the first that was loaded. */
export declare const BaremeForm: { new (): BaremeFormElement; readonly version: string };

export type { Asking, ConditionInfo, DispositifInfo, DroitInfo, Fact, Member, Period, Question, Range, Reason, Source, Theme } from './catalogue.js';
export type * from './decision.js';
export { Engine, type Options, type Pack } from './engine.js';
export { BaremeError, type Finding } from './errors.js';
export type { ModuleSource } from './module.js';
export type * from './droits.js';
export type * from './facts.js';
export type * from './recit.js';
export type * from './schedule.js';

export type { Replacement } from './format.ts';
export { FORMAT_NAMES, type FormatName } from './format-name.ts';
export { substituteIn } from './substitute-in.ts';

export { builtins } from './builtins.ts';
export { bundleLambda } from './lambda.ts';
export type { BundlePlaces } from './lambda.ts';
export { notices } from './notices.ts';

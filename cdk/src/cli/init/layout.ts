/** How many accounts there are. */
export type Layout = 'one' | 'four' | 'five' | 'six';

export interface LayoutPlan {
  readonly describe: string;
  /** Names of accounts beside those of the environments; none: one account holds everything. */
  readonly shared: readonly ('security' | 'shared-services' | 'logs')[];
  /** Environments where none are named, in the order of promotion. */
  readonly environments: readonly string[];
}

export const LAYOUTS: Readonly<Record<Layout, LayoutPlan>> = {
  one: { describe: 'everything in one account', shared: [], environments: ['stage', 'prod'] },
  four: {
    describe: 'security, shared-services, stage, prod',
    shared: ['security', 'shared-services'],
    environments: ['stage', 'prod'],
  },
  five: {
    describe: 'security, shared-services, dev, stage, prod',
    shared: ['security', 'shared-services'],
    environments: ['dev', 'stage', 'prod'],
  },
  six: {
    describe: 'security, shared-services, logs, dev, stage, prod',
    shared: ['security', 'shared-services', 'logs'],
    environments: ['dev', 'stage', 'prod'],
  },
};

export const LAYOUT_NAMES: readonly Layout[] = ['one', 'four', 'five', 'six'];

/** What everything in one account is called where its number is asked for or given. */
export const ONLY = 'all';

/** The accounts of a layout that have a number of their own. */
export function accountNames(layout: Layout, environments: readonly string[]): readonly string[] {
  return layout === 'one' ? [ONLY] : [...LAYOUTS[layout].shared, ...environments];
}

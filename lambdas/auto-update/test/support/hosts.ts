import type { Host } from '../../src/view.ts';

/** A host that serves. */
export function hostOf(more: Partial<Host> = {}): Host {
  return {
    id: 'i-1',
    zone: 'eu-central-1a',
    architecture: 'x86_64',
    image: 'ami-1',
    launched: 0,
    tags: {},
    isServing: true,
    service: 'in',
    ...more,
  };
}

import type { GroupHost, GroupView } from '../../src/groups.ts';
import { BEGIN, NEW, OLD } from '../support/group-world.ts';

const DAY = 86_400_000;

export function hostAt(number: number, given: Partial<GroupHost> = {}): GroupHost {
  return {
    id: `i-${number}`,
    zone: `eu-central-1${'abc'[number % 3] ?? ''}`,
    image: OLD,
    architecture: 'x86_64',
    launched: BEGIN - 10 * DAY,
    tags: {},
    isServing: true,
    lifecycle: 'InService',
    isProtected: false,
    ...given,
  };
}

/** A group with nothing against a refresh. */
export function groupOf(hosts: number, given: Partial<GroupView> = {}): GroupView {
  return {
    at: BEGIN,
    desired: hosts,
    max: hosts,
    hosts: Array.from({ length: hosts }, (_, index) => hostAt(index)),
    template: { id: 'lt-1', version: '7' },
    image: OLD,
    imageCreated: BEGIN - 30 * DAY,
    newest: { image: { id: NEW, architecture: 'x86_64', created: BEGIN - DAY } },
    refreshes: [],
    suspended: [],
    ...given,
  };
}

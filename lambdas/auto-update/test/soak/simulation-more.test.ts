import { describe, expect, it, vi } from 'vitest';
import { hook } from '../support/simulated/hook.ts';
import { soakParts, wrongIn } from '../support/simulated/soak.ts';

vi.mock(import('../../src/plan.ts'), async (original) => {
  const { planHosts } = await original();
  return { planHosts: (input) => hook.plan?.(planHosts, input) ?? planHosts(input) };
});

vi.mock(import('../../src/plan-group.ts'), async (original) => {
  const { planGroup } = await original();
  return { planGroup: (input) => hook.group?.(planGroup, input) ?? planGroup(input) };
});

/** The other half is in the file beside, so that two processes share the work. */
describe.runIf(process.env['KMSCRYPT_SOAK'] !== undefined)('whatever fails, and whenever', () => {
  it.each(soakParts(11_000))('no run goes wrong of seeds %i and on', async (from) => {
    expect(await wrongIn(from)).toEqual([]);
  });
});

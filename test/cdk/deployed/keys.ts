import { decryptText, encryptValue } from '@kmscrypt/core';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { assume, createRole, type Keys } from '../../support/cdk/sessions.ts';
import { useKeys } from './use-keys.ts';

const rootOf = (account: string): Keys => ({ accessKeyId: account, secretAccessKey: 'test' });

/** @param units environments of the deployment, the last of which is the one that others must not read. */
export function describeKeys(deployment: () => Deployment, units: readonly string[]): void {
  const [owner = ''] = units.slice(-1);
  const others = units.slice(0, -1);

  async function tokenOf(unit: string): Promise<string> {
    const { account } = placeOf(deployment().config, unit);
    useKeys(deployment(), rootOf(account));
    const keyId = `arn:aws:kms:${deployment().config.region}:${account}:alias/cmk-${unit}`;
    // An envelope names its key, so that KMS is asked for that one from other accounts, too.
    return encryptValue(`a secret of ${unit}`, { keyIds: [keyId], envelope: true });
  }

  /** Somebody in a role of an account, who may decrypt anything by IAM. */
  async function inRole(unit: string, name: string): Promise<Keys> {
    const clients = deployment().clients(placeOf(deployment().config, unit));
    const role = await createRole(clients, name, { Action: 'kms:Decrypt', Resource: '*' });
    return assume(deployment().endpoint, rootOf(clients.account), role);
  }

  describe('keys', () => {
    it.each(units)('alias/cmk-%s opens to roles of its environment', async (unit) => {
      const token = await tokenOf(unit);
      useKeys(deployment(), await inRole(unit, `${unit}-app`));
      expect(await decryptText(token)).toBe(`a secret of ${unit}`);
    });

    it.each(others)(`a role of %s cannot decrypt a token of ${owner}, whatever IAM says`, async (unit) => {
      const token = await tokenOf(owner);
      const keys = await inRole(unit, `${unit}-probe`);
      useKeys(deployment(), keys);
      await expect(decryptText(token)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
      // It is not for want of a session that it is refused.
      const own = await tokenOf(unit);
      useKeys(deployment(), keys);
      expect(await decryptText(own)).toBe(`a secret of ${unit}`);
    });

    it(`a role of ${owner}'s account that is not named for it cannot either`, async () => {
      const token = await tokenOf(owner);
      useKeys(deployment(), await inRole(owner, 'somebody'));
      await expect(decryptText(token)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    });
  });
}

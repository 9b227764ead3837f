import { beforeAll, describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import { actingAs } from '../../support/cdk/acting-as.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { keyBucketOfHost } from '../../support/cdk/ssh-host-sessions.ts';
import { hostsIn, instanceArn, instancesOf } from '../../support/cdk/ssh-hosts-of.ts';
import { type KeyBucket, keyBucketAs, mightyIn } from '../../support/cdk/ssh-key-bucket.ts';
import { operatorOf, sendToSync, TICK } from '../../support/cdk/ssh-key-queue.ts';

const REFUSED = { name: expect.stringMatching(/^AccessDenied/) };

/** After the keys: what roles may do with state, manifests and reports. @param groups two of the config, which are compared. */
export function describeSshKeyRoles(
  deployment: () => Deployment,
  { own, other }: { readonly own: string; readonly other: string },
): void {
  const security = (): AccountClients => deployment().clients(placeOf(deployment().config, 'security'));

  describe('the role of the Lambda', () => {
    let bucket: KeyBucket;
    beforeAll(async () => {
      const keys = await actingAs(security(), namesOf(deployment().config).sshKeys);
      bucket = keyBucketAs(deployment(), keys);
    });

    it('writes manifests, and nowhere else in the bucket', async () => {
      await bucket.put('manifests/of-the-test/current');
      for (const key of ['status/of-the-test', 'else/where', 'state.json.old'])
        await expect(bucket.put(key), key).rejects.toMatchObject(REFUSED);
    });

    it.each(['manifests/of-the-test/current', 'state.json'])('does not delete %s', async (key) => {
      await expect(bucket.remove(key)).rejects.toMatchObject(REFUSED);
    });
  });

  describe('the role of a host', () => {
    it(`reads the manifest of ${own}, not of ${other}, and no state`, async () => {
      const hosts = hostsIn(deployment(), own);
      const [instance = ''] = await instancesOf(hosts);
      const bucket = await keyBucketOfHost(deployment(), hosts, instance);
      await bucket.get(`manifests/${own}/current`);
      for (const key of [`manifests/${other}/current`, 'state.json'])
        await expect(bucket.get(key), key).rejects.toMatchObject(REFUSED);
    });

    it('writes its own report, not that of another host, and no manifest', async () => {
      const hosts = hostsIn(deployment(), own);
      const [mine = '', another = ''] = await instancesOf(hosts);
      expect(another).not.toBe('');
      const bucket = await keyBucketOfHost(deployment(), hosts, mine);
      const report = `status/${instanceArn(hosts, mine)}`;
      await bucket.put(report);
      await expect(bucket.get(report)).rejects.toMatchObject(REFUSED);
      for (const key of [`status/${instanceArn(hosts, another)}`, `manifests/${own}/current`])
        await expect(bucket.put(key), key).rejects.toMatchObject(REFUSED);
    });
  });

  describe('who may do everything in the account of the users', () => {
    it('writes and deletes no manifest and no state', async () => {
      const role = { name: 'everything-in-s3', actions: ['s3:*'] };
      const bucket = keyBucketAs(deployment(), await mightyIn(deployment().endpoint, security(), role));
      await bucket.get('state.json');
      for (const key of [`manifests/${own}/current`, 'state.json']) {
        await expect(bucket.put(key), key).rejects.toMatchObject(REFUSED);
        await expect(bucket.remove(key), key).rejects.toMatchObject(REFUSED);
      }
    });

    it('sends the Lambda no events, but as an administrator', async () => {
      const role = { name: 'everything-in-sqs', actions: ['sqs:*'] };
      const anybody = await mightyIn(deployment().endpoint, security(), role);
      await expect(sendToSync(deployment(), anybody, TICK)).rejects.toMatchObject(REFUSED);
      await sendToSync(deployment(), await operatorOf(deployment()), TICK);
    });
  });
}

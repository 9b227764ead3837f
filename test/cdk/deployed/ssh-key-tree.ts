import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { ed25519Body } from '../../../lambdas/ssh-key-sync/test/support/simulation/key-bodies.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import { manifestWhere } from '../../support/cdk/deployed-manifest.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { createSshUser } from '../../support/cdk/ssh-users.ts';

/** Keys that IAM does not take, in the tree of parameters of the config. @param hostGroup one of the config. */
export function describeSshKeyTree(deployment: () => Deployment, hostGroup: string): void {
  const security = (): AccountClients => deployment().clients(placeOf(deployment().config, 'security'));

  describe('a parameter with an ed25519 key', () => {
    it('opens the hosts to its user, beside the key of IAM, until it is deleted', async () => {
      const name = 'fay';
      const { id, key, keyId } = await createSshUser(security(), { name, group: 'ssh-users' });
      const Name = `${deployment().config.sshKeys?.parameters}/${id}/token`;
      const Value = ed25519Body(name);
      await security().ssm.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
      const linesOf = async (count: number): Promise<readonly string[]> => {
        const isWanted = (lines = ''): boolean => lines.match(/^key /gm)?.length === count;
        const { users } = await manifestWhere(deployment(), hostGroup, (found) => isWanted(found.get(name)));
        return users.get(name)?.trimEnd().split('\n').slice(1).toSorted() ?? [];
      };
      const ofIam = `key ${key} ${name}:${keyId}`;
      expect(await linesOf(2)).toEqual([`key ${Value} ${name}:parameter:token`, ofIam].toSorted());
      await security().ssm.send(new DeleteParameterCommand({ Name }));
      expect(await linesOf(1)).toEqual([ofIam]);
    });
  });
}

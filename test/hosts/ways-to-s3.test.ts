import { describe, expect, inject, test } from 'vitest';
import { findRig, isLackingRig } from '../support/rig/find.ts';
import { installArgs } from '../support/rig/key-host.ts';
import { keyFolder, keysOf, person } from './people.ts';
import { scene } from './scene.ts';
import { STATUS } from './state-before.ts';

const rig = findRig();
const endpoint = inject('endpoint');
const folder = keyFolder();

/** Answers as the AWS CLI does, of which the rig has none, and notes each call. */
const CLI = String.raw`#!/bin/sh
verb=$2
echo "$verb" >>/root/cli
shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --bucket) bucket=$2; shift ;;
    --key) key=$2; shift ;;
    --endpoint-url) url=$2; shift ;;
    --body) file=$2; shift ;;
    --*) shift ;;
    *) file=$1 ;;
  esac
  shift
done
way=-o
[ "$verb" = get-object ] || way=-T
exec /usr/bin/curl -s -f --aws-sigv4 aws:amz:eu-central-1:s3 -u any:key "$way" "$file" "$url/$bucket/$key"
`;
/** A curl that does not sign the session token. */
const OLD = `#!/bin/sh
[ "$2" != -V ] || { echo 'curl 7.76.1 (x86_64-redhat-linux-gnu)'; exit; }
exec /usr/bin/curl "$@"
`;
/** A curl whose build leaves signatures out. */
const WITHOUT = `#!/bin/sh
case "$*" in *--aws-sigv4*) exit 4 ;; esac
exec /usr/bin/curl "$@"
`;
/** A curl whose signature S3 refuses. */
const REFUSED = `#!/bin/sh
case "$*" in *--aws-sigv4*) printf 403; exit ;; esac
exec /usr/bin/curl "$@"
`;

describe.skipIf(isLackingRig(rig) || endpoint === '')('ways to S3', () => {
  const keys = keysOf(folder, ['alice']);
  const manifest = { version: 1, users: [person('alice', 20_001, keys.alice)] };

  test.each<readonly [name: string, curl: string | null, calls: string]>([
    ['a curl that signs', null, ''],
    ['an old curl', OLD, 'get-object\nput-object'],
    ['a curl without signatures', WITHOUT, 'get-object\nput-object'],
    ['a curl whose signature is refused', REFUSED, 'get-object\nput-object'],
  ])('with the AWS CLI and %s', async (_name, curl, calls) => {
    await using here = await scene({ rig, endpoint, folder });
    await here.host.put('/usr/local/bin/aws', CLI, '755');
    if (curl !== null) await here.host.put('/usr/local/bin/curl', curl, '755');
    await here.apply(manifest);
    expect(await here.host.get('cat /root/cli 2>/dev/null || :')).toBe(calls);
    expect((await here.report()).get('result')).toEqual(['applied']);
    expect(await here.sshd.login('alice', keys.alice)).toBe('alice');
  });

  test('with an old curl alone', async () => {
    await using here = await scene({ rig, endpoint, folder });
    await here.host.put('/usr/local/bin/curl', OLD, '755');
    await here.publish(manifest);
    const outcomes = [await here.script(installArgs(here.bucket)), await here.script('apply')];
    expect(outcomes.map(({ status }) => status)).toEqual([STATUS.failed, STATUS.notFetched]);
    for (const { stderr } of outcomes) expect(stderr).toContain('7.88');
  });
});

import type { Draft, PlacedEnvironment } from '../draft.ts';
import { formatPath, type Path } from '../path.ts';
import type { Finding } from '../problem.ts';

/** Names of what is there besides the environments, as stages or in `alias/cmk-NAME`. */
const RESERVED: ReadonlyMap<string, string> = new Map([
  ['mgmt', 'the management VPC and alias/cmk-mgmt'],
  ['security', 'the stage of the account security'],
  ['logs', 'the stage of the account logs'],
  ['shared-services', 'the stage of the account shared-services'],
]);

/**
 * Words that other roles' names begin with, or that ARNs have where names stand: the key of an environment lets the roles `NAME-*`
 * of its account decrypt.
 */
const RESERVED_WORDS: ReadonlyMap<string, string> = new Map([
  ['allow', 'allow-… are the roles that people assume'],
  ['cdk', 'cdk-… are the roles of cdk bootstrap'],
  ['aws', 'aws-… are the roles of AWS itself'],
  ['account', '_account-… are the groups of each account'],
  ['root', 'root is the account itself in ARNs'],
]);

/** How names of configs may not begin, and why. */
const RESERVED_PREFIXES: readonly (readonly [prefix: string, reason: string])[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  ...['xn--', 'sthree-', 'amzn-s3-demo-'].map(
    (each) => [each, `buckets may not be called ${each}…`] as const,
  ),
  // Documents are called NAME-…, and parameters /NAME/….
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
  ['aws', 'SSM reserves names of documents and parameters that begin with aws'],
  ['amazon', 'SSM reserves names of documents that begin with amazon'],
  ['amzn', 'SSM reserves names of documents that begin with amzn'],
  ['ssm', 'SSM reserves names of parameters that begin with ssm'],
  // alias/NAME-archive would be alias/cmk-archive, which an environment may have.
  ['cmk-', 'alias/cmk-… are keys of environments'],
];

interface Name {
  readonly name: string;
  /** What it has to be unique in; default: the config. */
  readonly scope?: string;
  readonly path: Path;
}

/** Names of environments, sites, and of the config itself. */
export function checkNames({ name, environments, isStandIn }: Draft): readonly Finding[] {
  const findings: Finding[] = [];
  const [, reason] = RESERVED_PREFIXES.find(([prefix]) => `${name}-`.startsWith(prefix)) ?? [];
  if (reason !== undefined)
    findings.push({ code: 'NAME_RESERVED', path: ['name'], message: reason, cure: 'take another name' });
  for (const { environment, path } of environments) {
    const at = [...path, 'name'];
    const message = reservedFor(environment.name, isStandIn(['name']) ? undefined : name);
    if (message === undefined) continue;
    findings.push({ code: 'NAME_RESERVED', path: at, message, cure: 'take another name' });
  }
  const clashes = taken(
    environments.map((each) => ({ name: each.environment.name, path: [...each.path, 'name'] })),
  );
  // Sites of environments that have one name clash, too.
  return [...findings, ...(clashes.length > 0 ? clashes : taken(environments.flatMap(sitesOf)))];
}

/** Why an environment may not be called so; undefined: it may. */
function reservedFor(environment: string, config: string | undefined): string | undefined {
  const reserved = RESERVED.get(environment);
  if (reserved !== undefined) return `${environment} is the name of ${reserved}`;
  const word = [...RESERVED_WORDS].find(([each]) => `${environment}-`.startsWith(`${each}-`));
  if (word !== undefined) return `its key would be open to roles that are not its own: ${word[1]}`;
  return config !== undefined && `${environment}-`.startsWith(`${config}-`)
    ? `its key would be open to roles that are not its own: ${config}-… are those of the config`
    : undefined;
}

/** As buckets and functions of CloudFront are called in an account: the site `a-b` of `c` is the site `b` of `c-a`. */
function sitesOf({ environment: { name, account, sites }, path }: PlacedEnvironment): readonly Name[] {
  return sites.map((site, index) => ({
    name: `${name}-${site.name}`,
    scope: account,
    path: [...path, 'sites', index, 'name'],
  }));
}

function taken(names: readonly Name[]): readonly Finding[] {
  const first = new Map<string, Path>();
  return names.flatMap(({ name, scope = '', path }): Finding[] => {
    const other = first.get(`${scope}/${name}`);
    first.set(`${scope}/${name}`, other ?? path);
    if (other === undefined) return [];
    return [
      {
        code: 'NAME_TAKEN',
        path,
        message: `${name} is also ${formatPath(other)}`,
        cure: 'take another name',
      },
    ];
  });
}

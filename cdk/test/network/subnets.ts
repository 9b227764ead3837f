import type { PlainTemplate } from '../support/synth.ts';
import type { Entry, Route, Subnet } from './packets.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Properties of a template's resources of a type, by logical id. */
export function ofType({ Resources }: PlainTemplate, type: string): ReadonlyMap<string, Properties> {
  const found = Object.entries(Resources).filter(([, resource]) => resource.Type === type);
  return new Map(found.map(([id, resource]) => [id, resource.Properties ?? {}]));
}

/** The logical id that a `Ref` is to, or the output of another stack that is read. */
export function target(value: unknown): string {
  const { Ref, 'Fn::GetStackOutput': read } = (value ?? {}) as {
    Ref?: string;
    'Fn::GetStackOutput'?: { StackName: string; OutputName: string };
  };
  return Ref ?? read?.OutputName ?? '';
}

export function tag(properties: Properties, key: string): string | undefined {
  return (properties['Tags'] as readonly { Key: string; Value: string }[]).find(({ Key }) => Key === key)
    ?.Value;
}

/** Logical id of the route table of each subnet. */
export function routeTables(template: PlainTemplate): ReadonlyMap<string, string> {
  const all = [...ofType(template, 'AWS::EC2::SubnetRouteTableAssociation').values()];
  return new Map(all.map(({ SubnetId, RouteTableId }) => [target(SubnetId), target(RouteTableId)]));
}

/** Routes by logical id of their table; those of another stack by the output that they read it from. */
export function routes(template: PlainTemplate): readonly (readonly [table: string, route: Route])[] {
  return [...ofType(template, 'AWS::EC2::Route').values()].map((properties) => [
    target(properties['RouteTableId']),
    { cidr: String(properties['DestinationCidrBlock']), target: kindOf(properties) },
  ]);
}

function kindOf(properties: Properties): Route['target'] {
  if ('NatGatewayId' in properties) return 'nat';
  if ('GatewayId' in properties) return 'internet';
  if ('VpcPeeringConnectionId' in properties) return 'peering';
  throw new Error(`a route to ${Object.keys(properties).join(', ')}`);
}

/** The subnets of a network with all that decides on their packets; `far` has the routes that other stacks put in its tables. */
export function subnetsOf(template: PlainTemplate, far: readonly PlainTemplate[] = []): readonly Subnet[] {
  const [vpc = {}] = ofType(template, 'AWS::EC2::VPC').values();
  const local: Route = { cidr: String(vpc['CidrBlock']), target: 'local' };
  const tables = routeTables(template);
  const outputs = new Map(
    Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [name, target(Value)]),
  );
  const all = [
    ...routes(template),
    ...far.flatMap(routes).map(([output, route]) => [outputs.get(output), route] as const),
  ];
  const acls = new Map(
    [...ofType(template, 'AWS::EC2::SubnetNetworkAclAssociation').values()].map(
      ({ SubnetId, NetworkAclId }) => [target(SubnetId), target(NetworkAclId)],
    ),
  );
  return [...ofType(template, 'AWS::EC2::Subnet')].map(([id, properties]) => ({
    cidr: String(properties['CidrBlock']),
    tier: tag(properties, 'aws-cdk:subnet-name') ?? '',
    entries: entriesOf(template, acls.get(id)),
    routes: [
      local,
      ...all.filter(([table]) => table !== undefined && table === tables.get(id)).map(([, route]) => route),
    ],
  }));
}

function entriesOf(template: PlainTemplate, acl: string | undefined): readonly Entry[] {
  const all = [...ofType(template, 'AWS::EC2::NetworkAclEntry').values()];
  return all
    .filter(({ NetworkAclId }) => target(NetworkAclId) === acl)
    .map((entry) => {
      const ports = entry['PortRange'] as { From: number; To: number } | undefined;
      return {
        egress: entry['Egress'] === true,
        number: Number(entry['RuleNumber']),
        action: String(entry['RuleAction']),
        cidr: String(entry['CidrBlock']),
        protocol: Number(entry['Protocol']),
        ports: ports === undefined ? undefined : { from: ports.From, to: ports.To },
      };
    });
}

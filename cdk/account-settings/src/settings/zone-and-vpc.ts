import type { VPCRegion } from '@aws-sdk/client-route-53';
import { readProperties, text } from '../properties.ts';
import type { Properties } from '../setting.ts';

/** A private zone and a VPC that is to see it. */
export interface ZoneAndVpc {
  readonly HostedZoneId: string;
  readonly VPC: { readonly VPCId: string; readonly VPCRegion: VPCRegion };
}

const ZONE = /^[0-9A-Z]{1,32}$/;
const VPC = /^vpc-[0-9a-f]+$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

export function readZoneAndVpc(properties: Properties): ZoneAndVpc {
  const shape = { HostedZoneId: text(ZONE), VpcId: text(VPC), VpcRegion: text(REGION) };
  const { HostedZoneId, VpcId, VpcRegion } = readProperties(properties, shape);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- regions come that the SDK has not heard of
  const VPCRegion = VpcRegion as VPCRegion;
  return { HostedZoneId, VPC: { VPCId: VpcId, VPCRegion } };
}

export function idOf({ HostedZoneId, VPC: { VPCId, VPCRegion } }: ZoneAndVpc): string {
  return [HostedZoneId, VPCId, VPCRegion].join('/');
}

/** The reverse of {@link idOf}. */
export function ofId(id: string): ZoneAndVpc {
  const [HostedZoneId, VpcId, VpcRegion] = id.split('/');
  return readZoneAndVpc({ HostedZoneId, VpcId, VpcRegion });
}

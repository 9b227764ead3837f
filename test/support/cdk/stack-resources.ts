import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { Deployment } from './deployment.ts';

/** Physical ids of a type's resources in a deployed stack, by logical id. */
export async function physicalIds(
  { stacks, clients }: Deployment,
  { stack, type }: { readonly stack: string; readonly type: string },
): Promise<ReadonlyMap<string, string>> {
  const plan = stacks.find((each) => each.plan.id === stack)?.plan;
  if (plan === undefined) throw new Error(`there is no stack ${stack}`);
  const found = new Map<string, string>();
  const pages = paginateListStackResources(
    { client: clients(plan).cloudformation },
    { StackName: plan.stackName },
  );
  for await (const { StackResourceSummaries: resources = [] } of pages) {
    for (const { LogicalResourceId: id = '', PhysicalResourceId: physical = '', ResourceType } of resources)
      if (ResourceType === type) found.set(id, physical);
  }
  return found;
}

/** The physical id of the only resource of a type in a stack. */
export async function physicalId(
  deployment: Deployment,
  of: { readonly stack: string; readonly type: string },
): Promise<string> {
  const [id, ...others] = (await physicalIds(deployment, of)).values();
  if (id === undefined || others.length > 0) throw new Error(`${of.stack} has not one ${of.type}`);
  return id;
}

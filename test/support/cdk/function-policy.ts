import { GetRolePolicyCommand, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../lambda-clients.ts';
import { type Policy, without } from '../lambda-readme.ts';

/** Takes statements out of the policy of a deployed function's role while something is done. */
export async function doWithout<T>(
  { iam, lambda }: Clients,
  { functionName, gone }: { readonly functionName: string; readonly gone: readonly string[] },
  act: () => Promise<T>,
): Promise<T> {
  const { Role: arn = '' } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionName }),
  );
  const RoleName = arn.split('/').at(-1) ?? '';
  const { PolicyNames: names = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const [PolicyName, ...others] = names;
  if (PolicyName === undefined || others.length > 0)
    throw new Error(`${RoleName} has ${names.length} policies, not one`);
  const { PolicyDocument: text = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const policy = JSON.parse(decodeURIComponent(text)) as Policy;
  const put = async (document: Policy): Promise<void> => {
    const PolicyDocument = JSON.stringify(document);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  };
  const less = without(policy, gone);
  if (less.Statement.length === policy.Statement.length)
    throw new Error(`${PolicyName} has no ${gone.join(', ')}`);
  await put(less);
  try {
    return await act();
  } finally {
    await put(policy);
  }
}

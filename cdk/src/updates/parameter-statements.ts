import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { arnsOf, type UpdatePlace } from './update-place.ts';
import { fleetsOfMode, type UpdateShape } from './update-shape.ts';

/** What the Lambda reads and writes of parameters: lambdas/auto-update/README.md, "IAM". */
export function parameterStatements(place: UpdatePlace, shape: UpdateShape): readonly PolicyStatement[] {
  const { of, ofNobody } = arnsOf(place);
  const fleets = fleetsOfMode(shape, 'refresh');
  // Those of AWS are of no account.
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
  const arnOf = (name: string): string =>
    (name.startsWith('/aws/') ? ofNobody : of)('ssm', `parameter/${name.replace(/^\//, '')}`);
  const current = fleets.flatMap((fleet) => fleet.current ?? []);
  const read = [...fleets.map(({ image }) => image), ...current, ...[shape.freeze ?? []].flat()];
  return [
    ...when(read.map(arnOf), 'Parameters', 'ssm:GetParameter'),
    ...when(current.map(arnOf), 'KeepImage', 'ssm:PutParameter'),
  ];
}

function when(resources: readonly string[], sid: string, action: string): readonly PolicyStatement[] {
  if (resources.length === 0) return [];
  return [new PolicyStatement({ sid, actions: [action], resources: [...new Set(resources)] })];
}

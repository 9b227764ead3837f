// What chamber does with 500 parameters: GetParametersByPath, one page of 10 after another. Prints the last value.
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';

const client = new SSMClient();
const values: string[] = [];
let page: { NextToken?: string } = {};
do {
  const { Parameters = [], NextToken } = await client.send(
    new GetParametersByPathCommand({ Path: process.argv[2], WithDecryption: true, ...page }),
  );
  values.push(...Parameters.map(({ Value = '' }) => Value));
  page = NextToken === undefined ? {} : { NextToken };
} while (page.NextToken !== undefined);
process.stdout.write(values.at(-1) ?? '');

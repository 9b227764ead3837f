import { LambdaError } from '@kmscrypt/lambda';
import { awsNameOf } from '../aws/aws-name.ts';
import type { OperatorStore } from './connect.ts';

/** The same table; where there is none, that is told with where it was looked for. AWS's error stays the cause. */
export function withNamedTable(
  store: OperatorStore,
  { table, region }: { readonly table: string; readonly region: string },
): OperatorStore {
  const named = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      if (awsNameOf(error) !== 'ResourceNotFound') throw error;
      throw new LambdaError('NOT_FOUND', `there is no table ${table} in ${region}`, {
        cause: error instanceof Error ? error.cause : undefined,
        hints: ['wrong region or account (AWS_REGION, AWS_PROFILE), another config, or not deployed yet'],
      });
    }
  };
  return {
    look: (fleet, signal) => named(store.look(fleet, signal)),
    wish: (fleet, change, signal) => named(store.wish(fleet, change, signal)),
    reports: (fleet, most, signal) => named(store.reports(fleet, most, signal)),
    active: (signal) => named(store.active(signal)),
  };
}

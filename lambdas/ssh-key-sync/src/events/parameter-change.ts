import { OWN } from '../config/fields.ts';
import { ownerOfParameter } from '../parameter-name.ts';
import { type JsonObject, partOf, textOf, timeOf } from './json.ts';
import { foreign, IGNORED, type Told } from './told.ts';

/** A parameter of the tree that was made, changed or deleted. */
export interface ParameterChange {
  readonly kind: 'parameter';
  readonly at: number;
  /** UserId. */
  readonly user: string;
  /** The last part of the parameter's name. */
  readonly name: string;
  readonly isDeleted: boolean;
}

export interface ParameterPlace {
  /** Of the tree; undefined where there is none. */
  readonly path: string | undefined;
  /** Sources by the numbers of their accounts. */
  readonly accounts: Readonly<Record<string, string>>;
}

const CHANGES: ReadonlySet<unknown> = new Set(['Create', 'Update', 'Delete']);

/**
 * Reads an event of Parameter Store.
 * Source: Systems Manager User Guide, "Setting up notifications or triggering actions based on Parameter Store events".
 */
export function readParameterChange(event: JsonObject, { path, accounts }: ParameterPlace): Told {
  const account = textOf(event['account']) ?? '';
  const isOwn = Object.hasOwn(accounts, account) && accounts[account] === OWN;
  const operation = partOf(event['detail'], 'operation');
  if (path === undefined || !isOwn || !CHANGES.has(operation)) return IGNORED;
  const owner = ownerOfParameter(path, textOf(partOf(event['detail'], 'name')) ?? '');
  if (owner === undefined) return IGNORED;
  const at = timeOf(event['time']);
  if (at === undefined) return foreign('its change of a parameter has no time');
  return { kind: 'parameter', at, ...owner, isDeleted: operation === 'Delete' };
}

import type { AskedCall, IamFault } from './iam-proxy.ts';

export interface Answer {
  readonly call: AskedCall;
  readonly pageSize: number;
  readonly fault: IamFault;
}

const LIST = /<(Users|Groups|SSHPublicKeys)>(.*)<\/\1>/su;
const USER_ID = /<UserId>(.*?)<\/UserId>/gu;

/** The page of an emulator's whole answer that was asked for, as IAM (XML) and SSM (JSON) give it. */
export function paged(whole: string, answer: Answer): string {
  // moto makes pages of parameters itself.
  if (whole.startsWith('{')) return answer.fault === 'same-marker' ? leadingBack(whole) : whole;
  const { call, fault } = answer;
  const { operation } = call;
  const isList = ['GetGroup', 'ListGroupsForUser', 'ListSSHPublicKeys'].includes(operation);
  const named = whole.replaceAll(USER_ID, (_, id: string) =>
    fault === 'no-ids' ? '' : `<UserId>AIDA${id.toUpperCase()}</UserId>`,
  );
  if (!isList || !named.includes('<ResponseMetadata>')) return named;
  const plain = named.replace('<IsTruncated>false</IsTruncated>', '');
  const result = `</${operation}Result>`;
  const listed = LIST.exec(plain);
  const members = listed?.[2]?.match(/<member>.*?<\/member>/gsu) ?? [];
  const { from, more } = cut(members.length, call.parameters['Marker'], answer);
  const marker = more === undefined || fault === 'no-marker' ? '' : `<Marker>${more}</Marker>`;
  const end = `<IsTruncated>${more !== undefined}</IsTruncated>${marker}${result}`;
  const page = members.slice(from, from + answer.pageSize).join('');
  return plain.replace(LIST, (_, list: string) => `<${list}>${page}</${list}>`).replace(result, end);
}

function leadingBack(whole: string): string {
  return JSON.stringify({ ...(JSON.parse(whole) as object), NextToken: '10' });
}

function cut(
  length: number,
  marker: string | undefined,
  { pageSize, fault }: Answer,
): { readonly from: number; readonly more: string | undefined } {
  const from = Number(marker?.slice('page-'.length) ?? 0);
  if (fault === 'same-marker') return { from, more: `page-${pageSize}` };
  return { from, more: from + pageSize < length ? `page-${from + pageSize}` : undefined };
}

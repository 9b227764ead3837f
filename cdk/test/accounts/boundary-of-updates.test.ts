import { expect, test } from 'vitest';
import { decide } from '../support/evaluate-policy.ts';
import { statementsIn } from '../support/policies-in.ts';
import {
  ACCOUNT,
  DEV,
  documentOf,
  FULL,
  role,
  STATEMENTS,
  type Rows,
  WHOLE,
  WITH_BOUNDARY,
} from './bounded.ts';

const NAME = 'acme-stage-auto-update';
const FUNCTION = role(NAME);
const TABLE = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/${NAME}`;
const DOCUMENT = `arn:aws:ssm:eu-central-1:${ACCOUNT}:document/${NAME}`;
const LAMBDA = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:${NAME}`;
const PROMOTIONS = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/acme-auto-update-promotions`;

const ALLOWED: Rows = [
  ['the function: its state', { who: FUNCTION, action: 'dynamodb:PutItem', resource: TABLE }],
  [
    'the role of an environment: what it tells others',
    { who: role(`${NAME}-promotions`), action: 'dynamodb:PutItem', resource: PROMOTIONS },
  ],
  ['an operator: a wish', { who: FULL, action: 'dynamodb:PutItem', resource: TABLE }],
  ['anybody: looking', { action: 'dynamodb:GetItem', resource: TABLE }],
  ['the function: sending the document', { who: FUNCTION, action: 'ssm:SendCommand', resource: DOCUMENT }],
  ['another table', { action: 'dynamodb:PutItem', resource: TABLE.replace('auto-update', 'jobs') }],
  [
    'another function',
    { action: 'lambda:UpdateFunctionCode', resource: LAMBDA.replace('auto-update', 'jobs') },
  ],
];

test.each(ALLOWED)('it lets through: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('allow');
});

const DENIED: Rows = [
  ['what hosts run', { who: FULL, action: 'ssm:UpdateDocument', resource: DOCUMENT }],
  ['an older one', { who: FULL, action: 'ssm:UpdateDocumentDefaultVersion', resource: DOCUMENT }],
  ['nothing that hosts run', { who: FULL, action: 'ssm:DeleteDocument', resource: DOCUMENT }],
  ['the state', { action: 'dynamodb:PutItem', resource: TABLE }],
  ['when the state ends', { action: 'dynamodb:UpdateTimeToLive', resource: TABLE }],
  ['who may write the state', { action: 'dynamodb:PutResourcePolicy', resource: TABLE }],
  ['the state, by another language', { action: 'dynamodb:PartiQLUpdate', resource: TABLE }],
  ['what environments tell each other', { action: 'dynamodb:UpdateItem', resource: PROMOTIONS }],
  [
    'more rights for the role',
    { who: FULL, action: 'iam:PutRolePolicy', resource: FUNCTION, context: WITH_BOUNDARY },
  ],
  ['who may become the role', { who: FULL, action: 'iam:UpdateAssumeRolePolicy', resource: FUNCTION }],
  ['another function with the role', { who: FULL, action: 'iam:PassRole', resource: FUNCTION }],
  [
    'a role that is called like it',
    { who: FULL, action: 'iam:CreateRole', resource: role('acme-x-auto-update'), context: WITH_BOUNDARY },
  ],
  ['what the function does', { who: FULL, action: 'lambda:UpdateFunctionCode', resource: LAMBDA }],
];

test.each(DENIED)('it denies: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('deny');
});

test('an account without updates has none of it', () => {
  const found = statementsIn(documentOf({ ...WHOLE, updates: undefined }));
  expect(found.filter(({ Sid: sid = '' }) => sid.startsWith('Update'))).toEqual([]);
});

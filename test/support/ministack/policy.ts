import { actionsOf, type Policy } from '../lambda-readme.ts';

/** AWS has no actions for batches of SQS, which those for one message allow; ministack asks for them. */
const ASKED: Readonly<Record<string, string>> = {
  'sqs:ChangeMessageVisibility': 'sqs:ChangeMessageVisibilityBatch',
  'sqs:SendMessage': 'sqs:SendMessageBatch',
};

/** Actions for which it asks whether they are allowed on everything, whatever they are to be done to. */
const ON_ALL = /^(?:ssm|ses):/;

/** The same policy in the words of ministack. */
export function translated({ Statement: statements, ...policy }: Policy): Policy {
  const Statement = statements.map((each) => ({
    ...each,
    Action: actionsOf(each).map((action) => ASKED[action] ?? action),
    Resource: actionsOf(each).some((action) => ON_ALL.test(action)) ? '*' : each.Resource,
  }));
  return { ...policy, Statement };
}

/** The actions that a log says are not authorized, each once, in the words of AWS. */
export function refusedIn(log: string): string[] {
  const found = [...log.matchAll(/not authorized to perform: (\S+)/g)].map(([, action]) => action ?? '');
  return [...new Set(found)].toSorted();
}

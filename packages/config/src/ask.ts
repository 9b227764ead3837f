import type { Answer } from './answer.ts';
import type { Brokers } from './brokers/brokers.ts';
import type { InFlight } from './brokers/in-flight.ts';
import type { Reference } from './references/reference.ts';

/** Tells what became of a reference that was asked for. */
export type AnswerOf = (reference: Reference) => Answer<unknown>;

/** Asks the brokers for references, each distinct one once, all at once. */
export async function askForReferences(
  references: readonly Reference[],
  brokers: Brokers,
  signal: AbortSignal,
): Promise<AnswerOf> {
  const answers = new Map<string, Answer<unknown>>();
  const secrets = new Map<string, Of<'secret'>['key']>();
  const parameters = new Map<string, Of<'parameter'>['key']>();
  const trees = new Map<string, Of<'tree'>['key']>();
  const custom = new Map<string, Map<string, string>>();
  for (const reference of references) {
    const name = nameOf(reference);
    if (reference.kind === 'secret') secrets.set(name, reference.key);
    else if (reference.kind === 'parameter') parameters.set(name, reference.key);
    else if (reference.kind === 'tree') trees.set(name, reference.key);
    else custom.set(reference.scheme, (custom.get(reference.scheme) ?? new Map()).set(name, reference.rest));
  }
  const found = await Promise.all([
    ask(brokers.secrets, secrets, signal),
    ask(brokers.parameters, parameters, signal),
    ask(brokers.trees, trees, signal),
    ...Array.from(custom, ([scheme, rests]) => ask(async () => brokers.custom(scheme), rests, signal)),
  ]);
  for (const each of found) for (const [name, answer] of each) answers.set(name, answer);
  return (reference) => given(answers.get(nameOf(reference)));
}

type Of<Kind extends Reference['kind']> = Extract<Reference, { readonly kind: Kind }>;

/** Asks one broker for keys by name. */
export async function ask<Key, Value>(
  asking: () => Promise<InFlight<Key, Value>>,
  keys: ReadonlyMap<string, Key>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Answer<Value>>> {
  if (keys.size === 0) return new Map();
  const broker = await asking();
  const answers = await broker.ask([...keys.values()], signal);
  return new Map(Array.from(keys.keys(), (name, index) => [name, given(answers[index])]));
}

/** Equal for references that are one read. */
export function nameOf(reference: Reference): string {
  if (reference.kind === 'custom') return `${reference.scheme}::${reference.rest}`;
  return `${reference.kind} ${JSON.stringify(Object.values(reference.key))}`;
}

function given<Value>(answer: Value | undefined): Value {
  if (answer === undefined) throw new TypeError('whatever is asked for is answered');
  return answer;
}

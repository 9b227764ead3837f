import { fieldsOf, type Problem, problem } from '@kmscrypt/lambda/schema';

export interface NamesContext {
  /** With `own`. */
  readonly sources: ReadonlySet<string>;
  /** The login name of the break-glass user. */
  readonly breakGlass: unknown;
}

/** Where `names` gives one login name twice, or names users of a source that there is not. */
export function nameProblems(names: unknown, { sources, breakGlass }: NamesContext): readonly Problem[] {
  const given = new Map<unknown, string>([[breakGlass, 'the break-glass user']]);
  return Object.entries(fieldsOf(names)).flatMap(([user, login]) => {
    const other = given.get(login);
    given.set(login, user);
    const [source = '', ...rest] = user.split(':');
    return [
      ...(other === undefined ? [] : [problem(['names', user], `is the login name of ${other}, too`)]),
      ...(rest.length === 0 || sources.has(source)
        ? []
        : [problem(['names', user], `is of a source that \`sources\` does not have: ${source}`)]),
    ];
  });
}

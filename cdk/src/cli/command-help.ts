import type { Argv, Options as YargsOption } from 'yargs';
import type { Command, Option } from './command.ts';

/** A command's pattern for yargs. What is needed is optional here: that it is missing is told in our words. */
export function wordsOf({ name, argument, takesPatterns = false }: Command): string {
  return [name, argument && `[${argument.name}]`, takesPatterns && '[stacks..]'].filter(Boolean).join(' ');
}

/** What the help of one command says, and what it takes. */
export function helpOf(
  parser: Argv,
  {
    name,
    describe,
    argument,
    options,
    takesPatterns,
    aboutPatterns = 'which; default all',
    takesRest,
    details,
  }: Command,
): Argv {
  const words = [
    name,
    ...(argument === undefined ? [] : [argument.name]),
    ...(takesPatterns ? ['[STACKS]'] : []),
    '[options]',
    ...(takesRest ? ['[-- OPTIONS OF CDK]'] : []),
  ];
  parser.usage(`$0 ${words.join(' ')}\n\n${describe}`);
  if (argument !== undefined)
    parser.positional(argument.name, { type: 'string', describe: argument.describe });
  if (takesPatterns)
    parser.positional('stacks', {
      type: 'string',
      array: true,
      describe: `${aboutPatterns}: stage, stage/*, */network`,
    });
  for (const [option, spec] of Object.entries(options)) parser.option(option, yargsOption(spec));
  return parser.epilogue(details.join('\n'));
}

function yargsOption({ type, describe, choices, many = false }: Option): YargsOption {
  return {
    type,
    describe,
    ...(choices !== undefined && { choices }),
    ...(many && { array: true }),
    ...(type !== 'boolean' && { requiresArg: true }),
  };
}

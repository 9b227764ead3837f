import type { HostReport, PackageChange, StepResult } from './host-report.ts';
import { PIN } from './pin.ts';

const HEAD = 'kmscrypt-auto-update 1';
const END = 'end';

const ANSWER = {
  result: ['ok', 'nothing', 'failed', 'refused', 'running'],
  packages: ['unchanged', 'changed', 'broken'],
} as const;

/** Every one of these is there once; in any order. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  step: /^[A-Za-z0-9-]{1,100}$/,
  action: /^(?:check|patch|reboot|health)$/,
  result: /^(?:ok|nothing|failed|refused|running)$/,
  packages: /^(?:unchanged|changed|broken)$/,
  boot: /^[0-9a-f-]{1,64}$/,
  kernel: /^[\x21-\x7e]{1,100}$/,
  platform: /^[A-Za-z0-9._-]{1,64}$/,
  architecture: /^[A-Za-z0-9_-]{1,32}$/,
  updates: /^(?:-1|0|[1-9]\d{0,5})$/,
  security: /^(?:-1|0|[1-9]\d{0,5})$/,
  reboot: /^(?:yes|no)$/,
  digest: /^[0-9a-f]{16}$/,
  pin: new RegExp(`^(?:${PIN})$`),
  health: /^(?:ok|bad)$/,
};

const PACKAGE = /^([\x21-\x7e]{1,200}) ([\x21-\x7e]{1,200}) ([\x21-\x7e]{1,200})$/;
const MORE = /^(?:0|[1-9]\d{0,5})$/;
const MOST_PROBLEMS = 5;
/** Characters. */
const LONGEST_PROBLEM = 200;

/**
 * Reads what a host answers to a step; what stands before and after the answer is passed over. All of it has to be there and in order, for
 * whoever has a shell on the host may have written it.
 *
 * @returns undefined where it is cut or is none
 */
export function readAnswer(text: string): StepResult | undefined {
  const lines = text.split(/\r?\n/);
  const from = lines.lastIndexOf(HEAD);
  const until = lines.indexOf(END, from);
  if (from === -1 || until === -1) return undefined;
  const said = lines.slice(from + 1, until).map((line) => fieldOf(line));
  const valuesOf = (name: string): readonly string[] =>
    said.filter((field) => field.name === name).map(({ value }) => value);
  const single = new Map<string, string>();
  for (const [name, is] of Object.entries(FIELDS)) {
    const [value, ...more] = valuesOf(name);
    if (value === undefined || more.length > 0 || !is.test(value)) return undefined;
    single.set(name, value);
  }
  const packages = valuesOf('package').map(packageOf);
  const [more = '0', ...others] = valuesOf('more');
  const problems = valuesOf('problem');
  if (packages.includes(undefined) || others.length > 0 || !MORE.test(more)) return undefined;
  if (problems.length > MOST_PROBLEMS) return undefined;
  const known = single.size + packages.length + problems.length + valuesOf('more').length;
  if (known !== said.length) return undefined;
  return {
    step: single.get('step') ?? '',
    result: ANSWER.result.find((each) => each === single.get('result')) ?? 'failed',
    packages: ANSWER.packages.find((each) => each === single.get('packages')) ?? 'broken',
    report: {
      ...reportOf(single),
      problems: problems.map(printable),
      packages: packages.filter((each) => each !== undefined),
      morePackages: Number(more),
    },
  };
}

function fieldOf(line: string): { readonly name: string; readonly value: string } {
  const at = line.indexOf(' ');
  return at === -1 ? { name: line, value: '' } : { name: line.slice(0, at), value: line.slice(at + 1) };
}

function reportOf(
  fields: ReadonlyMap<string, string>,
): Omit<HostReport, 'problems' | 'packages' | 'morePackages'> {
  const textOf = (name: string): string => fields.get(name) ?? '';
  return {
    boot: textOf('boot'),
    kernel: textOf('kernel'),
    platform: textOf('platform'),
    architecture: textOf('architecture'),
    updates: Number(textOf('updates')),
    security: Number(textOf('security')),
    needsReboot: textOf('reboot') === 'yes',
    digest: textOf('digest'),
    pin: textOf('pin'),
    isHealthy: textOf('health') === 'ok',
  };
}

function packageOf(value: string): PackageChange | undefined {
  const [, name, from, to] = PACKAGE.exec(value) ?? [];
  if (name === undefined || from === undefined || to === undefined) return undefined;
  return { name, from: from === '-' ? '' : from, to };
}

/** Of a length that can be shown, and without what moves a cursor or turns the direction of writing. */
function printable(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, LONGEST_PROBLEM);
}

/** What a row says against a baseline or a target. */
export interface Claim {
  /** The figure with its unit: `1.41 × node -e 0`. */
  readonly figure: string;
  /** What the issue asks of it, where it asks. */
  readonly target?: string;
  /** Absent where there is no target, or where something is missing that it takes to tell. */
  readonly met?: boolean;
}

export interface Row {
  readonly name: string;
  /** One for each of the table's columns. */
  readonly cells: readonly string[];
  readonly claims: readonly Claim[];
}

export interface Table {
  readonly title: string;
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** The table as text, each claim on a line. */
export function formatTable({ title, notes, columns, rows }: Table): string {
  const lines = rows.flatMap(({ name, cells, claims }) => {
    const first = [name, ...cells];
    const rest = first.map(() => '');
    const [claim, ...others] = claims;
    return [[...first, ...cellsOf(claim)], ...others.map((other) => [...rest, ...cellsOf(other)])];
  });
  const header = ['', ...columns, 'result', 'target', ''];
  const widths = header.map((head, column) =>
    Math.max(head.length, ...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const isNumber = (column: number): boolean => column > 0 && column <= columns.length;
  const format = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [
    title,
    '─'.repeat(title.length),
    ...notes.map((note) => `  ${note}`),
    `  ${format(header)}`,
    ...lines.map((cells) => `  ${format(cells)}`),
    '',
  ].join('\n');
}

function cellsOf(claim: Claim | undefined): readonly string[] {
  return claim === undefined ? ['', '', ''] : [claim.figure, claim.target ?? '', verdictOf(claim)];
}

function verdictOf({ target, met }: Claim): string {
  if (target === undefined) return '';
  if (met === undefined) return 'not measured';
  return met ? 'met' : 'MISSED';
}

/** How many targets were met in these tables, and which were not. */
export function formatSummary(tables: readonly Table[]): string {
  const judged = tables.flatMap(({ title, rows }) =>
    rows.flatMap(({ name, claims }) =>
      claims
        .filter(({ target }) => target !== undefined)
        .map((claim) => ({ claim, text: `${title}: ${name}: ${claim.figure}, target ${claim.target}` })),
    ),
  );
  const met = judged.filter(({ claim }) => claim.met === true);
  const others = judged.filter(({ claim }) => claim.met !== true);
  return [
    `${met.length} of ${judged.length} targets met in this run`,
    ...others.map(({ claim, text }) => `  ${verdictOf(claim)}  ${text}`),
    '',
  ].join('\n');
}

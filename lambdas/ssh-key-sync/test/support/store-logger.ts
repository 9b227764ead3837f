import type { Logger } from '@kmscrypt/lambda';

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A logger that keeps what it is told. */
export function keptLog(): { readonly logger: Logger; readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const at = (level: Line['level']) => (message: string, details: Line['details']) =>
    void lines.push({ level, message, details });
  return { logger: { info: at('info'), warn: at('warn'), error: at('error') }, lines };
}

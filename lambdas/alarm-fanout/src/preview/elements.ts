import { type Html, markup } from '../html.ts';
import type { Pictures } from './look.ts';

/** What a look has nothing for, as it is. */
export function unknown(value: unknown): Html {
  return markup`<pre class="unknown">${JSON.stringify(value, undefined, 2)}</pre>`;
}

/** A picture; in place of one that is not known, what it is. */
export function picture(
  { url, alt, className }: { readonly url: string; readonly alt: string; readonly className: string },
  pictures: Pictures,
): Html {
  const known = pictures(url);
  return known === undefined
    ? markup`<div class="missing ${className}">${alt || 'picture'}: ${url}</div>`
    : markup`<img class="${className}" src="${known}" alt="${alt}" />`;
}

export const ELEMENTS_STYLE = `
.unknown { margin: 4px 0; padding: 8px; border: 1px dashed #b0b0b0; font: 12px/16px 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.missing { padding: 24px 8px; border: 1px solid #dddddd; background: #f6f6f6; color: #616161; font-size: 12px; overflow-wrap: anywhere; }
`;

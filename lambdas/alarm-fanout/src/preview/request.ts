import { markup } from '../html.ts';
import type { Look } from './look.ts';

/** A request as it is sent: where to, headers, JSON. */
export const request: Look = {
  style: `
.request { width: 680px; padding: 12px 16px; background: #fbfbfc; color: #24292f; font: 13px/19px 'Noto Sans Mono', 'DejaVu Sans Mono', Consolas, monospace; overflow-wrap: anywhere; }
.request .url { font-weight: 700; }
.request .headers { margin: 4px 0 12px; color: #57606a; }
.request pre { margin: 0; font: inherit; white-space: pre-wrap; }
.request .name { color: #0550ae; }
.request .text { color: #0a5c2c; }
.request .other { color: #953800; }
`,
  show: ({ body, request: sent }) =>
    markup`<div class="request">
      ${sent !== undefined && markup`<div class="url">POST ${sent.url}</div>`}
      ${sent !== undefined && markup`<div class="headers">${Object.entries(sent.headers).map(([name, value]) => markup`<div>${name}: ${value}</div>`)}</div>`}
      <pre>${coloured(JSON.stringify(body, undefined, 2) ?? '')}</pre>
    </div>`,
};

/** Names, texts, and other values of JSON. */
const TOKEN =
  /(?<name>"(?:\\.|[^"\\])*"(?=\s*:))|(?<text>"(?:\\.|[^"\\])*")|(?<other>-?\d[\d.eE+-]*|true|false|null)/gu;

function coloured(json: string) {
  const pieces = [];
  let from = 0;
  for (const match of json.matchAll(TOKEN)) {
    const [kind = 'other'] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    pieces.push(json.slice(from, match.index), markup`<span class="${kind}">${match[0]}</span>`);
    from = match.index + match[0].length;
  }
  return [...pieces, json.slice(from)];
}

import { unknown } from './elements.ts';
import { type Html, markup } from '../html.ts';
import { fieldsOf, rest, textIn } from './json.ts';
import type { Look } from './look.ts';

const KNOWN = ['from', 'to', 'subject', 'text', 'html', 'headers', 'region'];

/** A mail with its headers: the part that is HTML as it is, the part that is text to be opened. */
export const mail: Look = {
  style: `
.mail { width: 680px; background: #ffffff; color: #202124; font: 14px/20px 'Noto Sans', 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
.mail table { width: 100%; padding: 12px 16px; border-bottom: 1px solid #e0e0e0; }
.mail th { width: 120px; color: #5f6368; font-weight: 400; text-align: left; vertical-align: top; }
.mail td { vertical-align: top; }
.mail .subject { font-weight: 600; }
.mail iframe { display: block; width: 100%; height: 700px; border: 0; }
.mail details { padding: 8px 16px; border-top: 1px solid #e0e0e0; color: #5f6368; }
.mail pre { font: 12px/18px 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; white-space: pre-wrap; }
`,
  show: ({ body }, { pictures }) => {
    const fields = fieldsOf(body);
    const { from, to, subject, headers, html: page, text } = fields;
    const others = rest(fields, KNOWN);
    const shown = withPictures(textIn(page) ?? '', pictures);
    return markup`<div class="mail">
      <table>
        ${row('From', from)}${row('To', Array.isArray(to) ? to.join(', ') : to)}
        <tr>
          <th>Subject</th>
          <td class="subject">${textIn(subject) ?? ''}</td>
        </tr>
        ${Object.entries(fieldsOf(headers)).map(([name, value]) => row(name, value))}
      </table>
      <iframe sandbox="allow-same-origin" srcdoc="${shown}"></iframe>
      <details>
        <summary>The same as text</summary>
        <pre>${textIn(text) ?? ''}</pre>
      </details>
      ${Object.keys(others).length > 0 && unknown(others)}
    </div>`;
  },
};

function row(name: string, value: unknown): Html {
  return markup`<tr>
    <th>${name}</th>
    <td>${typeof value === 'string' ? value : JSON.stringify(value)}</td>
  </tr>`;
}

/** A preview loads nothing: pictures that are known are put in. */
function withPictures(page: string, pictures: (url: string) => string | undefined): string {
  return page.replaceAll(
    /(<img\b[^>]*?\bsrc=")([^"]*)(")/giu,
    (all, before: string, url: string, after: string) => {
      const known = pictures(url.replaceAll('&amp;', '&'));
      return known === undefined ? all : `${before}${known}${after}`;
    },
  );
}

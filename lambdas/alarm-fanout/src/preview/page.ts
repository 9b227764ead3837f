import { hash } from 'node:crypto';
import { ELEMENTS_STYLE } from './elements.ts';
import { Html, markup } from '../html.ts';
import { LOOKS_STYLE } from './looks.ts';

/** One destination's messages. */
export interface Shown {
  /** The destination's. */
  readonly name: string;
  /** Its type. */
  readonly type: string;
  readonly content: Html;
}

/** By this an earlier preview is known. */
export const GENERATOR = 'kmscrypt-lambda alarm-fanout preview';

const PAGE_STYLE = `
html, body { margin: 0; background: #ffffff; }
.picture { display: inline-block; overflow: hidden; border: 1px solid #d8dee4; background: #ffffff; vertical-align: top; }
.shown + .shown { border-top: 1px solid #d8dee4; }
.part-name { padding: 4px 20px; background: #f6f8fa; color: #57606a; font: 12px/16px 'Noto Sans', Arial, sans-serif; }
.withheld { width: 640px; padding: 16px 20px; color: #57606a; font: 14px/20px 'Noto Sans', Arial, sans-serif; }
.all { display: flex; flex-wrap: wrap; gap: 24px; padding: 24px; background: #eef0f3; }
.all h1 { flex: 1 0 100%; margin: 0; font: 600 20px/28px 'Noto Sans', Arial, sans-serif; }
.all > p { flex: 1 0 100%; margin: -16px 0 0; color: #57606a; font: 14px/20px 'Noto Sans', Arial, sans-serif; }
.all h2 { margin: 0 0 6px; font: 600 14px/20px 'Noto Sans', Arial, sans-serif; }
.all h2 span { color: #57606a; font-weight: 400; }
`;

/** A frame is as high as what is in it. */
const SCRIPT = `for (const frame of document.querySelectorAll('iframe')) {
  const fit = () => { frame.style.height = Math.ceil(frame.contentDocument.documentElement.getBoundingClientRect().height) + 'px'; };
  frame.addEventListener('load', fit);
  fit();
}`;

/** A page that is one picture. */
export function pictureOf(shown: Shown): string {
  return pageOf(shown.name, markup`<main class="picture">${shown.content}</main>`);
}

/** A page with all of them. @param remark what is to be known of them */
export function overview(title: string, all: readonly Shown[], remark?: string): string {
  const sections = all.map(
    ({ name, type, content }) =>
      markup`<section>
        <h2>${name} <span>${type}</span></h2>
        <div class="picture">${content}</div>
      </section>`,
  );
  return pageOf(
    title,
    markup`<main class="all">
      <h1>${title}</h1>
      ${remark !== undefined && markup`<p>${remark}</p>`}
      ${sections}
    </main>`,
  );
}

/** Loads nothing, and runs nothing but its own script: all else in it comes from alarms. */
function pageOf(title: string, body: Html): string {
  const digest = hash('sha256', SCRIPT, 'base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${digest}'`;
  const style = new Html(PAGE_STYLE + ELEMENTS_STYLE + LOOKS_STYLE);
  const script = new Html(SCRIPT);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="${GENERATOR}">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`;
  return page.text;
}

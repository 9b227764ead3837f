import { type Html, markup } from '../../html.ts';
import { isHttps } from '../../https-url.ts';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** What mail clients show alike: a table, styles in place, no script, nothing that is loaded but the images in the body. */
export function pageOf({
  title,
  colour,
  body,
}: {
  readonly title: string;
  readonly colour: string;
  readonly body: readonly Html[];
}): string {
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6"><tr><td align="center" style="padding:16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:680px;background:#ffffff;border-top:6px solid ${colour};${FONT};font-size:14px;line-height:20px;color:#1f2937">
<tr><td style="padding:20px 24px 4px"><h1 style="margin:0;font-size:18px;line-height:24px;color:${colour};word-break:break-word">${title}</h1></td></tr>
${body}
<tr><td style="padding:0 24px 12px"></td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
  return page.text;
}

/** One block of it. */
export function row(content: Html | readonly Html[]): Html {
  return markup`<tr><td style="padding:6px 24px;word-break:break-word">${content}</td></tr>\n`;
}

/** A link, where it is one by https; else the text. */
export function link(url: string, name: Html): Html {
  return isHttps(url) ? markup`<a href="${url}" style="color:#1d4ed8">${name}</a>` : name;
}

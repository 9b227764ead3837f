import type { Health } from './backend.ts';

/** The page, in HTML. Without health the backend did not answer. */
export function renderPage(health: Health | undefined): string {
  const rows = health === undefined ? [['backend', 'unreachable']] : Object.entries(health);
  const cells = rows.map(([name, state]) => `<tr><th>${escape(name)}</th><td>${escape(state)}</td></tr>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>kmscrypt example</title>
<h1>The backend's health</h1>
<table>
${cells.join('\n')}
</table>
</html>
`;
}

function escape(value = ''): string {
  return value.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

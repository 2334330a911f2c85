import { problemCodes } from '../errors/problem-codes.js';
import { escapeHtml } from './html.js';

/** Where the `type` of every problem leads: one line per code. */
export function errorsPage(title: string): string {
  const rows = problemCodes().map(
    ({ code, status, doc }) =>
      `<tr id="${escapeHtml(code)}"><td><code>${escapeHtml(code)}</code></td><td>${status}</td><td>${inline(doc)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${escapeHtml(title)}: errors</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
      td { padding: .4rem .8rem; vertical-align: top; border-top: 1px solid #ddd }
      tr:target { background: #fff3c4 }
    </style>
  </head>
  <body>
    <h1>Errors</h1>
    <table>${rows.join('\n')}</table>
  </body>
</html>
`;
}

function inline(doc: string): string {
  return escapeHtml(doc).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/**
 * Where a text stops being JSON; its length when it only ends too early. The parser of the engine knows, and does not
 * always say. Called for texts that it refused, never for others.
 */
export function jsonErrorPosition(text: string): number {
  const open: string[] = [];
  let position = skipSpace(text, 0);
  let wanted: 'value' | 'value or ]' | 'name' | 'name or }' | ', or end' = 'value';

  for (;;) {
    const letter = text[position];
    if (letter === undefined) return text.length;

    if (wanted === ', or end') {
      const inside = open.at(-1);
      if (inside === undefined) return position;
      if (letter === ',') wanted = inside === '{' ? 'name' : 'value';
      else if (letter === (inside === '{' ? '}' : ']')) open.pop();
      else return position;
      position = skipSpace(text, position + 1);
      continue;
    }

    if ((wanted === 'value or ]' && letter === ']') || (wanted === 'name or }' && letter === '}')) {
      open.pop();
      wanted = ', or end';
      position = skipSpace(text, position + 1);
    } else if (wanted === 'name' || wanted === 'name or }') {
      if (letter !== '"') return position;
      const name = scanString(text, position);
      if (!name.ok) return name.end;
      position = skipSpace(text, name.end);
      if (text[position] !== ':') return position;
      wanted = 'value';
      position = skipSpace(text, position + 1);
    } else if (letter === '{' || letter === '[') {
      open.push(letter);
      wanted = letter === '{' ? 'name or }' : 'value or ]';
      position = skipSpace(text, position + 1);
    } else {
      const value = letter === '"' ? scanString(text, position) : scanWord(text, position);
      if (!value.ok) return value.end;
      wanted = ', or end';
      position = skipSpace(text, value.end);
    }
  }
}

interface Scanned {
  readonly ok: boolean;
  /** Behind it when it is right, at the first wrong letter when it is not. */
  readonly end: number;
}

const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function skipSpace(text: string, from: number): number {
  return from + matchAt(SPACE, text, from);
}

/** By hand: an expression for the whole string would remember every letter of a long one. */
function scanString(text: string, from: number): Scanned {
  let at = from + 1;
  while (at < text.length) {
    const letter = text[at];
    if (letter === '"') return { ok: true, end: at + 1 };
    if (letter === '\\') {
      const length = matchAt(ESCAPE, text, at);
      if (length === 0) return { ok: false, end: at };
      at += length;
    } else if (text.charCodeAt(at) < 0x20) {
      return { ok: false, end: at };
    } else {
      at += 1;
    }
  }
  return { ok: false, end: at };
}

function scanWord(text: string, from: number): Scanned {
  const length = matchAt(WORD, text, from);
  return { ok: length > 0, end: from + length };
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

import type { ASTNode } from '@marcbachmann/cel-js';
import { checkCall, checkMethod } from './check-calls.js';
import { checkArithmetic } from './check-arithmetic.js';
import { checkFact } from './check-facts.js';
import { checkList, checkLiteral } from './check-literals.js';
import { checkBoth, checkComparison, checkIf, checkIn, checkNegation, checkNot } from './check-operators.js';
import { refuse, type Checking } from './checking.js';
import type { Term } from './term.js';

/** A tree with the type of every part, or with the problems that were found. Forms that are not named here do not exist. */
export function check(node: ASTNode, checking: Checking): Term {
  switch (node.op) {
    case 'value':
      return checkLiteral(node, checking);
    case 'list':
      return checkList(node, checking, check);
    case 'id':
    case '.':
    case '[]':
      return checkFact(node, checking);
    case '&&':
    case '||':
      return checkBoth(node, checking, check);
    case '!_':
      return checkNot(node, checking, check);
    case '-_':
      return checkNegation(node, checking, check);
    case '?:':
      return checkIf(node, checking, check);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return checkComparison(node, checking, check);
    case 'in':
      return checkIn(node, checking, check);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return checkArithmetic(node, checking, check);
    case 'call':
      return checkCall(node, checking, check);
    case 'rcall':
      return checkMethod(node, checking, check);
    case 'map':
    case '.?':
    case '[?]': {
      const message = 'Maps and optional fields have no use in a condition.';
      const expected = 'a fact, a value, a list or a call';
      return refuse(node, checking, {
        code: 'form_not_allowed',
        message,
        expected,
        found: checking.source.slice(node.start, node.end),
      });
    }
    default:
      return node satisfies never;
  }
}

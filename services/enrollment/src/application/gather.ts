export interface Gathering {
  /** Questions answered by one call; a caller that brings more is answered whole all the same. */
  readonly atOnceMax: number;
  /** Calls under way at the same time. */
  readonly lanes: number;
}

interface Caller<Asked, Answered> {
  readonly questions: readonly Asked[];
  readonly resolve: (answers: readonly Answered[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes one call of many: what is asked while the last call is under way is the next one. No timer waits for company,
 * so a lone question is answered at once, and a crowd shares its round trips.
 */
export function gather<Asked, Answered>(
  answer: (questions: readonly Asked[]) => Promise<readonly Answered[]>,
  { atOnceMax, lanes }: Gathering,
): (questions: readonly Asked[]) => Promise<readonly Answered[]> {
  const waiting: Caller<Asked, Answered>[] = [];
  let open = 0;

  const lane = async () => {
    for (let callers = take(waiting, atOnceMax); callers.length > 0; callers = take(waiting, atOnceMax)) {
      try {
        const answers = await answer(callers.flatMap(({ questions }) => questions));
        let from = 0;
        for (const caller of callers) caller.resolve(answers.slice(from, (from += caller.questions.length)));
      } catch (error) {
        for (const caller of callers) caller.reject(error);
      }
    }
    open -= 1;
  };

  return (questions) =>
    new Promise((resolve, reject) => {
      waiting.push({ questions, resolve, reject });
      if (open >= lanes) return;
      open += 1;
      setImmediate(() => void lane());
    });
}

function take<Asked, Answered>(waiting: Caller<Asked, Answered>[], atOnceMax: number): Caller<Asked, Answered>[] {
  let questions = 0;
  const end = waiting.findIndex((caller, index) => (questions += caller.questions.length) > atOnceMax && index > 0);
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

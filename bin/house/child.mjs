import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** A terminal sends these to every process in its foreground itself: passing them on would deliver them twice. */
const fromTerminal = ['SIGINT', 'SIGQUIT', 'SIGHUP'];
const passedOn = [...fromTerminal, 'SIGTERM', 'SIGUSR2'];

/**
 * Runs a program until it ends, and outlives it: signals go to the child, which decides how to stop.
 * Answers the exit code a shell would show (128 + n when a signal ended it), and by which signal it was
 * stopped, whether it died of it or, like npm, made a failure of it.
 */
export function runToItsEnd(file, args, { onStart = () => {}, ...options }) {
  return new Promise((settle, refuse) => {
    const child = spawn(file, args, options);
    if (child.pid) onStart(child);

    let received;
    const listeners = passedOn.map((signal) => [
      signal,
      () => {
        received = signal;
        pass(signal, child);
      },
    ]);
    for (const [signal, listener] of listeners) process.on(signal, listener);
    const stopListening = () => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    };

    child.once('error', (error) => {
      stopListening();
      refuse(error);
    });
    child.once('close', (code, signal) => {
      stopListening();
      settle({ exitCode: code ?? 128 + constants.signals[signal], stoppedBy: signal ?? received });
    });
  });
}

function pass(signal, child) {
  if (process.stdin.isTTY && fromTerminal.includes(signal)) return;
  child.kill(signal);
}

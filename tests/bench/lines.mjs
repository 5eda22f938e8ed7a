// Calls to another process and its answers, one JSON object a line.
import { createInterface } from 'node:readline';

/**
 * Answers the calls on standard input by functions of these names, until the input ends.
 *
 * @param {Record<string, (...args: any[]) => unknown>} functions
 */
export async function answer(functions) {
  const say = (/** @type {object} */ what) => process.stdout.write(`${JSON.stringify(what)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const { call, args } = JSON.parse(line);
    try {
      say({ value: await functions[call](...args) });
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) });
    }
  }
  process.exit(); // whatever is still open
}

/**
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} child
 * @returns {(call: string, ...args: unknown[]) => Promise<any>} one call at a time
 */
export function caller(child) {
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint = (complaint + text).slice(-2000);
  });
  child.stdin.on('error', () => {}); // the missing answer tells
  return async (call, ...args) => {
    child.stdin.write(`${JSON.stringify({ call, args })}\n`);
    const { value: line, done } = await answers.next();
    if (done) throw new Error(complaint.trim().split('\n').at(-1) || 'its process has ended');
    const { value, error } = JSON.parse(line);
    if (error !== undefined) throw new Error(error);
    return value;
  };
}

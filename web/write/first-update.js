/** Whether the first update is what the visitor waits for. @param {import('../lab/lab.js').LabState} now */
const isAwaited = ({ phase, curve }) =>
  phase === 'starting' || (phase === 'training' && curve.training.updates.length === 0);

/**
 * Does once what must not delay the first update: before anything is pressed, or after it has come.
 * @param {import('../lab/lab.js').Lab} lab
 * @param {() => void} task
 */
export function besideFirstUpdate({ state }, task) {
  let isDone = false;
  const attempt = () => {
    if (isDone || isAwaited(state.now)) return;
    isDone = true;
    task();
  };
  state.watch(['phase', 'curve'], () => {
    if (!isDone) setTimeout(attempt); // when a click on what this frame has shown is under way
  });
}

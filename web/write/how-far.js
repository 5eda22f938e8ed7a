import { words } from '../app/words.js';
import { find, write } from '../parts/dom.js';

/** How far the training is, in a line. @param {import('../lab/lab.js').Lab} lab */
export function showHowFar({ state }) {
  const bar = find('how-far', HTMLProgressElement);
  state.watch(['updates', 'target', 'remaining', 'report', 'phase', 'minutes', 'plan'], (now) => {
    const { updates, target, remaining, report, phase, minutes, plan } = now;
    const isOpen = minutes !== undefined && plan === undefined; // how many updates that are is not known yet
    bar.value = isOpen || target === 0 ? 0 : Math.min(1, updates / target);
    const left = phase === 'training' && !isOpen ? remaining : undefined;
    write('going', updates > 0 ? words.howFar(updates, isOpen ? undefined : target, left) : '');
    write('going-speed', updates > 0 && report ? words.speed(report) : '');
  });
}

import { presentSetup } from './presets.js';

/** @typedef {import('./setup.js').Setup} Setup */

/** What changes neither size nor pace. */
const WITHOUT_COST = ['seed', 'lr', 'clip', 'init', 'schedule', 'warmup', 'horizon'];
/** So long nothing changes before a calibration begins. */
const CALM_MS = 400;

/**
 * Finds out what the present model takes while that is looked at, and what one takes that is considered; once
 * for each in a visit, and only while nothing is trained.
 *
 * @param {import('./session-state.js').SessionState} shared
 * @param {() => Blob} content of the text
 */
export function createForecaster({ state }, content) {
  /** @type {Map<string, import('./cost.js').Cost | undefined>} */
  const known = new Map();
  const present = () => presentSetup(state.now);
  let controller = new AbortController();
  /** @type {Setup | undefined} */
  let considered;
  let isAsked = false;

  /** @param {Setup} setup */
  function keyOf(setup) {
    const rows = Object.entries(setup).filter(([name]) => !WITHOUT_COST.includes(name));
    return JSON.stringify([state.now.text?.name, content().size, rows.sort()]);
  }

  function tell() {
    const key = considered && keyOf(considered);
    const edited = key && { cost: known.get(key), calibrated: known.has(key) };
    state.set({ cost: known.get(keyOf(present())), edited: edited || undefined });
  }

  /** @param {Setup} setup @param {AbortSignal} signal */
  async function learn(setup, signal) {
    const key = keyOf(setup);
    if (known.has(key)) return;
    const cost = await import('./calibration.js') // nobody needs it before the first update
      .then(({ calibrate }) => calibrate(setup, content(), signal))
      .catch(() => undefined);
    if (!signal.aborted) known.set(key, cost);
  }

  async function begin() {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    const { model, phase, classMode } = state.now;
    if (!model || classMode.embed) return;
    tell();
    await new Promise((calm) => setTimeout(calm, CALM_MS));
    for (const setup of [considered, isAsked ? present() : undefined]) {
      if (signal.aborted || phase !== 'ready') return;
      if (setup) await learn(setup, signal);
      if (!signal.aborted) tell();
    }
  }

  state.watch(['birth', 'host', 'phase', 'text'], begin);
  return {
    /** @param {boolean} isSeen whether what the present model takes is in view */
    foresee(isSeen) {
      isAsked = isSeen;
      begin();
    },
    /** @param {Setup} [setup] undefined: none any more */
    consider(setup) {
      if (!setup && !considered) return;
      considered = setup;
      begin();
    },
  };
}

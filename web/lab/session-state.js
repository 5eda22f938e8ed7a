import { presets } from '../../wasm/index.js';
import { usual } from '../app/class-mode.js';
import { createState } from '../app/state.js';
import { words } from '../app/words.js';
import { NOTHING } from './sampler.js';
import { initialHost, USUAL_MINUTES } from './setup.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').ModelInfo} ModelInfo
 * @typedef {import('../../wasm/sluice.d.ts').TextInfo} TextInfo
 * @typedef {Awaited<ReturnType<Session['epoch']>>} Division
 * @typedef {import('./history.js').Curve} Curve
 * @typedef {{ updates: number, prompt: string, text: string }} Frame of the time-lapse
 *
 * A text that was read. `content` is missing from a long one; `builtIn` says which of the page's own it is.
 * @typedef {{ name: string, opening: string, content?: string, info: TextInfo, builtIn?: import('../app/language.js').Language }} Text
 *
 * @typedef {'starting' | 'ready' | 'training' | 'lost'} Phase
 * @typedef {'notice' | 'textError' | 'promptError' | 'settingsError' | 'modelError'} Place
 * @typedef {Error & { code?: string }} Failure
 *
 * @typedef {import('../store/runs.js').Run & { isElsewhere: boolean }} Run one that this browser keeps, and whether another tab has it open
 *
 * A training that could be resumed, and why it is offered: the visitor is back, the engine was lost, or
 * a file was loaded that holds one.
 * @typedef {{ reason: 'visit' | 'lost', run: Run }
 *   | { reason: 'file', bytes: Uint8Array, updates: number }} Offer
 */

/** @type {Curve} */
const EMPTY = { updates: [], perplexities: [] };

/** All that the views show. */
const initial = {
  phase: /** @type {Phase} */ ('starting'),
  engine: '',
  /** Whether it runs in the page's own thread, because workers are refused. */
  isInPage: false,
  /** Whether its multiply-adds are fused. */
  fused: false,
  table: /** @type {import('../../wasm/sluice.d.ts').Setting[]} */ ([]),
  text: /** @type {Text | undefined} */ (undefined),
  loading: /** @type {{ bytes: number, total: number } | undefined} */ (undefined),
  model: /** @type {ModelInfo | undefined} */ (undefined),
  /** How its training divides the text. */
  division: /** @type {Division | undefined} */ (undefined),
  host: initialHost,
  classMode: usual,
  /** The one that model and host were drawn by, until something is changed. */
  preset: /** @type {import('./presets.js').Preset | undefined} */ (undefined),
  /** What of it was made smaller for a short text. */
  fitted: /** @type {{ batch: number, steps: number } | undefined} */ (undefined),
  /** Counts the models: a new one has come when it changes. */
  birth: 0,
  /** Behind the model. Its present training began after `origin` of them, above 0 for a loaded model. */
  updates: 0,
  origin: 0,
  target: presets.first.updates,
  /** So long it trains instead, if the visitor says so; `plan` has the updates that came of it, and how they are made. */
  minutes: /** @type {number | undefined} */ (USUAL_MINUTES),
  plan: /** @type {{ updates: number, workers: import('./setup.js').Host['workers'], pace: number } | undefined} */ (
    undefined
  ),
  isPlanning: false,
  report: /** @type {import('../../wasm/sluice.d.ts').Progress | undefined} */ (undefined),
  /** Running, over the last moment. */
  perplexity: /** @type {number | undefined} */ (undefined),
  /** Of the training text and the held-out text, with the weights of one moment. */
  frozen: /** @type {number | undefined} */ (undefined),
  heldOut: /** @type {number | undefined} */ (undefined),
  curve: { training: EMPTY, frozen: EMPTY, heldOut: EMPTY },
  baselines: /** @type {import('../../wasm/sluice.d.ts').Baselines | undefined} */ (undefined),
  /** How the curve is drawn: ids of series that are left out. */
  chart: { log: true, hidden: /** @type {readonly string[]} */ ([]) },
  /** Milliseconds of training behind this model, and left until the target. */
  elapsed: 0,
  remaining: /** @type {number | undefined} */ (undefined),
  sample: NOTHING,
  /** Samples of this model at updates 0, 50, 100, 200, 400, ... */
  lapse: /** @type {Frame[]} */ ([]),
  generation: {
    running: false,
    text: '',
    prompt: '',
    temperature: 0,
    seed: 0,
    updates: 0,
    length: 0,
  },
  /** Kept by the browser, latest first. */
  runs: /** @type {Run[]} */ ([]),
  /** How it is with keeping them. */
  keeping: {
    isOn: true,
    isPossible: /** @type {boolean | undefined} */ (undefined),
    /** Whether the browser promises not to clear them away; undefined until it is asked. */
    isSafe: /** @type {boolean | undefined} */ (undefined),
    /** The update up to which the present one is kept. */
    savedAt: /** @type {number | undefined} */ (undefined),
    problem: '',
  },
  /** A training that could be resumed. */
  offer: /** @type {Offer | undefined} */ (undefined),
  /** What the present model takes, and one by settings that are being edited; see cost.js. */
  cost: /** @type {import('./cost.js').Cost | undefined} */ (undefined),
  edited: /** @type {{ cost?: import('./cost.js').Cost, calibrated: boolean } | undefined} */ (
    undefined
  ),
  notice: '',
  /** What would help, when the loss has blown up. */
  remedy: /** @type {{ clip: number, lr: number } | undefined} */ (undefined),
  textError: '',
  promptError: '',
  settingsError: '',
  modelError: '',
};

/** @typedef {typeof initial} LabState */

/**
 * What the parts of the lab share: the state, the session, and where failures go.
 * @typedef {ReturnType<typeof createSessionState>} SessionState
 */
export function createSessionState() {
  const state = createState(initial);
  return {
    state,
    session: /** @type {Session} */ (/** @type {unknown} */ (undefined)), // until the lab starts

    /** Says at `place` what went wrong, unless somebody wanted it so. @param {Place} place @param {unknown} error */
    fail(place, error) {
      const failure = /** @type {Failure} */ (error);
      const { code, name } = failure;
      if (code === 'DISPOSED' || name === 'AbortError') return;
      if (code === 'WORKER_LOST') state.set({ phase: 'lost', notice: words.lost(failure) });
      else if (code === 'OTHER_VOCABULARY') state.set({ [place]: words.otherAlphabet });
      else state.set({ [place]: words.failure(failure) });
    },
  };
}

// What the package makes of saved files; loaded when it is asked for: most visits neither resume nor export.
export { exportModel, readTraining } from '../../wasm/index.js';

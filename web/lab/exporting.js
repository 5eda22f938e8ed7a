// Loaded when it is asked for: most visitors never export a model.
export { exportModel } from '../../wasm/index.js';

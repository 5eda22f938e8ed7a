// The page in a frame of another page, to which it tells what happens and which may train and pause it. The page says
// that it is there; <sluice-lab>, and nobody else, answers with a port. What is told goes through that port alone.

/** @typedef {import('../lab/lab.js').Lab} Lab */
/** @typedef {import('../lab/lab.js').LabState} LabState */

/** @param {LabState} now */
const standing = ({ updates, target, report, perplexity, heldOut }) => ({
  update: updates,
  ...{ target, perplexity: report?.perplexity ?? perplexity, heldOut },
});

/** What went wrong, if anything did. @param {Lab} lab */
function complain({ state }) {
  if (state.now.notice) throw new Error(state.now.notice);
}

/** @param {Lab} lab @param {unknown} options of a call from another page */
async function train(lab, options) {
  const { updates, minutes, ...others } = /** @type {Record<string, unknown>} */ (options);
  const [unknown] = Object.keys(others);
  if (unknown) throw new Error(`train takes updates or minutes, not ${unknown}`);
  const bad = [updates, minutes].find((one) => one !== undefined && !(Number(one) > 0));
  if (bad !== undefined) throw new Error('train: updates and minutes are numbers above 0');
  if (updates !== undefined) lab.setTarget(Math.ceil(Number(updates)));
  else if (minutes !== undefined) lab.setMinutes(Number(minutes));
  await (updates === undefined ? lab.train() : lab.trainToTarget());
  await lab.trained();
  complain(lab);
}

/** What the other page may ask for. @type {Record<string, (lab: Lab, options: unknown) => Promise<unknown>>} */
const CALLS = {
  train,
  pause: (lab) => lab.pause(),
  step: (lab) => lab.step().then(() => complain(lab)),
  restart: (lab) => lab.reset().then(() => complain(lab)),
};

/** @param {Lab} lab @param {any} message @returns {Promise<object>} what answers it */
async function answer(lab, { number, call, options }) {
  try {
    const method = Object.hasOwn(CALLS, call) ? CALLS[call] : undefined;
    if (!method) throw new Error(`no such call: ${call}`);
    await method(lab, options ?? {});
    return { answer: number, detail: standing(lab.state.now) };
  } catch (error) {
    return { answer: number, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Tells what happens, as often as the state is looked at. @param {Lab} lab @param {(event: string, detail: object) => void} tell */
function tellEvents({ state }, tell) {
  let told = state.now.updates;
  let endedAt = told;
  let birth = 0;
  state.watch(['phase', 'birth', 'updates', 'perplexity'], (now) => {
    const { phase, updates, model, text } = now;
    if (phase === 'starting') return;
    if (now.birth !== birth) {
      birth = now.birth;
      told = updates;
      endedAt = updates;
      tell('ready', {
        ...standing(now),
        parameters: model?.parameters,
        symbols: text?.info.symbols,
      });
    }
    if (updates > told) tell('progress', standing(now));
    told = updates;
    if (phase === 'training' || updates === endedAt) return;
    endedAt = updates;
    tell('end', { ...standing(now), done: updates >= now.target });
  });
  let written = state.now.sample;
  state.watch(['sample'], ({ sample }) => {
    const { prompt, text, updates } = sample;
    if (sample !== written && text) tell('sample', { update: updates, prompt, text });
    written = sample;
  });
  state.watch(['notice'], ({ notice }) => {
    if (notice) tell('error', { message: notice });
  });
}

/** @param {Lab} lab @param {MessagePort} port */
function talk(lab, port) {
  port.onmessage = async ({ data }) => port.postMessage(await answer(lab, data));
  tellEvents(lab, (event, detail) => port.postMessage({ event, detail }));
}

/** @param {Lab} lab that has started */
export function showInFrame(lab) {
  const greeted = (/** @type {MessageEvent} */ { source, data, ports: [port] }) => {
    if (source !== parent || data?.sluice !== 'hello' || !port) return;
    removeEventListener('message', greeted);
    talk(lab, port);
  };
  addEventListener('message', greeted);
  parent.postMessage({ sluice: 'here' }, '*'); // which says nothing of what is on the page
}

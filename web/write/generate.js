import { words } from '../app/words.js';
import { promptFrom } from '../lab/sampler.js';
import { holdsWhole } from '../parts/decimal-comma.js';
import { find, write } from '../parts/dom.js';
import { showError } from '../parts/field.js';

/** Writing on from a prompt. @param {import('../lab/lab.js').Lab} lab */
export function showGenerate(lab) {
  const { state } = lab;
  const prompt = find('prompt', HTMLInputElement);
  const temperature = find('temperature', HTMLInputElement);
  const length = find('length', HTMLInputElement);
  const button = find('generate', HTMLButtonElement);
  const written = find('written', HTMLTextAreaElement);

  find('generate-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    if (state.now.generation.running) return lab.stopGenerating();
    if (!holdsWhole(length)) length.value = length.defaultValue;
    lab.generate({
      prompt: prompt.value,
      temperature: temperature.valueAsNumber,
      length: length.valueAsNumber,
    });
  });
  const showTemperature = () => write('temperature-value', temperature.value);
  temperature.addEventListener('input', showTemperature);
  showTemperature();

  let offered = '';
  state.watch(['text'], ({ text }) => {
    const next = promptFrom(text?.opening ?? '');
    if (next !== offered) prompt.value = next; // the same text read again leaves what was typed
    offered = next;
  });
  state.watch(['phase', 'generation'], ({ phase, generation }) => {
    button.disabled = phase === 'starting' || phase === 'lost';
    button.textContent = generation.running ? words.stop : words.write;
  });
  state.watch(['generation'], ({ generation }) => {
    written.value = generation.prompt + generation.text;
    if (generation.running) written.scrollTop = written.scrollHeight;
    const { length, temperature, seed, updates } = generation;
    write('written-meaning', length ? words.written(length, temperature, seed, updates) : '');
  });
  let wasRunning = false;
  state.watch(['generation'], ({ generation: { running, length, temperature, seed, updates } }) => {
    const isDone = wasRunning && !running && length > 0;
    if (isDone)
      write('announcer', `${words.wrote} ${words.written(length, temperature, seed, updates)}`);
    wasRunning = running;
  });
  state.watch(['promptError'], ({ promptError }) =>
    showError(prompt, find('prompt-error', HTMLElement), promptError),
  );
}

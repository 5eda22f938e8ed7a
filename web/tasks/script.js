// A text written together with what could be known about it beforehand.

/**
 * @typedef {object} Score what some reader pays for the text
 * @property {number} loss mean nats per symbol over every symbol after the first
 * @property {number} perplexity exp(loss)
 * @property {number} answerLoss mean nats per answer: the clear sign, where answers are few
 *
 * @typedef {object} TaskText
 * @property {string} text one example a line; every symbol is one ASCII character
 * @property {number[]} predictable positions of the symbols that are certain to one who knows the
 *   rule and has read what comes before
 * @property {number[]} answers positions of the symbols that only one who has learnt the rule can know.
 *   A model predicts position p after reading p - 1.
 * @property {number} span the farthest that an answer lies behind the symbol that decides it
 * @property {Score} best what this very text costs a reader who knows the rule and all its odds;
 *   less is luck, or memorizing
 * @property {Score} guessing a reader who knows everything else but must guess at every answer
 */

/** Takes down a text symbol by symbol, each with the probability it had of being the next. */
export class Script {
  #text = '';
  /** @type {number[]} */
  #predictable = [];
  /** @type {number[]} */
  #answers = [];
  #span = 0;
  #nats = 0;
  #answerNats = 0;
  #guessNats = 0;

  get length() {
    return this.#text.length;
  }

  /** @param {string} symbol @param {number} [probability] given the rule and all before */
  write(symbol, probability = 1) {
    if (probability === 1) this.#predictable.push(this.length);
    // The first symbol is read but never predicted.
    if (this.length > 0) this.#nats -= Math.log(probability);
    this.#text += symbol;
  }

  /**
   * Writes what the task is about.
   *
   * @param {string} symbol
   * @param {number} from the position that decides it, or the first of those that do
   * @param {number} choices how many symbols are equally likely to one who must guess
   * @param {number} [probability]
   */
  answer(symbol, from, choices, probability = 1) {
    this.#answers.push(this.length);
    this.#span = Math.max(this.#span, this.length - from);
    this.#answerNats -= Math.log(probability);
    this.#guessNats += Math.log(choices);
    this.write(symbol, probability);
  }

  /** @param {number} guessed nats paid on top of the best @returns {Score} */
  #score(guessed) {
    const loss = (this.#nats + guessed) / (this.length - 1);
    const answerLoss = (this.#answerNats + guessed) / this.#answers.length;
    return { loss, perplexity: Math.exp(loss), answerLoss };
  }

  /** @returns {TaskText} */
  finish() {
    return {
      text: this.#text,
      predictable: this.#predictable,
      answers: this.#answers,
      span: this.#span,
      best: this.#score(0),
      guessing: this.#score(this.#guessNats),
    };
  }
}

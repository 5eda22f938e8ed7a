// Whether a page in Chinese says anything in English.

/** @typedef {import('playwright-core').Page} Page */

/** Names, signs and values that are the same in every language. */
const NAMES =
  /\b(Sluice|RNN|GRU|LSTM|PyTorch|ONNX|Keras|JSON|HTML|ISO|seq2seq|unk|pad|bos|eos|Go|Va|WebAssembly|SIMD|CSV|PNG|BLEU|Adam|AdamW|RMSProp|SGD|sgd|Xavier|Cho|Zaremba|Merity|Gal|Xie|Chung|DropConnect|Witten-Bell|UTF-8|MB|English|safetensors|dropout|d2l|relaxed|simd|scalar|v1\.0|tanh|exp|min|log|ln|rnn\.[a-z_0-9]+|linear\.[a-z]+)\b/g;

/** What is translated: numbers in French, the lesson's French sentences, and its strings of the letters a to e. */
const FRENCH =
  /\b(zéro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|et|il|est|calme|paresseux|va|[a-e]+)\b/g;

/** @param {string} text */
const isEnglish = (text) => /[A-Za-z]{2,}/.test(text.replace(NAMES, '').replace(FRENCH, ''));

/** What of a page is said in English: texts that are rendered, and labels. @param {Page} page */
export async function leftInEnglish(page) {
  const said = await page.evaluate(() => {
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, textContent } = walker.currentNode;
      const shown = parent?.closest('option') ? parent.closest('select') : parent;
      if (shown?.checkVisibility() && !parent?.closest('math, svg, script'))
        texts.push(textContent ?? '');
    }
    for (const name of ['aria-label', 'aria-valuetext', 'placeholder', 'title', 'alt', 'label'])
      for (const element of document.querySelectorAll(`[${name}]`))
        texts.push(element.getAttribute(name) ?? '');
    return texts;
  });
  return [...new Set(said.filter(isEnglish))];
}

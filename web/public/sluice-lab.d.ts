/**
 * `<sluice-lab>`: the page of Sluice in a frame of another page, with training, curve and sample.
 *
 *     import 'sluice/lab';
 *     const lab = document.querySelector('sluice-lab');
 *     lab.addEventListener('progress', ({ detail }) => console.log(detail.update, detail.perplexity));
 *     await lab.train({ updates: 500 });
 *
 * @module sluice/lab
 */

import type { Settings } from 'sluice';

/** `max_tokens` and `maxTokens` are written `max-tokens`. */
type Dashed<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}-${Dashed<Rest>}`
  : Name;

/** The settings of a model, as attributes; `hidden` is a property of every element, so it is `hidden-size`. */
type SettingAttributes = {
  [Name in keyof Settings as Name extends 'hidden' ? 'hidden-size' : Dashed<Name>]?:
    | Settings[Name]
    | `${NonNullable<Settings[Name]>}`;
};

/** What the page is at, in the details of events and the answers of methods. */
export interface SluiceLabStanding {
  /** Updates behind the model. */
  update: number;
  /** The update at which training stops; of a training by minutes, once it is known. */
  target: number;
  /** Of the text that is learned, over the updates since the last report. */
  perplexity?: number;
  /** Of the held-out text, when it was last measured. */
  heldOut?: number;
}

/** The events of the element. None of them bubbles; they come as often as the frame is painted, and a few times a second while nobody sees it. */
export interface SluiceLabEvents {
  /** There is a model: at first, and whenever another has been drawn. */
  ready: CustomEvent<SluiceLabStanding & { parameters: number; symbols: number }>;
  /** It has learned. */
  progress: CustomEvent<SluiceLabStanding>;
  /** It has written. */
  sample: CustomEvent<{ update: number; prompt: string; text: string }>;
  /** A training has ended; `done` unless it was paused before its target. */
  end: CustomEvent<SluiceLabStanding & { done: boolean }>;
  /** Something went wrong, in the words of the page; or there is no page at `src`. */
  error: CustomEvent<{ message: string }>;
}

/** The attributes of the element. All may change later; the page then begins anew, but for `height` and `heading`. */
export interface SluiceLabAttributes extends SettingAttributes {
  /** The folder of the page. Default: that of the script, which bundlers change: name it then. */
  src?: string;
  /** The height of the frame in pixels; a height in a style sheet is stronger. Default 640. */
  height?: number | string;
  /** The name of the frame for those who hear it. */
  heading?: string;
  /** Parts of the page to leave out, such as `"sample,curve"`; the page's button *In class* lists them all. */
  hide?: string;
  /** Updates a second at most: 1, 2, 5 or 20. */
  pace?: number | string;
  /** `large`: readable from the back row. */
  type?: 'large';
  /** The update at which training stops. */
  until?: number | string;
  /** How many minutes it trains instead. */
  minutes?: number | string;
  /** A text to learn, instead of one of the page's own. */
  text?: string;
  /** Which of the page's own texts to learn. */
  builtin?: 'en' | 'zh';
  /** The page's language. */
  lang?: string;
  /** How many symbols of the text are learned, from its first on. */
  'max-tokens'?: number | string;
  /** How many workers share a training. */
  workers?: number | string;
  /** Which build of the engine. */
  engine?: string;
}

/** The element. Calls wait until the page is there; they reject when it begins anew before it has answered. */
export interface SluiceLabElement extends HTMLElement {
  /** Trains, up to an update or for some minutes if told so; resolves when the training has ended. */
  train(options?: { updates?: number; minutes?: number }): Promise<SluiceLabStanding>;
  /** Resolves when no update is running any more. */
  pause(): Promise<SluiceLabStanding>;
  /** One update. */
  step(): Promise<SluiceLabStanding>;
  /** Draws the model anew: the page's Reset. (`reset` is a setting, and so an attribute.) */
  restart(): Promise<SluiceLabStanding>;
  addEventListener<Type extends keyof SluiceLabEvents>(
    type: Type,
    listener: (this: SluiceLabElement, event: SluiceLabEvents[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * The element in JSX. Where JSX is typed by the module that makes it, as in React 19 and Preact, a program says once:
 *
 *     declare module 'react' {
 *       namespace JSX { interface IntrinsicElements extends SluiceLabElements {} }
 *     }
 */
export interface SluiceLabElements {
  /** A page of Sluice in a frame. */
  'sluice-lab': SluiceLabAttributes & {
    id?: string;
    class?: string;
    className?: string;
    style?: unknown;
    key?: string | number | null;
    ref?: unknown;
    slot?: string;
    children?: unknown;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sluice-lab': SluiceLabElement;
  }
  namespace JSX {
    interface IntrinsicElements extends SluiceLabElements {}
  }
}

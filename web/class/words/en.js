export const words = {
  pace: 'Slow motion',
  /** @param {number} pace updates a second; 0: as many as there are */
  paceOf(pace) {
    if (pace === 0) return 'off: full speed';
    return `${pace} update${pace === 1 ? '' : 's'} a second`;
  },
  large: 'Large type',

  classLink: 'A link for a lesson',
  classLinkHelp:
    'This link opens the page with these settings, this pace and this type size, and without the parts ticked here.',
  leaveOut: 'Leave out',
  link: 'The link',
  /** @param {string} name of a file */
  embedHelp: (name) =>
    `Training, curve and sample in a frame. ${name} is next to this page. Put both on your host, or leave them here if this host lets other pages load its scripts (Access-Control-Allow-Origin).`,
  snippet: 'HTML',
  copyLink: 'Copy the link',
  copySnippet: 'Copy the HTML',
  copied: 'Copied',
  notCopied: 'Select it and copy',
  longText: 'The text is too long for a link: the linked page starts with the built-in one.',

  /** @type {Record<string, string>} */
  parts: {
    step: 'Step',
    reset: 'Reset',
    target: 'How long it trains',
    preset: 'Preset and what to look for',
    link: 'Copy link',
    class: 'In class',
    languages: 'Languages',
    curve: 'Curve',
    lines: 'Lines of the curve',
    export: 'PNG and CSV',
    table: 'Table of the curve',
    sample: 'What it writes now',
    lapse: 'Time-lapse',
    numbers: 'Numbers and estimate',
    settings: 'Settings',
    generate: 'Let it write',
    text: 'The text',
    model: 'Model file',
    runs: 'Kept runs',
    inside: 'Part: Inside',
    learn: 'Part: Learn',
    race: 'Part: Race',
    translate: 'Part: Translate',
  },
};

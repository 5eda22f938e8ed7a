/** What a page says to the service worker of a newer version. */
export const TAKE_OVER = 'take over';

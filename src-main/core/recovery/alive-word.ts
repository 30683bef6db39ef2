/** What does a shell say to its launcher, every second, while it lives? */

export const ALIVE_WORD = 'alive';

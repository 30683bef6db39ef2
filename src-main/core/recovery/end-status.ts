/** How does a shell say by its end what whoever started it is to do? */

/**
 * Left by PIN or badge; every other end, 0 included, is an accident, and the supervisor starts it again. In no range that shells, Node,
 * Chromium or `sysexits.h` use. Units and scripts in `resources` name it, too.
 */
export const LEFT_EXIT_CODE = 80;

/** `EX_TEMPFAIL`: it wants to be started anew, at once. */
export const BEGIN_ANEW_EXIT_CODE = 75;

/** What do screen and shell say to each other? Two messages; everything else goes through the port to the core. */

/** Screen → shell: "give me a port to the core". Carries nothing. */
export const REQUEST_PORT_CHANNEL = 'gate:request-port';
/** Shell → screen: carries one `MessagePort`. A newer one replaces the older: the core was started again. */
export const PORT_CHANNEL = 'gate:port';
/** The `data` of the message event in which the preload script hands the port to the page. */
export const PORT_MESSAGE = 'gate-port';

// What wxt.config.ts fixed when this extension was built.
declare const __SERVER__: string;
declare const __CONSOLES__: string[];

/** Origin of the server. */
export const server = __SERVER__;
/** Match patterns of the preset consoles. */
export const consoles = __CONSOLES__;

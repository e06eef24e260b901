const extensions = /^(chrome|moz)-extension:\/\/[a-z0-9-]+$/;

/** Whether an Origin is that of a browser extension, or our own (model.md section 1, Origins). Missing and `null` aren't. */
export const isOurOrigin = (origin: string | undefined, url: string): boolean =>
  origin !== undefined && (extensions.test(origin) || origin === url);

import { type Terms, termsShape } from "../../shared/terms.ts";

/** Terms that were checked when they were stored. */
export const storedTerms = (json: string): Terms => termsShape.parse(JSON.parse(json));

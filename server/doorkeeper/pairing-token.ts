import { fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { isLowOrder } from "../../shared/low-order.ts";

/** What stands on the command line that the popup shows (protocol.md section 3). */
export type PairingToken = { text: string; customer: string; commit: string };

/** The customer's key and what he committed to; null for anything that isn't such a token. */
export function readPairingToken(text: string): PairingToken | null {
  if (!/^[A-Za-z0-9_-]{86}$/.test(text)) return null;
  try {
    const bytes = fromBase64url(text);
    const customer = bytes.subarray(0, 32);
    return isLowOrder(customer)
      ? null
      : { text, customer: toBase64url(customer), commit: toBase64url(bytes.subarray(32)) };
  } catch {
    return null;
  }
}

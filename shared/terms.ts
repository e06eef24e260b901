import { z } from "zod";
import { bounds } from "./bounds.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

export const credentialMode = z.enum(["at-connection", "at-setup"]);

/**
 * The shape of terms as they travel, bounded in size but not yet in sense: dates, times and zones may still be nonsense.
 * A request carries this shape, so that `mayRequest` can say for each field what is wrong with it; `readTerms` alone
 * says whether terms mean anything.
 */
export const termsShape = z.strictObject({
  credentialMode,
  span: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("days"), days: z.number() }),
    z.strictObject({ kind: z.literal("dates"), from: z.string().max(10), through: z.string().max(10) }),
    z.strictObject({ kind: z.literal("unlimited") }),
  ]),
  hours: z
    .array(
      z
        .strictObject({
          opens: z.string().max(5),
          closes: z.string().max(5),
          weekdays: z.array(z.enum(weekdays)).max(7).readonly(),
        })
        .readonly(),
    )
    .max(bounds.hours)
    .readonly(),
  zone: z.string().max(64),
});

/**
 * What a technician asks for (design.md section 4). `hours: []` means at any time. An entry of hours is never changed in
 * place: `accessAt` keeps what it worked out for as long as the terms hold the same array.
 */
export type Terms = z.infer<typeof termsShape>;
export type Span = Terms["span"];
export type Hours = Terms["hours"][number];
export type CredentialMode = Terms["credentialMode"];

import { Counter, Gauge, Registry } from "prom-client";

/** Figures for an operator; nothing in them says who. */
export type Metrics = {
  registry: Registry;
  answered: Counter<"method" | "route" | "status">;
  refused: Counter<"code">;
  sockets: Gauge<"role">;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    answered: new Counter({
      name: "whileaway_answers_total",
      help: "Calls answered.",
      labelNames: ["method", "route", "status"],
      registers,
    }),
    refused: new Counter({
      name: "whileaway_refusals_total",
      help: "Calls refused, by the code of the problem.",
      labelNames: ["code"],
      registers,
    }),
    sockets: new Gauge({
      name: "whileaway_open_sockets",
      help: "Open sockets: people's for events, doorkeepers', and ends of streams.",
      labelNames: ["role"],
      registers,
    }),
  };
}

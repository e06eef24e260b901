import { pino } from "pino";

/** Everything that may be written to the log. No member may hold what somebody sent. */
type LogEvent =
  | { event: "listening"; url: string }
  | { event: "stopping"; signal: string }
  | { event: "stopped" }
  | { event: "answered"; method: string; route: string; status: number; code: string | null; ms: number }
  | { event: "socket-closed"; code: number; role: string }
  /** `error` is the kind of error, `where` the place in our code; its message could repeat what was sent */
  | { event: "failed"; error: string; where: string };
export type Log = (event: LogEvent) => void;

export function createLog(destination: { write: (line: string) => void } = process.stderr): Log {
  const logger = pino({ base: null }, destination);
  return (event) => (event.event === "failed" ? logger.error(event) : logger.info(event));
}

export function failure(error: unknown): LogEvent {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    event: "failed",
    error: kind,
    where: frames
      .slice(0, 5)
      .map((line) => line.trim())
      .join(" | "),
  };
}

// The server's half of RFB 3.8's beginning, spoken toward the viewer. Its type is None: whoever hears this is already
// inside the encrypted stream, and the screen has accepted the credentials. It is said nowhere else.

const version = Buffer.from("RFB 003.008\n", "latin1");
const onlyNone = Buffer.from([1, 1]);
const none = 1;
const accepted = Buffer.alloc(4);

/** What to say to the viewer, and what to pass on to the screen; `wrong` where it isn't a viewer that talks. */
type Greeted = "wrong" | { say: Buffer[]; passOn: Uint8Array };

export type Greeting = {
  /** said before anything was heard */
  first: Buffer;
  take(bytes: Uint8Array): Greeted;
};

export function createGreeting(): Greeting {
  let heard = Buffer.alloc(0);
  let stage: "version" | "type" | "over" = "version";
  return {
    first: version,
    take(bytes) {
      if (stage === "over") return { say: [], passOn: bytes };
      // One frame more than the beginning at most: whatever is left over goes on to the screen.
      heard = Buffer.concat([heard, bytes]);
      const say: Buffer[] = [];
      if (stage === "version" && heard.length >= version.length) {
        if (!heard.subarray(0, version.length).equals(version)) return "wrong";
        heard = heard.subarray(version.length);
        say.push(onlyNone);
        stage = "type";
      }
      if (stage === "type" && heard.length >= 1) {
        if (heard[0] !== none) return "wrong";
        say.push(accepted);
        stage = "over";
        return { say, passOn: heard.subarray(1) };
      }
      return { say, passOn: new Uint8Array() };
    },
  };
}

import { lengthOf } from "../../shared/clock-words.ts";
import type { EndReason, RefusalCode } from "../../shared/door-words.ts";
import { bold, name, type Words, words } from "./words.ts";

const some = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const minute = 60_000;
/** "1 h 12 min" */
const length = (minutes: number): string => lengthOf(minutes * minute, "en");
/** "the hour from 02:00 comes", "the 30 minutes from 02:00 come" */
const stretch = (minutes: number, time: string, one: string, many: string): string =>
  minutes === 60 ? `The hour from ${time} ${one}` : `The ${minutes} minutes from ${time} ${many}`;

const openTwice = {
  both: "open both times",
  first: "open the first time only",
  second: "open the second time only",
  none: "closed both times",
};

export const en = {
  language: "en" as "en" | "de",
  panel: "Unattended access",
  back: "Back",
  close: "Close",
  cancel: "Cancel",
  noAnswer: "Whileaway is starting. If this stays, close this page and open it again.",
  offline: "The server can't be reached. What you see may be out of date. The line comes back by itself.",
  clocksDiffer: (here: string, there: string): string =>
    `This computer's clock reads ${here}, the server's ${there}. Requests and approvals need clocks that agree within 5 minutes: set this computer's clock.`,

  system: {
    win: "Windows",
    mac: "macOS",
    linux: "Linux",
    cros: "ChromeOS",
    android: "Android",
    ios: "iOS",
    openbsd: "OpenBSD",
    fuchsia: "Fuchsia",
    other: "another system",
  },

  signIn: {
    title: "Sign in",
    why: "With the email and password that your administrator gave you.",
    email: "Email",
    password: "Password",
    show: "Show",
    hide: "Hide",
    showName: "Show password",
    hideName: "Hide password",
    button: "Sign in",
    out: "Sign out",
    emailMissing: "Type your email.",
    passwordMissing: "Type your password.",
    as: (person: string, organisation: string) => words`${name(person)}, ${name(organisation)}`,
  },

  /** What the console's page says it is about: a stranger's word. */
  page: {
    region: "What this page is about",
    says: (what: Words) => words`The page says: ${what}`,
    about: (what: Words) => words`This page is about ${what}`,
    changed: "The page is about something else now.",
    something: "something else",
    show: "Show",
    saysNothing: "Point at what this page is about",
    kindOf: { device: "device", ticket: "ticket", session: "session", page: "this page's address" },
    by: {
      contract: "The console says so itself.",
      picked: "Read where you pointed.",
      description: (console: string) => words`Read as a page of ${{ isolated: console }}.`,
      generic: "Read from what the page shows.",
    },
    why: "Whatever a page says, it permits nothing. It decides only what stands first here.",
    howTo:
      "Point once at the name of the computer or the customer, and at the console's own reference, such as a number.",
    pointName: "Point at the name",
    pointReference: "Point at the reference",
    forget: "Forget what I pointed at",
    pointing: "Now press on it in the page. Escape leaves everything as it is.",
    moveLeft: "Move to the left side",
    moveRight: "Move to the right side",
    belongs: "This session will belong to",
    belongsWhy: "The panel finds it again on this page.",
    ticketFrom: "From the page",
  },

  /** The computers of this page, and all that may be visited. */
  computers: {
    link: "Computers",
    title: "Computers",
    here: "Access here",
    met: (computer: string) => words`${name(computer)} was in a session that belongs to this page.`,
    calledHere: (said: string) => words`The page calls this computer ${name(said)}.`,
    nothingNow: "You have no access to it now.",
    approvals: "Every approval, to read and to revoke",
    search: "Search by name",
    none: "None yet. Computers that customers let you visit appear here.",
    nothingFound: (typed: string) => words`No computer's name contains ${name(typed)}.`,
    found: (count: number): string => some(count, "computer", "computers"),
    more: (count: number): string => `Show ${count} more`,
    back: "Back to this page",
    door: { online: "Doorkeeper online", offline: "Doorkeeper offline", none: "No doorkeeper" },
    browser: { online: "customer's browser online", offline: "customer's browser offline" },
    unlisted: "Nothing is known of it now",
  },

  /** What she asked for last, offered once more. */
  lastTime: {
    as: "As last time",
    use: "Use",
    useName: (terms: string): string => `Use: as last time, ${terms}`,
    mode: { "at-connection": "when connecting", "at-setup": "on setup" },
  },

  start: {
    title: "Start a session",
    why: "The customer joins with a code. You can ask for access while the session is active.",
    kind: "Kind of session",
    desktop: "Desktop",
    chatOnly: "Chat only",
    mobile: "Mobile",
    noRequest: "No request for unattended access can be sent in it.",
    button: "Start session",
    lapsed: "The code has lapsed: nobody used it within 20 minutes.",
  },

  session: {
    waitingTitle: "Give the customer this code",
    code: "Session code",
    codeUntil: (time: string): string => `It works once, until ${time}.`,
    whatToTell:
      "Tell the customer: open Whileaway in the browser's toolbar, choose My computer, type this code and press Join.",
    elsewhere: "This session was started in another browser of yours. Ask for access there.",
    noCode: "The code is shown in the browser in which the session was started.",
    exchanging: "The customer has joined. Waiting for the customer's browser.",
    exchangingOffline: "The customer's browser is offline. This goes on once that browser is back.",
    with: (computer: string) => words`Session with ${name(computer)}`,
    kindOf: { desktop: "Desktop session", "chat-only": "Chat-only session", mobile: "Mobile session" },
    checked: (when: string): string => `Checked ${when}`,
    there: (time: string): string => `there ${time}`,
    ahead: (minutes: number): string => `${length(minutes)} ahead`,
    behind: (minutes: number): string => `${length(minutes)} behind`,
    end: "End session",
    endLapses: "A request that is still waiting lapses when the session ends.",
    newCode: "New code",
    offline: (computer: string) =>
      words`The browser of ${name(computer)} is offline. A request waits until it is back, as long as the session lasts.`,
    others: "Other sessions",
    all: "Your sessions",
    noJoin: "Nobody has joined yet",
    stateOf: { waiting: "waiting for the customer", meeting: "check number", active: "active" },
    show: "Show",
    showName: (what: string): string => `Show: ${what}`,
    atOther: (console: string): string => `started at ${console}`,
  },

  number: {
    title: "Read to the customer",
    how: "On the phone, not in a chat. The customer types it; you don't send it.",
    label: "Check number",
    joined: (computer: string, system: string, place: string, time: string) =>
      words`Joined from ${name(computer)}, ${system}, ${place}, ${time}`,
    notCustomer: "Not the customer? A new code ends this session.",
    says: "The customer's popup says when the number fits.",
    fits: "It fits",
    fitsNot: "It doesn't fit",
    sayThere: "A window has opened: say there whether it fits.",
    asked: (number: string) => words`If the customer is asked for a number: ${bold(number)}`,
    failedTitle: "The number didn't fit: somebody may be listening",
    failed:
      "What you read isn't what arrived on the customer's computer. Nothing was exchanged, and this session can't be used for a request.",
    failedDo:
      "Call the customer on a number that you already have, start a new session, and read the new number there.",
    alteredTitle: "Something was altered on the way",
    altered:
      "A message between you and the customer doesn't carry the right signature. Nothing was exchanged, and this session can't be used for a request.",
    alteredDo: "Start a new session. If it happens again, tell your administrator.",
  },

  form: {
    credentials: "Credentials required",
    atConnection: "When connecting",
    atConnectionWhat: "Asks for valid administrator credentials at the start of every unattended session",
    atSetup: "On setup",
    atSetupWhat: "Uses the credentials that the customer enters when approving",
    pairFirst: (computer: string) =>
      words`No doorkeeper is set up on ${name(computer)} yet. Without one you can't connect from here.`,
    pairHow:
      "Before you ask, tell the customer: open Whileaway in the browser's toolbar, choose My computer and press Set up the doorkeeper.",
    duration: "Duration",
    days: "Days",
    dates: "Date range",
    from: "From",
    through: "Through",
    unlimited: "Unlimited",
    until: (moment: string): string => `until ${moment}`,
    certain: "Only at certain hours",
    hours: "Hours",
    entry: (number: number): string => `Entry ${number}`,
    opens: "From",
    closes: "To",
    weekdayNames: ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"],
    add: "Add hours",
    allDay: "All day",
    remove: "Remove",
    removeName: (number: number): string => `Remove: entry ${number}`,
    length: (minutes: number, overMidnight: boolean): string =>
      `${minutes % 60 === 0 ? some(minutes / 60, "hour", "hours") : length(minutes)}${overMidnight ? ", over midnight" : ""}`,
    zone: "Time zone",
    localTime: "My local time",
    customerTime: "Customer's time",
    reason: "Reason",
    ticket: "Ticket",
    required: "required",
    willRead: "The customer will read",
    button: "Request unattended access",
    notOpen: "No request can be sent here now",
    sent: "Sent to the window that has opened: press Request there.",
  },

  /** Why something can't be asked for: what is missing, and who can change it. */
  reasons: {
    "group-not-permitted": "Your group isn't permitted to use unattended access. Your administrator can permit it.",
    "session-not-active": "A request needs an active session: start one and let the customer join with its code.",
    "not-introduced": "A request needs the check number first: read it to the customer and press It fits.",
    "chat-only-session": "No request can be sent in a chat-only session. Start a desktop session with the customer.",
    "mobile-session":
      "No request can be sent in a mobile session: unattended access needs a computer. Start a desktop session there.",
    "mode-not-offered":
      "Your administrator has set that technicians enter administrator credentials at the start of every visit.",
    "doorkeeper-missing": "Not yet: no doorkeeper is set up on this computer.",
    "two-week-limit": "With the customer's credentials access lasts two weeks at most.",
    "over-cap": (days: number | null): string =>
      days === null
        ? "Your administrator allows less."
        : `Your administrator allows ${some(days, "day", "days")} at most.`,
    "unlimited-not-allowed": "Your administrator doesn't allow unlimited access.",
    "reason-missing": "Type a reason: your administrator wants one with every request.",
    "ticket-missing": "Type a ticket: your administrator wants one with every request.",
    "days-malformed": "Type a whole number of days, 1 to 3650.",
    "dates-malformed": "Choose two dates, the first one first, within ten years.",
    "span-over": "This time is already over. Choose a later date.",
    "hours-malformed": "Type two different times, such as 20:00 and 06:00, and choose at least one weekday.",
    "never-open": "Access would never be open: none of these weekdays and hours lies within the duration.",
    "zone-unknown": "The customer's browser gives no time zone that is known here. Choose My local time.",
    "text-hidden": "Leave out invisible characters.",
    "text-long": (most: number): string => `Type at most ${most} characters.`,
  },

  request: {
    waiting: "Waiting for the customer's answer",
    asked: (moment: string): string => `Asked ${moment}`,
    withdraw: "Withdraw",
    withdrawName: (computer: string): string => `Withdraw: ${computer}`,
    denied: "The customer denied the request",
    deniedReason: "The customer wrote",
    withdrawn: "You withdrew the request",
    lapsed: "The request lapsed",
    lapsedWhy: "Nobody answered it before the session, or the time that was asked for, was over.",
    approved: "Unattended access is active. You can end the session.",
    approvedHow: (moment: string, confirmed: "click" | "password" | null): string =>
      confirmed === null
        ? `Approved ${moment}.`
        : `Approved ${moment} with ${confirmed === "click" ? "a click" : "the computer's password"}.`,
    more: "Ask for more access",
  },

  access: {
    title: "Your access",
    none: "None yet. What customers approve appears here.",
    over: (count: number): string => `Ended (${count})`,
    yourTime: (place: string): string => `your time, ${place}`,
    connect: "Connect",
    connectName: (computer: string, terms: string): string => `Connect: ${computer}, ${terms}`,
    noDoorkeeper: "Approved. To connect here, pair the doorkeeper and ask again.",
    byConsole: "Enforced by the console, not at the computer",
    otherDoor: "The doorkeeper on this computer was set up anew. Ask again to connect.",
    offline: (computer: string) => words`${name(computer)} is offline: switched off, asleep, or without a network.`,
    busy: "You are connected to this computer under another approval. One visit at a time.",
    showVisit: "Show",
    showVisitName: (computer: string, terms: string): string => `Show: ${computer}, ${terms}`,
    visiting: (time: string): string => `You have been connected since ${time}.`,
    end: "End",
    endName: (computer: string): string => `End: ${computer}`,
    otherBrowser: "Asked from another browser. Ask again to use it here.",
    notHeld: "The signature of the customer or the computer doesn't hold. This access opens nothing.",
    revoke: "Revoke",
    revokeName: (who: string, what: string): string => `Revoke: ${who}, ${what}`,
    revokeSure: "Revoke for good?",
    revokeYes: "Yes, revoke",
    keep: "Keep",
  },

  /** How a grant stands: after the lamp. */
  status: {
    openUntil: (moment: string): string => `Open until ${moment}`,
    openNoEnd: "Open, with no end date",
    left: (minutes: number): string => `${length(minutes)} left`,
    opens: (moment: string): string => `Closed, opens ${moment}`,
    upcoming: (moment: string): string => `Opens ${moment}`,
    closed: "Closed, doesn't open again",
    pausedByYou: (moment: string): string => `Paused by you, ${moment}`,
    pausedAtComputer: (moment: string): string => `Paused at the computer, ${moment}`,
    pausedByCustomer: (moment: string): string => `Paused by the customer, ${moment}`,
    expired: (moment: string): string => `Over since ${moment}`,
    unreadable: "These terms can't be read. Access stays closed.",
    revokedBy: {
      customer: "Revoked by the customer",
      technician: "Revoked by the technician",
      administrator: "Revoked by the administrator",
      computer: "Revoked at the computer",
      you: "Revoked by you",
    },
    revokedAt: (who: string, moment: string): string => `${who}, ${moment}`,
  },

  week: {
    title: "When access is open",
    now: (time: string): string => `Now ${time}`,
    from: (date: string): string => `Week from ${date}`,
    caption: (place: string): string => `When access is open, next seven days, in your time (${place})`,
    captionOther: (place: string): string => `When access is open, next seven days, in the customer's time (${place})`,
    captionFrom: (date: string, place: string): string =>
      `When access is open, seven days from ${date}, in your time (${place})`,
    today: "Today",
    yourTime: "your time",
    technician: "technician",
    customer: "customer",
    allDay: "all day",
    from_: (time: string): string => `from ${time}`,
    until_: (time: string): string => `until ${time}`,
    range: (from: string, until: string): string => `${from}–${until}`,
    ends: (time: string): string => `ends ${time}`,
    times: (count: number): string => `${count} times`,
    nothing: "–",
    sayNothing: "no access",
    sayRange: (from: string, until: string, nextDay: boolean): string =>
      `${from} to ${until}${nextDay ? " the next day" : ""}`,
    night: (date: string): string => `Night to ${date}`,
    back: (night: string, minutes: number, time: string, open: "both" | "first" | "second" | "none"): string =>
      `${night}: clocks go back. ${stretch(minutes, time, "comes", "come")} twice; access is ${openTwice[open]}.`,
    forward: (night: string, minutes: number, time: string, open: boolean): string =>
      `${night}: clocks go forward. ${stretch(minutes, time, "doesn't", "don't")} exist; access is ${
        open ? "open before and after" : "closed before or after"
      }.`,
    distance: (place: string, before: string, until: string, after: string, from: string): string =>
      `${place}: ${before} until ${until}, ${after} from ${from}.`,
    apart: (minutes: number): string =>
      minutes === 0 ? "same time" : `${length(Math.abs(minutes))} ${minutes > 0 ? "ahead" : "behind"}`,
    never: "Access is never open.",
  },

  openings: {
    titleOf: (count: number): string =>
      count === 1 ? "The only opening" : count === 2 ? "Next two openings" : "Next three openings",
    yourTime: (place: string): string => `Your time, ${place}`,
    technician: (place: string): string => `Technician, ${place}`,
    customer: (place: string): string => `Customer, ${place}`,
    bothClocks: (place: string): string => `Both clocks, ${place}`,
  },

  popup: {
    tabs: "Whileaway",
    myComputer: "My computer",
    technician: "Technician",
    nobody: "Nobody is connected",
    nextOpen: (computer: string, moment: string, person: string) =>
      words`${name(computer)} is next open ${moment}, for ${name(person)}.`,
    openNow: (computer: string, person: string, until: string | null) =>
      until === null
        ? words`${name(computer)} is open now for ${name(person)}, with no end date.`
        : words`${name(computer)} is open now for ${name(person)}, until ${until}.`,
    allClosed: (computer: string) => words`All access to ${name(computer)} is paused.`,
    nobodyMay: (computer: string) => words`Nobody may connect to ${name(computer)}.`,
    requests: "Requests",
    noRequests: "None. New requests appear here and as a notification.",
    read: "Read",
    readName: (person: string): string => `Read: request of ${person}`,
    unchecked: "A request that isn't as it should be",
    given: "Access given",
    noneGiven: "None. What you approve appears here, and you can pause or revoke it at any time.",
    over: (count: number): string => `Ended (${count})`,
    pause: "Pause",
    resume: "Resume",
    rowName: (button: string, who: string, what: string): string => `${button}: ${who}, ${what}`,
    byConsole: "Enforced by the console, not at your computer",
    computerKnows: "Your computer knows",
    computerWaits: "Waiting for your computer to confirm.",
    computerWaitsFor: "Waiting for your computer to confirm. To be certain now, type this on the computer:",
    serverWaits: "Waiting for the server to confirm.",
    connectedNot: "Nothing can be resumed while somebody is connected.",
    visits: "Visits",
    noVisits: "None. Once a doorkeeper is set up on this computer, every visit appears here.",
    noVisitsYet: "None. Every visit appears here, signed by this computer.",
    history: "History",
    showHistory: "Show history",
    hideHistory: "Hide history",
    noHistory: "Nothing has happened yet.",
    unknownEvent: "Something that this version can't name",
    joinLink: "Join a session",
    rename: "Rename",
    renameName: (computer: string): string => `Rename: ${computer}`,
    save: "Save",
    unseenTitle: "The session is over. This access was given:",
    unseenDo: "If that is right, there is nothing to do. If not, revoke it now.",
    seen: "I have looked",
  },

  /** The doorkeeper on the customer's computer: what it is, how it is set up, what became of it. */
  door: {
    title: "Doorkeeper",
    setUp: "Set up the doorkeeper",
    none: "None is set up: what you approve is enforced by the technician's console alone.",
    continueSetUp: "Go on",
    here: (computer: string, day: string) => words`On ${name(computer)}, set up by you on ${day}`,
    online: "Online",
    offline: "Offline. What you decide reaches it when it is back.",
    unlisted: "The server doesn't know this doorkeeper any more. Set it up again, or unpair it.",
    again: "Set it up again",
    unpair: "Unpair",
    unpairSure: "Unpair? Everything that you gave through it is revoked for good.",
    unpairYes: "Yes, unpair",
    privately: "It can't be set up from a private window.",
    connected: "Nothing can be set up or unpaired while somebody is connected.",
    heading: "Set up the doorkeeper on this computer",
    what: "A small program that stands at this computer's door. It lets a technician in only as far as you agreed here, ends each visit when its time is over, and obeys your no at once.",
    changesTitle: "What it changes",
    changes: [
      "It writes down every visit and signs it. You read it here.",
      "A technician can ask you for a user name and password once. Both stay on this computer.",
      "It opens no port. It needs Node.js 22.13 or newer, a free program from nodejs.org.",
    ],
    begin: "Begin",
    save: "Save doorkeeper",
    saveStep: "Save the program on this computer",
    commandStep: "Open a terminal where you saved it, and type this command",
    copy: "Copy command",
    copied: "Copied",
    numberStep: "Type the six digits that it prints",
    numberFrom: (computer: string) => words`${name(computer)} has answered.`,
    numberHow: "The digits stand in that terminal and nowhere else: nobody may give them to you.",
    numberWaits: "They appear once the command runs.",
    lapses: (time: string): string => `This waits until ${time}.`,
    wrong: (tries: number): string =>
      tries === 1
        ? "That isn't the number in the terminal. You can try once more."
        : `That isn't the number in the terminal. You can try ${tries} more times.`,
    doneTitle: "The doorkeeper is set up",
    done: (computer: string) => words`${name(computer)} now lets in only those whom you approve here.`,
    doneOld:
      "What you approved before stays enforced by the console alone. To bring it to the door, let the technician ask again.",
    doneStay: "The doorkeeper works as long as it runs: leave the terminal open.",
    doneStart:
      "Better: let it start with the computer, under an account of its own. Only then can a request ask for the user name and password that you sign in with. This command says how:",
    startAgain: "Start again",
    failed: {
      "number-differs": {
        title: "The number didn't fit",
        what: "Three numbers didn't fit. Somebody may stand between this browser and the program, or another program has answered in its place. Nothing was set up.",
        toDo: "End the program in the terminal, and start again in a network that you trust.",
      },
      altered: {
        title: "Something else has answered",
        what: "What came back doesn't belong to your command, or came twice. Nothing was set up.",
        toDo: "End the program in the terminal, and start again. If it happens twice, call whoever runs the server.",
      },
      lapsed: {
        title: "This took too long",
        what: "Nobody typed the number within 20 minutes, or the line was lost meanwhile. Nothing was set up.",
        toDo: "Start again when you are at the computer.",
      },
    },
    password: "Ask for my computer password at every approval",
    passwordWhy: "Recommended: without it, a click is enough.",
    passwordNot: "Needs a doorkeeper, which tries the password at this computer.",
  },

  visits: {
    day: "Day",
    times: "From–to",
    who: "Who and why it ended",
    yourTime: (place: string): string => `your time, ${place}`,
    unknown: "Somebody whom this browser doesn't know",
    refused: (why: string): string => `refused: ${why}`,
    since: (time: string): string => `from ${time}`,
    noEnd: "no end recorded yet",
    more: (count: number): string => `Earlier visits (${count})`,
    connected: (person: string) => words`${name(person)} is connected now`,
    somebody: "Somebody is connected now",
    sinceTime: (time: string): string => `Since ${time}.`,
    endsAt: (time: string): string => `Ends by itself at ${time}.`,
    endsOn: (moment: string): string => `Ends by itself ${moment}.`,
    endsNot: "It doesn't end by itself.",
    end: "End visit",
    certain: "To be certain, type this on the computer:",
    missing: (shown: number, entries: number): string =>
      `The computer has written ${entries} entries, the server shows ${shown}. The rest comes when the computer is online. If it doesn't come then, somebody holds back what happened.`,
    alteredTitle: "What the computer has written was altered on the way",
    altered: (after: number): string =>
      `After entry ${after} the server shows something that this computer didn't sign, or leaves something out. Visits after that may be missing here.`,
    alteredDo: "Look at the computer itself, and call whoever runs the server.",
  },

  /** Why a visit ended, behind the name of who was there: as the customer reads it. */
  ended: {
    technician: "ended by the technician",
    customer: "ended by you",
    administrator: "ended by an administrator",
    computer: "ended at this computer",
    window: "ended by itself, its time was over",
    revoked: "ended, access was revoked",
    paused: "ended, access was paused",
    cut: "the line was lost",
    altered: "ended, something was altered on the way",
    longest: "ended by itself after 24 hours",
    "screen-gone": "ended, this computer's screen server went away",
    "clock-went-back": "ended, this computer's clock was set back",
    "doorkeeper-stopped": "ended, the doorkeeper was stopped",
  } satisfies Record<EndReason, string>,

  /** Why a visit was refused, behind the name of who wanted in: as the customer reads it. */
  turnedAway: {
    unreadable: "what was sent couldn't be read",
    "bad-signature": "the signature didn't hold",
    "not-for-this-computer": "access was for another computer",
    "not-paired": "the browser that gave the access was unpaired",
    "challenge-gone": "it took too long",
    "connection-open": "somebody was connected already",
    "clocks-differ": "the clocks differed by more than 5 minutes",
    "clock-went-back": "this computer's clock had been set back",
    "terms-refused": "the terms weren't as they should be",
    "not-accepted": "wrong user name or password",
    "not-an-administrator": "the account isn't an administrator's",
    "terms-differ": "the terms differed from those that you approved",
    "too-many-tries": "too many wrong passwords",
    "own-account": "the account is the doorkeeper's own",
    "not-our-screen": "another account stood in place of the screen server",
    "no-login-type": "the screen server asks for no user name",
    "no-screen": "the screen server didn't answer",
    busy: "somebody was connected already",
    "not-stored": "this computer couldn't write to its disk",
    "visit-over": "the visit was over already",
    "decision-old": "it had been decided anew",
    "other-key": "it was another browser than the one that asked",
    "unknown-grant": "this computer knows no such access",
    revoked: "access was revoked",
    expired: "access was over",
    paused: "access was paused",
    upcoming: "before its time",
    "outside-hours": "outside hours",
  } satisfies Record<RefusalCode, string>,

  join: {
    title: "Join a session",
    heading: "Type the code that your technician gives you",
    how: "It works once, for 20 minutes. Joining gives nobody access to this computer.",
    code: "Session code",
    codeHint: "Six digits, sometimes eight",
    codeShort: "Type the six digits of the code.",
    name: "Name of this computer",
    nameMissing: "Type a name by which you know this computer.",
    button: "Join",
  },

  check: {
    title: "Check who it is",
    exchangingTitle: "You have joined",
    exchanging: "Waiting for the technician's browser. Nobody has access to this computer.",
    heading: (person: string) => words`Type the number that ${name(person)} reads to you`,
    how: "On the phone, or in the room. Not from a web page or a message: nobody else may give you this number.",
    label: "Check number",
    hint: "Six digits",
    given: "Name given",
    after: "After this",
    afterWhat: (person: string) => words`${name(person)} may ask for access. Each request needs your OK.`,
    wrong: (tries: number): string =>
      tries === 1
        ? "That isn't the number. You can try once more; let it be read to you again."
        : `That isn't the number. You can try ${tries} more times; let it be read to you again.`,
    leave: "Leave",
    warnTitle: "Take care: this may be somebody else",
    warn: (person: string, organisation: string, day: string) =>
      words`You checked ${name(person)}, ${name(organisation)}, on ${day}. Now the same name comes with a new key. That happens with a new browser, and when somebody else uses the name.`,
    warnDo: (person: string) =>
      words`Call ${name(person)} on a number that you already have, and ask for the check number there.`,
    warnOld: "Access that you gave to the old key stays as it is. You can revoke it under My computer.",
    fitsTitle: "The number fits",
    fits: (person: string) => words`Say so to ${name(person)}. Requests from ${name(person)} appear here.`,
    failedTitle: "The number didn't fit",
    failed: "What was read to you isn't what arrived here. Nobody was let in, and this session is over.",
    failedDo: "Tell the technician, and join a new session.",
    stopTitle: "Somebody may be listening. Stop and call back",
    stop: "Three numbers in a row didn't fit. Somebody may stand between you and the technician. Nobody was let in.",
    stopDo: "Hang up. Call the technician on a number that you already have, from a bill or a letter.",
    alteredTitle: "Something was altered on the way",
    altered: "A message from the technician doesn't carry the right signature. Nobody was let in.",
    alteredDo: "Tell the technician, on a number that you already have.",
  },

  customerSession: {
    title: "Session",
    with: (person: string, organisation: string) =>
      words`You are in a session with ${name(person)}, ${name(organisation)}.`,
    withUnknown: "You are in a session.",
    what: "Each request needs your OK. Leaving ends the session; a request that is still waiting lapses.",
    leave: "Leave",
    leaveName: (person: string): string => `Leave: session with ${person}`,
    checkNow: "Type the check number",
  },

  decide: {
    title: "Access request",
    asked: (time: string): string => `asked ${time}`,
    means: (person: string) =>
      words`${name(person)} can then see and control this computer, even when nobody is there.`,
    checked: (moment: string): string => `You checked this person by number ${moment.replace(/^today\s/, "today, ")}`,
    signsInWith: "Signs in with",
    atConnection: "An administrator's user name and password for this computer, asked every time",
    atSetup: "Your user name and password. Both stay on this computer.",
    atSetupWindows: "Your Windows user name and password. Both stay on this computer.",
    atSetupNot: "This can't be approved yet: a doorkeeper has to be set up on this computer first.",
    notAtDoorNot:
      "This can't be approved: your password is tried by the doorkeeper, and this request isn't for it. Let the technician ask again.",
    connectedNot: "Nothing can be approved while somebody is connected.",
    signIn: "Your sign-in to this computer",
    signInWindows: "Your Windows sign-in",
    confirm: "Confirm with your computer password",
    userName: "User name",
    password: "Password",
    windowsUserName: "Windows user name",
    windowsPassword: "Windows password",
    sealed: (computer: string, person: string) =>
      words`Encrypted here, for ${name(computer)} alone. ${name(person)} never sees it.`,
    sealedOnce: (computer: string, person: string) =>
      words`Encrypted here, for ${name(computer)} alone, tried there once and kept nowhere. ${name(person)} never sees it.`,
    ownWindow: "User name and password are asked for in a window of its own, which OK opens.",
    userNameMissing: "Type the user name with which you sign in to this computer.",
    passwordMissing: "Type the password with which you sign in to this computer.",
    tooLong: "That is longer than any that this computer takes.",
    notAccepted: "Your computer didn't accept this user name and password. Type them as you do when you sign in to it.",
    trying: "Your computer is trying them.",
    reason: "Reason",
    ticket: "Ticket",
    where: "Where it counts",
    whereConsole: "Enforced by the console, not at your computer",
    whereDoor: "Enforced at your computer, by its doorkeeper",
    already: (person: string) => words`${name(person)} may already`,
    denyReason: "Reason (optional)",
    denyReasonHint: "Sent with Deny.",
    stop: "You can pause or revoke this here at any time.",
    ok: "OK",
    deny: "Deny",
    sending: "Your OK is signed and waits for the server.",
    sendingDoor: "Your OK is signed and waits for your computer.",
    approvedTitle: (person: string) => words`You said OK to ${name(person)}`,
    approvedWhat: "It stands under Access given. You can pause or revoke it there at any time.",
    deniedTitle: (person: string) => words`You denied the request of ${name(person)}`,
    deniedWhat: "Nobody was let in.",
    goneTitle: "This request is over",
    goneWhat: "It was taken back, or the session ended. Nobody was let in by it.",
    toMyComputer: "My computer",
    unverified: {
      "not-checked": {
        title: "Somebody asks whom you haven't checked",
        what: (person: string) =>
          words`The server gives the name ${name(person)}. You haven't typed a check number for it, so this may be anybody.`,
      },
      "other-key": {
        title: "Take care: this isn't the person you checked",
        what: (person: string) =>
          words`The request bears the name ${name(person)}, but another key than the one you checked by number. Somebody may be using the name.`,
      },
      altered: {
        title: "This request was altered on the way",
        what: (person: string) =>
          words`It bears the name ${name(person)}, but its signature doesn't hold: what stands in it isn't what was signed.`,
      },
      "not-for-this-computer": {
        title: "This request is for another computer",
        what: (person: string) =>
          words`It bears the name ${name(person)}, but it was signed for another computer, customer or session.`,
      },
    },
    unverifiedDo:
      "It can't be approved. Deny it, or leave the session, and call the technician on a number that you already have.",
  },

  confirm: {
    title: "Send this request?",
    nothing: "Nothing waits to be sent. You can close this window.",
    sent: "The request was sent. You can close this window.",
    fitsTitle: "Does the number fit?",
    fitsSaid: "Noted. The panel goes on from here; you can close this window.",
    fitsNothing: "No number waits to be checked. You can close this window.",
    button: "Request unattended access",
  },

  technicianTab: {
    group: "Group",
    noGroup: "None: your administrator hasn't put you in a group",
    organisation: "Organisation",
    sessions: "Sessions",
    noSessions: "None. Sessions are started in the console.",
    where:
      "Sessions are started and access is asked for in your console's own page: open it and choose the tab Unattended access at its edge.",
  },

  /** popup.html: the consoles on which the panel is there. */
  consoles: {
    thisPage: "This page",
    show: "Show the panel on this console",
    whatItDoes:
      "Your browser asks you once, for this address alone. From then on the tab Unattended access is at the edge of each of its pages.",
    refused: "Your browser didn't allow it. Nothing has changed.",
    here: "The panel is here, at the edge of the page.",
    hereByAdministrator: "The panel is here. Your administrator set it up.",
    noConsole:
      "The panel can't be shown on this page. It works on web pages, but not on your browser's own pages, on files or in extension stores.",
    title: "Consoles",
    none: "None yet. Open the page of your console and press Whileaway's button in the toolbar: you can show the panel there.",
    byAdministrator: "Set up by your administrator",
    remove: "Remove",
    removeName: (console: string): string => `Remove: ${console}`,
    keys: (keys: string): string => `${keys} opens and closes the panel on a console.`,
    noKeys: "No shortcut set for the panel. Your browser's settings have a page of extension shortcuts.",
  },

  /** viewer.html: before, during and after a visit. */
  viewer: {
    region: "Unattended access",
    title: (computer: string): string => `${computer} – Whileaway`,
    screen: (computer: string): string => `Screen of ${computer}`,
    heading: (computer: string) => words`Connect to ${name(computer)}`,
    askedAs: (computer: string) =>
      words`When you asked, this computer was called ${name(computer)}. It is the same one: names may change, keys can't.`,
    asksFor: (computer: string) =>
      words`An administrator's user name and password for ${name(computer)}. Both are encrypted here, for ${name(computer)} alone, and kept nowhere.`,
    usesCustomers: (computer: string) =>
      words`No password is asked for: ${name(computer)} signs in with what the customer entered, and that never leaves it.`,
    userName: "User name",
    password: "Password",
    connect: "Connect",
    cancel: "Cancel",
    missing: { "user-name": "Type the user name.", password: "Type the password." },
    tooLong: { "user-name": "This user name is too long.", password: "This password is too long." },
    steps: {
      knocking: "Asking the computer …",
      "signing-in": "The computer tries the credentials …",
    },
    closedNow: "While access is closed nothing is asked for. This page goes on by itself once it is open.",
    signedOut:
      "You are signed out. Sign in by Whileaway in the browser's toolbar, tab Technician; this page goes on then.",
    noGrant: "This access isn't known here. Open it from the panel, or from the tab Technician.",
    encrypted: "encrypted to the computer",
    wayOut: "Ctrl+Alt+Shift leads back to this bar",
    lineLost: "the line is lost",
    open: "Open",
    left: (length: string): string => `${length} left`,
    noEnd: "no end date",
    thereUntil: (time: string): string => `by the computer's clock until ${time}`,
    closes: (yours: string, there: string | null): string =>
      there === null ? `closes ${yours}` : `closes ${yours} your time, ${there} there`,
    ctrlAltDel: "Ctrl-Alt-Del",
    fullScreen: "Full screen",
    leaveFullScreen: "Leave full screen",
    end: "End",
    closing: (minutes: number, time: string, computer: string) =>
      words`${bold(`Access closes in ${some(minutes, "minute", "minutes")}, at ${time} your time.`)} Save your work on ${name(computer)}. The connection ends by itself.`,
    reconnecting: "The line was lost. This page tries again by itself.",
    reconnectingUntil: (time: string): string => `It tries until ${time}; after that the visit is over.`,
    overHeading: (computer: string) => words`You are no longer connected to ${name(computer)}`,
    again: "Connect again",
    opensAgain: (moment: string): string => `It opens ${moment}.`,
    busySince: (time: string): string =>
      `Somebody has been connected to this computer since ${time}, and one visit at a time is let in. Try again later.`,
    clocks: (there: string, here: string): string =>
      `The computer's clock reads ${there}, this one's ${here}. They have to agree within 5 minutes: set the clock that is wrong.`,
    setupNotAccepted:
      "The computer no longer accepts what the customer entered: the password was changed, or the account is locked. Ask for access again.",
    cutBefore: "The line was lost, and the computer couldn't be reached again. Nobody is connected.",
    alarms: {
      "not-verified": {
        title: "This wasn't the computer's own answer",
        what: "What came back isn't signed by the computer that the customer's approval names. No password was sent, and nothing was opened.",
        toDo: "Try again. If it happens twice, tell your administrator.",
      },
      altered: {
        title: "The connection was altered on the way and was closed",
        what: "Something between you and the computer changed what was sent, or sent something of its own. It couldn't be read there, and nothing after it was shown.",
        toDo: "Connect again. If it happens twice, tell your administrator.",
      },
    },
  },

  /** Why a computer, or the server before it, lets nobody in: as the technician reads it. */
  visitRefused: {
    unreadable: "The computer couldn't read this access. It stays closed; ask for access again.",
    "bad-signature": "The computer refused a signature. Ask for access again.",
    "not-for-this-computer": "This access was given for another computer. Ask for access again.",
    "not-paired":
      "The doorkeeper no longer belongs to the customer who gave this access. Have it set up again, then ask for access.",
    "challenge-gone": "That took too long, so the computer asks anew. Connect again.",
    "connection-open": "Somebody is connected to this computer. Try again once that visit is over.",
    "clocks-differ":
      "The clocks of the computer, the server and this browser differ by more than 5 minutes. Set the clock that is wrong.",
    "clock-went-back":
      "The computer's clock was set back, so it lets nobody in. Somebody there has to look at the clock and type: node doorkeeper.mjs clock-accept",
    "terms-refused": "The computer refused the terms of this access. Ask for access again.",
    "not-accepted": "The computer didn't accept this user name and password. Type them again.",
    "not-an-administrator":
      "This account isn't an administrator of the computer. When connecting takes an administrator's credentials.",
    "terms-differ": "The terms differ from those that were asked for. Ask for access again.",
    "too-many-tries":
      "Too many wrong passwords. Wait 15 minutes; after ten in a day the computer waits until the next.",
    "own-account": "This account is the doorkeeper's own. Use another one.",
    "not-our-screen":
      "Another account of the computer answers in place of its screen server. No password was given to it. Tell the customer.",
    "no-login-type":
      "The computer's screen server asks for no user name, so nobody can sign in there. It has to be set to VeNCrypt Plain.",
    "no-screen": "The computer's screen server doesn't answer. Somebody there has to start it; then connect again.",
    busy: "Somebody is connected to this computer, and one visit at a time is let in. Try again later.",
    "not-stored":
      "The computer couldn't write to its disk, so it lets nobody in. Somebody there has to make room on it.",
    "visit-over": "The visit is over: the computer knows nothing of it any more. Connect again.",
    "decision-old": "This access was decided anew. Look again.",
    "other-key": "This access was asked from another browser. Ask again to use it here.",
    "unknown-grant": "The computer doesn't know this access. Ask for access again.",
    revoked: "This access was revoked.",
    expired: "This access is over.",
    paused: "The customer has paused this access.",
    upcoming: "This access isn't open yet.",
    "outside-hours": "This access is closed at this hour.",
    "group-not-permitted": "Your group isn't permitted to use unattended access. Your administrator can permit it.",
    "mode-not-offered":
      "Your administrator has set that technicians enter administrator credentials every time. Ask for access again, with When connecting.",
    offline: "The computer is offline: switched off, asleep, or without a network.",
    "no-answer": "The computer didn't answer in time. Try again.",
    "asks-anew": "The line was lost, and the computer wants the credentials once more. Connect again.",
    failed: "The connection couldn't be made. Try again.",
  } satisfies Record<
    RefusalCode | "group-not-permitted" | "mode-not-offered" | "offline" | "no-answer" | "asks-anew" | "failed",
    string
  >,

  /** Why a visit ended: as the technician reads it. */
  visitEnded: {
    technician: "You ended the visit.",
    customer: "The customer ended the visit.",
    administrator: "An administrator ended the visit.",
    computer: "Somebody at the computer ended the visit.",
    window: "The time of this access is over, so the visit ended by itself.",
    revoked: "This access was revoked, and the visit ended with it.",
    paused: "The customer paused this access, and the visit ended with it.",
    cut: "The line was lost and didn't come back within two minutes.",
    altered: "The connection was altered on the way and was closed.",
    longest: "A visit ends after 24 hours at the latest. Connect again to go on.",
    "screen-gone": "The computer's screen server went away, and the visit ended with it.",
    "clock-went-back": "The computer's clock was set back, so the visit ended.",
    "doorkeeper-stopped": "The doorkeeper on the computer was stopped, and the visit ended with it.",
  } satisfies Record<EndReason, string>,

  /** What became of an act that failed; `other` where the code has no sentence of its own. */
  problems: {
    covered: "Something lies over this panel. Move it away, then press again.",
    "too-soon": "That was pressed before it could be read. Press again.",
    "not-vouched": "The console's page is too busy to say what lies over this panel. Wait a moment, then press again.",
    "no-server": "The server can't be reached, so nothing was done. Try again.",
    "wrong-sign-in": "Email or password isn't right. Type both again.",
    "not-signed-in": "You are no longer signed in. Sign in again.",
    "not-allowed": "This isn't allowed for you. Your administrator can change it.",
    "code-wrong": "This code isn't right, was used, or has lapsed. Ask the technician for a new one.",
    unknown: "This is no longer there.",
    "too-many": "Too many tries. Wait ten minutes, then try again.",
    "too-many-sessions": "You have 20 open sessions. End one first.",
    "request-pending": "A request for this computer is already waiting for the customer's answer.",
    "not-pending": "This request is over: it was answered, taken back, or has lapsed.",
    "already-met": "This session was introduced in another browser. Start a new one.",
    "grant-over": "This access is over already.",
    "visit-over": "The visit is over already.",
    "decision-old": "This was decided anew elsewhere. Look again, then decide.",
    "clocks-differ":
      "This computer's clock and the server's differ by more than 5 minutes. Set the clock, then try again.",
    refused: "The rules of the technician's group no longer allow this. Let the technician ask again.",
    changed: "The request changed while you were reading. Read it again.",
    "not-verified": "The signature doesn't hold, or nobody's number was checked. Nothing was sent.",
    "bad-signature": "The server couldn't verify the signature. Nothing was stored.",
    malformed: "The server couldn't read this. Nothing was stored.",
    "not-json": "The server couldn't read this. Nothing was stored.",
    "too-large": "This is larger than the server takes. Nothing was stored.",
    "method-not-allowed": "The server doesn't know how to do this. It may be of another version.",
    "already-done": "This was done already.",
    "email-taken": "Somebody already has this email.",
    "name-taken": "Something already has this name.",
    "not-met": "This session isn't far enough for that. Look again in a moment.",
    "not-meeting": "This session isn't far enough for that. Look again in a moment.",
    offline: "The computer is offline, so its doorkeeper can't be asked. Try again when it is on and has a network.",
    "connection-open":
      "Somebody is connected to this computer. Until that visit is over nothing is opened; every no is obeyed.",
    "challenge-gone": "That took too long, so the computer has to be asked anew. Press again.",
    busy: "Somebody is connected to this computer already, and one visit at a time is let in. Try again later.",
    "terms-differ": "The terms differ from those that were asked for. Nothing was given. Let the technician ask again.",
    "terms-refused": "The computer refused these terms: they may be over, or too long. Let the technician ask again.",
    unreadable: "The computer couldn't read this. Nothing was given.",
    "not-for-this-computer": "This is for another computer. Nothing was given.",
    "not-paired": "The doorkeeper on the computer isn't paired with this browser. Set it up again.",
    "clock-went-back":
      "The computer's clock was set back, so its doorkeeper opens nothing. Look at the clock, then type on the computer: node doorkeeper.mjs clock-accept",
    "not-accepted": "The computer didn't accept this user name and password. Type them as when signing in to it.",
    "not-an-administrator": "This account isn't an administrator of the computer. Type the name of one that is.",
    "own-account":
      "The doorkeeper runs as this account, so a visitor could read what it keeps. Type another account, or let the doorkeeper run as one of its own.",
    "not-our-screen":
      "Another account of the computer answers in place of its screen server, so no password was given to it. Restart the screen server, and find out who stood there.",
    "no-login-type":
      "The computer's screen server asks for no user name, so nobody could sign in. Set it to VeNCrypt Plain, which asks for an account of the computer.",
    "no-screen": "The computer's screen server doesn't answer. Start it, then try again.",
    "not-stored": "The computer couldn't write to its disk, so nothing was given. Make room there, then try again.",
    "unknown-grant": "The computer doesn't know this access.",
    "too-many-tries": "Too many wrong passwords. Wait 15 minutes, then try again.",
    "password-needed": "This needs a user name and password of the computer: a click isn't enough.",
    "private-window": "This can't be done in a private window. Open Whileaway in an ordinary one.",
    "other-key": "This was asked from another browser. Go on there, or ask again here.",
    revoked: "This access was revoked.",
    expired: "This access is over.",
    paused: "This access is paused.",
    upcoming: "This access isn't open yet.",
    "outside-hours": "This access is closed at this hour.",
    closed: "This access is closed now.",
    "no-answer": "The computer didn't answer in time. Try again.",
    "no-receipt": "The computer hasn't answered yet. If it did receive this, that shows here by itself.",
    "not-ready": "The server is starting. Try again in a moment.",
    failed: "Something failed, and nothing was done. Try again.",
    "too-many-consoles": "You have added 100 consoles. Remove one first.",
    "not-here": "This can't be done on this page.",
    other: (code: string): string => `This couldn't be done (${code}). Try again.`,
  },

  /** One line of the history, after its time. */
  events: {
    "session-joined": (person: string) => words`You joined a session of ${name(person)}`,
    "session-met": (person: string) => words`${name(person)} answered with a key`,
    "session-active": (person: string) => words`The number of ${name(person)} fitted; the session is active`,
    "session-ended": (person: string) => words`The session with ${name(person)} ended`,
    "request-asked": (person: string) => words`${name(person)} asked for access`,
    denied: (person: string) => words`You denied the request of ${name(person)}`,
    withdrawn: (person: string) => words`${name(person)} withdrew the request`,
    lapsed: (person: string) => words`The request of ${name(person)} lapsed`,
    "grant-made": (person: string) => words`You gave access to ${name(person)}`,
    paused: (person: string) => words`You paused the access of ${name(person)}`,
    resumed: (person: string) => words`You resumed the access of ${name(person)}`,
    revoked: (person: string) => words`You revoked the access of ${name(person)}`,
    revokedByTechnician: (person: string) => words`${name(person)} gave the access back`,
    revokedByAdministrator: (person: string) => words`An administrator revoked the access of ${name(person)}`,
    "computer-renamed": (computer: string) => words`This computer was named ${name(computer)}`,
    "computer-paired": (computer: string) => words`You set up the doorkeeper on ${name(computer)}`,
    unpairedByYou: "You unpaired the doorkeeper",
    unpairedAtComputer: "The doorkeeper was unpaired at the computer",
    decided: {
      open: (person: string) => words`Your computer knows: the access of ${name(person)} is open again`,
      paused: (person: string) => words`Your computer knows: the access of ${name(person)} is paused`,
      revoked: (person: string) => words`Your computer knows: the access of ${name(person)} is revoked`,
    },
    decidedThere: {
      open: (person: string) => words`At the computer somebody resumed the access of ${name(person)}`,
      paused: (person: string) => words`At the computer somebody paused the access of ${name(person)}`,
      revoked: (person: string) => words`At the computer somebody revoked the access of ${name(person)}`,
    },
    "connection-opened": (person: string) => words`${name(person)} connected`,
    "connection-resumed": (person: string) => words`${name(person)} went on after a lost line`,
    "connection-ended": (person: string) => words`The visit of ${name(person)} is over`,
    "connection-refused": (person: string) => words`${name(person)} wanted to connect and was refused`,
    by: {
      technician: "by the technician",
      customer: "by you",
      administrator: "by an administrator",
      time: "by itself, after its time",
      "number-differs": "because the check number didn't fit",
    },
  },
};

/** Every text of the pages, in one language. A language that lacks one doesn't compile. */
export type Texts = typeof en;

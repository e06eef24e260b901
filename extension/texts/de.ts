import { lengthOf } from "../../shared/clock-words.ts";
import type { Texts } from "./en.ts";
import { bold, name, words } from "./words.ts";

const some = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const minute = 60_000;
/** „1 Std. 12 Min.“ */
const length = (minutes: number): string => lengthOf(minutes * minute, "de");
/** „Die Stunde ab 02:00 Uhr kommt“, „Die 30 Minuten ab 01:30 Uhr kommen“ */
const stretch = (minutes: number, time: string, one: string, many: string): string =>
  minutes === 60 ? `Die Stunde ab ${time} ${one}` : `Die ${minutes} Minuten ab ${time} ${many}`;
const openTwice = {
  both: "ist beide Male offen",
  first: "ist nur beim ersten Mal offen",
  second: "ist nur beim zweiten Mal offen",
  none: "ist beide Male geschlossen",
};

export const de: Texts = {
  language: "de",
  panel: "Unbeaufsichtigter Zugriff",
  back: "Zurück",
  close: "Schließen",
  cancel: "Abbrechen",
  noAnswer: "Whileaway startet. Wenn das so bleibt, schließen Sie diese Seite und öffnen Sie sie erneut.",
  offline:
    "Der Server ist nicht erreichbar. Was Sie sehen, kann veraltet sein; die Verbindung kommt von selbst zurück.",
  clocksDiffer: (here, there) =>
    `Die Uhr dieses Computers zeigt ${here}, die des Servers ${there}. Anfragen und Genehmigungen brauchen Uhren, die höchstens 5 Minuten auseinandergehen: Stellen Sie die Uhr dieses Computers.`,

  system: {
    win: "Windows",
    mac: "macOS",
    linux: "Linux",
    cros: "ChromeOS",
    android: "Android",
    ios: "iOS",
    openbsd: "OpenBSD",
    fuchsia: "Fuchsia",
    other: "ein anderes System",
  },

  signIn: {
    title: "Anmelden",
    why: "Mit der E-Mail-Adresse und dem Passwort, die Sie von Ihrem Administrator haben.",
    email: "E-Mail",
    password: "Passwort",
    show: "Zeigen",
    hide: "Verbergen",
    showName: "Passwort zeigen",
    hideName: "Passwort verbergen",
    button: "Anmelden",
    out: "Abmelden",
    emailMissing: "Geben Sie Ihre E-Mail-Adresse ein.",
    passwordMissing: "Geben Sie Ihr Passwort ein.",
    as: (person, organisation) => words`${name(person)}, ${name(organisation)}`,
  },

  page: {
    region: "Worum es auf dieser Seite geht",
    says: (what) => words`Die Seite sagt: ${what}`,
    about: (what) => words`Die Seite zeigt ${what}`,
    changed: "Auf der Seite geht es jetzt um etwas anderes.",
    something: "etwas anderes",
    show: "Zeigen",
    saysNothing: "Zeigen, worum es auf der Seite geht",
    kindOf: { device: "Gerät", ticket: "Ticket", session: "Sitzung", page: "der Adresse dieser Seite" },
    by: {
      contract: "Die Konsole selbst sagt das.",
      picked: "Dort gelesen, wohin Sie gezeigt haben.",
      description: (console) => words`Gelesen als Seite von ${{ isolated: console }}.`,
      generic: "Abgelesen an dem, was die Seite zeigt.",
    },
    why: "Was eine Seite sagt, erlaubt nichts. Es bestimmt nur, was hier zuerst steht.",
    howTo:
      "Zeigen Sie einmal auf den Namen des Computers oder des Kunden und auf die Kennung in der Konsole, etwa eine Nummer.",
    pointName: "Auf den Namen zeigen",
    pointReference: "Auf die Kennung zeigen",
    forget: "Gezeigtes vergessen",
    pointing: "Drücken Sie jetzt auf der Seite darauf. Escape lässt alles, wie es ist.",
    moveLeft: "Nach links setzen",
    moveRight: "Nach rechts setzen",
    belongs: "Diese Sitzung gehört zu",
    belongsWhy: "Auf dieser Seite findet das Panel sie wieder.",
    ticketFrom: "Von der Seite",
  },

  computers: {
    link: "Computer",
    title: "Computer",
    here: "Zugriff hier",
    met: (computer) => words`${name(computer)} war in einer Sitzung, die zu dieser Seite gehört.`,
    calledHere: (said) => words`Auf der Seite heißt dieser Computer ${name(said)}.`,
    nothingNow: "Darauf haben Sie jetzt keinen Zugriff.",
    approvals: "Alle Genehmigungen, zum Nachlesen und Widerrufen",
    search: "Nach Namen suchen",
    none: "Noch keine. Hier erscheinen die Computer, auf die Kunden Ihnen Zugriff geben.",
    nothingFound: (typed) => words`In keinem Namen kommt ${name(typed)} vor.`,
    found: (count) => `${count} Computer`,
    more: (count) => `${count} weitere zeigen`,
    back: "Zurück zu dieser Seite",
    door: { online: "Türsteher online", offline: "Türsteher offline", none: "Kein Türsteher" },
    browser: { online: "Browser des Kunden online", offline: "Browser des Kunden offline" },
    unlisted: "Zurzeit ist nichts bekannt",
  },

  lastTime: {
    as: "Wie beim letzten Mal",
    use: "Übernehmen",
    useName: (terms) => `Übernehmen: wie beim letzten Mal, ${terms}`,
    mode: { "at-connection": "bei Herstellung der Verbindung", "at-setup": "beim Setup" },
  },

  start: {
    title: "Sitzung starten",
    why: "Der Kunde tritt mit einem Code bei. Solange die Sitzung aktiv ist, können Sie Zugriff anfragen.",
    kind: "Art der Sitzung",
    desktop: "Desktop",
    chatOnly: "Nur Chat",
    mobile: "Mobil",
    noRequest: "Darin kann keine Anfrage für unbeaufsichtigten Zugriff gesendet werden.",
    button: "Sitzung starten",
    lapsed: "Der Code ist abgelaufen: 20 Minuten lang hat ihn niemand benutzt.",
  },

  session: {
    waitingTitle: "Geben Sie dem Kunden diesen Code",
    code: "Sitzungscode",
    codeUntil: (time) => `Er gilt einmal, bis ${time}.`,
    whatToTell:
      "Sagen Sie dem Kunden: Whileaway in der Symbolleiste des Browsers öffnen, „Mein Computer“ wählen, diesen Code eingeben und „Beitreten“ drücken.",
    elsewhere: "Diese Sitzung wurde in einem anderen Ihrer Browser gestartet. Fragen Sie dort Zugriff an.",
    noCode: "Der Code steht in dem Browser, in dem die Sitzung gestartet wurde.",
    exchanging: "Der Kunde ist beigetreten. Der Browser des Kunden antwortet gleich.",
    exchangingOffline: "Der Browser des Kunden ist offline. Es geht weiter, sobald er zurück ist.",
    with: (computer) => words`Sitzung mit ${name(computer)}`,
    kindOf: { desktop: "Desktop-Sitzung", "chat-only": "Nur-Chat-Sitzung", mobile: "Mobile Sitzung" },
    checked: (when) => `Geprüft ${when}`,
    there: (time) => `dort ${time}`,
    ahead: (minutes) => `${length(minutes)} später`,
    behind: (minutes) => `${length(minutes)} früher`,
    end: "Sitzung beenden",
    endLapses: "Eine Anfrage, die noch wartet, verfällt mit dem Ende der Sitzung.",
    newCode: "Neuer Code",
    offline: (computer) =>
      words`Der Browser von ${name(computer)} ist offline. Eine Anfrage wartet, bis er zurück ist, solange die Sitzung dauert.`,
    others: "Andere Sitzungen",
    all: "Ihre Sitzungen",
    noJoin: "Noch niemand beigetreten",
    stateOf: { waiting: "wartet auf den Kunden", meeting: "Prüfzahl", active: "aktiv" },
    show: "Zeigen",
    showName: (what) => `Zeigen: ${what}`,
    atOther: (console) => `gestartet auf ${console}`,
  },

  number: {
    title: "Lesen Sie dem Kunden vor",
    how: "Am Telefon, nicht im Chat. Der Kunde tippt sie ein; Sie schicken sie nicht.",
    label: "Prüfzahl",
    joined: (computer, system, place, time) => words`Beigetreten von ${name(computer)}, ${system}, ${place}, ${time}`,
    notCustomer: "Nicht der Kunde? Ein neuer Code beendet diese Sitzung.",
    says: "Das Popup des Kunden meldet, ob die Zahl stimmt.",
    fits: "Stimmt",
    fitsNot: "Stimmt nicht",
    sayThere: "Ein Fenster hat sich geöffnet: Sagen Sie dort, ob sie stimmt.",
    asked: (number) => words`Falls der Kunde nach einer Zahl gefragt wird: ${bold(number)}`,
    failedTitle: "Die Zahl stimmte nicht: Jemand hört möglicherweise mit",
    failed:
      "Was Sie vorlesen, ist nicht das, was auf dem Computer des Kunden angekommen ist. Es wurde nichts ausgetauscht, und diese Sitzung taugt für keine Anfrage mehr.",
    failedDo:
      "Rufen Sie den Kunden unter einer Nummer an, die Sie schon haben, starten Sie eine neue Sitzung, und lesen Sie dort die neue Zahl vor.",
    alteredTitle: "Unterwegs wurde etwas verändert",
    altered:
      "Eine Nachricht zwischen Ihnen und dem Kunden trägt nicht die richtige Unterschrift. Es wurde nichts ausgetauscht, und diese Sitzung taugt für keine Anfrage mehr.",
    alteredDo: "Starten Sie eine neue Sitzung. Geschieht es wieder, sagen Sie es Ihrem Administrator.",
  },

  form: {
    credentials: "Zugangsdaten erforderlich",
    atConnection: "Bei Herstellung der Verbindung",
    atConnectionWhat:
      "Fragt zu Beginn jeder unbeaufsichtigten Sitzung nach gültigen Administrator-Anmeldeinformationen",
    atSetup: "Beim Setup",
    atSetupWhat: "Verwendet die Zugangsdaten, die der Kunde bei der Genehmigung eingibt",
    pairFirst: (computer) =>
      words`Auf ${name(computer)} ist noch kein Türsteher eingerichtet. Ohne ihn können Sie sich von hier aus nicht verbinden.`,
    pairHow:
      "Bevor Sie anfragen, sagen Sie dem Kunden: Whileaway in der Symbolleiste des Browsers öffnen, „Mein Computer“ wählen und „Türsteher einrichten“ drücken.",
    duration: "Dauer",
    days: "Tage",
    dates: "Datumsbereich",
    from: "Von",
    through: "Bis",
    unlimited: "Unbegrenzt",
    until: (moment) => `bis ${moment}`,
    certain: "Nur zu bestimmten Uhrzeiten",
    hours: "Uhrzeiten",
    entry: (number) => `Eintrag ${number}`,
    opens: "Von",
    closes: "Bis",
    weekdayNames: ["Montags", "Dienstags", "Mittwochs", "Donnerstags", "Freitags", "Samstags", "Sonntags"],
    add: "Zeiten hinzufügen",
    allDay: "Ganztägig",
    remove: "Entfernen",
    removeName: (number) => `Entfernen: Eintrag ${number}`,
    length: (minutes, overMidnight) =>
      `${minutes % 60 === 0 ? some(minutes / 60, "Stunde", "Stunden") : length(minutes)}${overMidnight ? ", über Mitternacht" : ""}`,
    zone: "Zeitzone",
    localTime: "Meine Ortszeit",
    customerTime: "Uhrzeit beim Kunden",
    reason: "Grund",
    ticket: "Ticket",
    required: "erforderlich",
    willRead: "Der Kunde liest",
    button: "Unbeaufsichtigten Zugriff anfordern",
    notOpen: "Hier kann gerade keine Anfrage gesendet werden",
    sent: "An das Fenster übergeben, das sich geöffnet hat: Drücken Sie dort „Unbeaufsichtigten Zugriff anfordern“.",
  },

  reasons: {
    "group-not-permitted":
      "Ihre Gruppe darf den unbeaufsichtigten Zugriff nicht verwenden. Ihr Administrator kann es erlauben.",
    "session-not-active":
      "Eine Anfrage braucht eine aktive Sitzung: Starten Sie eine, und lassen Sie den Kunden mit ihrem Code beitreten.",
    "not-introduced":
      "Eine Anfrage braucht zuerst die Prüfzahl: Lesen Sie sie dem Kunden vor, und drücken Sie „Stimmt“.",
    "chat-only-session":
      "In einer Nur-Chat-Sitzung kann keine Anfrage gesendet werden. Starten Sie mit dem Kunden eine Desktop-Sitzung.",
    "mobile-session":
      "In einer mobilen Sitzung kann keine Anfrage gesendet werden: Unbeaufsichtigter Zugriff braucht einen Computer. Starten Sie dort eine Desktop-Sitzung.",
    "mode-not-offered":
      "Ihr Administrator hat festgelegt, dass Techniker zu Beginn jedes Besuchs Administrator-Anmeldeinformationen eingeben.",
    "doorkeeper-missing": "Noch nicht möglich: Auf diesem Computer ist kein Türsteher eingerichtet.",
    "two-week-limit": "Mit den Zugangsdaten des Kunden dauert der Zugriff höchstens zwei Wochen.",
    "over-cap": (days) =>
      days === null
        ? "Ihr Administrator erlaubt weniger."
        : `Ihr Administrator erlaubt höchstens ${some(days, "Tag", "Tage")}.`,
    "unlimited-not-allowed": "Ihr Administrator erlaubt keinen unbegrenzten Zugriff.",
    "reason-missing": "Geben Sie einen Grund ein: Ihr Administrator verlangt ihn bei jeder Anfrage.",
    "ticket-missing": "Geben Sie ein Ticket ein: Ihr Administrator verlangt es bei jeder Anfrage.",
    "days-malformed": "Geben Sie eine ganze Zahl von Tagen ein, 1 bis 3650.",
    "dates-malformed": "Wählen Sie zwei Daten, das frühere zuerst, innerhalb von zehn Jahren.",
    "span-over": "Diese Zeit ist schon vorbei. Wählen Sie ein späteres Datum.",
    "hours-malformed":
      "Geben Sie zwei verschiedene Uhrzeiten ein, etwa 20:00 und 06:00, und wählen Sie mindestens einen Wochentag.",
    "never-open":
      "Der Zugriff wäre nie offen: Keiner dieser Wochentage mit diesen Uhrzeiten liegt innerhalb der Dauer.",
    "zone-unknown": "Der Browser des Kunden nennt keine Zeitzone, die hier bekannt ist. Wählen Sie „Meine Ortszeit“.",
    "text-hidden": "Lassen Sie unsichtbare Zeichen weg.",
    "text-long": (most) => `Geben Sie höchstens ${most} Zeichen ein.`,
  },

  request: {
    waiting: "Wartet auf die Antwort des Kunden",
    asked: (moment) => `Angefragt ${moment}`,
    withdraw: "Zurückziehen",
    withdrawName: (computer) => `Zurückziehen: ${computer}`,
    denied: "Der Kunde hat die Anfrage abgelehnt",
    deniedReason: "Der Kunde schrieb",
    withdrawn: "Sie haben die Anfrage zurückgezogen",
    lapsed: "Die Anfrage ist verfallen",
    lapsedWhy: "Niemand hat sie beantwortet, bevor die Sitzung oder die angefragte Zeit vorbei war.",
    approved: "Der unbeaufsichtigte Zugriff ist aktiv. Sie können die Sitzung beenden.",
    approvedHow: (moment, confirmed) =>
      confirmed === null
        ? `Genehmigt ${moment}.`
        : `Genehmigt ${moment} ${confirmed === "click" ? "per Klick" : "mit dem Passwort des Computers"}.`,
    more: "Weiteren Zugriff anfragen",
  },

  access: {
    title: "Ihre Zugriffe",
    none: "Noch keine. Was Kunden genehmigen, erscheint hier.",
    over: (count) => `Beendet (${count})`,
    yourTime: (place) => `Ihre Zeit, ${place}`,
    connect: "Verbinden",
    connectName: (computer, terms) => `Verbinden: ${computer}, ${terms}`,
    noDoorkeeper: "Genehmigt. Um sich hier zu verbinden, den Türsteher einrichten lassen und erneut anfragen.",
    byConsole: "Durchgesetzt von der Konsole, nicht am Computer",
    otherDoor: "Der Türsteher auf diesem Computer wurde neu eingerichtet. Um sich zu verbinden, fragen Sie erneut an.",
    offline: (computer) => words`${name(computer)} ist offline: ausgeschaltet, im Ruhezustand oder ohne Netz.`,
    busy: "Sie sind unter einer anderen Genehmigung mit diesem Computer verbunden. Nur ein Besuch auf einmal.",
    showVisit: "Zeigen",
    showVisitName: (computer, terms) => `Zeigen: ${computer}, ${terms}`,
    visiting: (time) => `Sie sind seit ${time} verbunden.`,
    end: "Beenden",
    endName: (computer) => `Beenden: ${computer}`,
    otherBrowser: "Von einem anderen Browser angefragt. Um den Zugriff hier zu nutzen, fragen Sie erneut an.",
    notHeld: "Die Unterschrift des Kunden oder des Computers stimmt nicht. Dieser Zugriff öffnet nichts.",
    revoke: "Widerrufen",
    revokeName: (who, what) => `Widerrufen: ${who}, ${what}`,
    revokeSure: "Endgültig widerrufen?",
    revokeYes: "Ja, widerrufen",
    keep: "Behalten",
  },

  status: {
    openUntil: (moment) => `Offen bis ${moment}`,
    openNoEnd: "Offen, ohne Enddatum",
    left: (minutes) => `noch ${length(minutes)}`,
    opens: (moment) => `Geschlossen, offen ab ${moment}`,
    upcoming: (moment) => `Öffnet ${moment}`,
    closed: "Geschlossen, öffnet nicht mehr",
    pausedByYou: (moment) => `Von Ihnen angehalten, ${moment}`,
    pausedAtComputer: (moment) => `Am Computer angehalten, ${moment}`,
    pausedByCustomer: (moment) => `Vom Kunden angehalten, ${moment}`,
    expired: (moment) => `Vorbei seit ${moment}`,
    unreadable: "Diese Bedingungen sind nicht lesbar. Der Zugriff bleibt geschlossen.",
    revokedBy: {
      customer: "Vom Kunden widerrufen",
      technician: "Vom Techniker widerrufen",
      administrator: "Vom Administrator widerrufen",
      computer: "Am Computer widerrufen",
      you: "Von Ihnen widerrufen",
    },
    revokedAt: (who, moment) => `${who}, ${moment}`,
  },

  week: {
    title: "Wann der Zugriff offen ist",
    now: (time) => `Jetzt ${time}`,
    from: (date) => `Woche ab ${date}`,
    caption: (place) => `Wann der Zugriff offen ist, nächste sieben Tage, nach Ihrer Zeit (${place})`,
    captionOther: (place) => `Wann der Zugriff offen ist, nächste sieben Tage, nach der Zeit des Kunden (${place})`,
    captionFrom: (date, place) => `Wann der Zugriff offen ist, sieben Tage ab ${date}, nach Ihrer Zeit (${place})`,
    today: "Heute",
    yourTime: "Ihre Zeit",
    technician: "Techniker",
    customer: "Kunde",
    allDay: "ganztägig",
    from_: (time) => `ab ${time}`,
    until_: (time) => `bis ${time}`,
    range: (from, until) => `${from}–${until}`,
    ends: (time) => `endet ${time}`,
    times: (count) => `${count} Zeiten`,
    nothing: "–",
    sayNothing: "kein Zugriff",
    sayRange: (from, until, nextDay) => `${from} bis ${until} Uhr${nextDay ? " am nächsten Tag" : ""}`,
    night: (date) => `Nacht auf ${date}`,
    back: (night, minutes, time, open) =>
      `${night}: Zeitumstellung. ${stretch(minutes, time, "kommt", "kommen")} zweimal; der Zugriff ${openTwice[open]}.`,
    forward: (night, minutes, time, open) =>
      `${night}: Zeitumstellung. ${stretch(minutes, time, "gibt", "gibt")} es nicht; der Zugriff ist ${
        open ? "davor und danach offen" : "davor oder danach geschlossen"
      }.`,
    distance: (place, before, until, after, from) => `${place}: ${before} bis ${until}, ${after} ab ${from}.`,
    apart: (minutes) =>
      minutes === 0 ? "gleich spät" : `${length(Math.abs(minutes))} ${minutes > 0 ? "später" : "früher"}`,
    never: "Der Zugriff ist nie offen.",
  },

  openings: {
    titleOf: (count) =>
      count === 1
        ? "Das einzige Zeitfenster"
        : count === 2
          ? "Die nächsten zwei Zeitfenster"
          : "Die nächsten drei Zeitfenster",
    yourTime: (place) => `Ihre Zeit, ${place}`,
    technician: (place) => `Techniker, ${place}`,
    customer: (place) => `Kunde, ${place}`,
    bothClocks: (place) => `Beide Uhren, ${place}`,
  },

  popup: {
    tabs: "Whileaway",
    myComputer: "Mein Computer",
    technician: "Techniker",
    nobody: "Niemand ist verbunden",
    nextOpen: (computer, moment, person) =>
      words`${name(computer)} ist als Nächstes offen ab ${moment}, für ${name(person)}.`,
    openNow: (computer, person, until) =>
      until === null
        ? words`${name(computer)} ist jetzt für ${name(person)} offen, ohne Enddatum.`
        : words`${name(computer)} ist jetzt für ${name(person)} offen, bis ${until}.`,
    allClosed: (computer) => words`Jeder Zugriff auf ${name(computer)} ist angehalten.`,
    nobodyMay: (computer) => words`Niemand darf sich mit ${name(computer)} verbinden.`,
    requests: "Anfragen",
    noRequests: "Keine. Neue Anfragen erscheinen hier und als Benachrichtigung.",
    read: "Lesen",
    readName: (person) => `Lesen: Anfrage von ${person}`,
    unchecked: "Eine Anfrage, mit der etwas nicht stimmt",
    given: "Erteilte Zugriffe",
    noneGiven: "Keine. Was Sie genehmigen, erscheint hier; Sie können es jederzeit anhalten oder widerrufen.",
    over: (count) => `Beendet (${count})`,
    pause: "Anhalten",
    resume: "Fortsetzen",
    rowName: (button, who, what) => `${button}: ${who}, ${what}`,
    byConsole: "Durchgesetzt von der Konsole, nicht an Ihrem Computer",
    computerKnows: "Ihr Computer weiß es",
    computerWaits: "Ihr Computer hat es noch nicht bestätigt.",
    computerWaitsFor:
      "Ihr Computer hat es noch nicht bestätigt. Wenn Sie sofort sicher sein wollen, geben Sie am Computer ein:",
    serverWaits: "Der Server hat es noch nicht bestätigt.",
    connectedNot: "Solange jemand verbunden ist, kann nichts fortgesetzt werden.",
    visits: "Besuche",
    noVisits: "Keine. Ist auf diesem Computer ein Türsteher eingerichtet, erscheint hier jeder Besuch.",
    noVisitsYet: "Keine. Jeder Besuch erscheint hier, von diesem Computer unterschrieben.",
    history: "Verlauf",
    showHistory: "Verlauf zeigen",
    hideHistory: "Verlauf verbergen",
    noHistory: "Noch ist nichts geschehen.",
    unknownEvent: "Etwas, das diese Version nicht benennen kann",
    joinLink: "Sitzung beitreten",
    rename: "Umbenennen",
    renameName: (computer) => `Umbenennen: ${computer}`,
    save: "Speichern",
    unseenTitle: "Die Sitzung ist vorbei. Dieser Zugriff wurde erteilt:",
    unseenDo: "Stimmt das, ist nichts zu tun. Wenn nicht, widerrufen Sie ihn jetzt.",
    seen: "Ich habe es gesehen",
  },

  door: {
    title: "Türsteher",
    setUp: "Türsteher einrichten",
    none: "Keiner eingerichtet: Was Sie genehmigen, setzt allein die Konsole des Technikers durch.",
    continueSetUp: "Weiter",
    here: (computer, day) => words`Auf ${name(computer)}, von Ihnen eingerichtet am ${day}`,
    online: "Online",
    offline: "Offline. Was Sie entscheiden, erreicht ihn, sobald er zurück ist.",
    unlisted: "Der Server kennt diesen Türsteher nicht mehr. Richten Sie ihn neu ein, oder trennen Sie ihn.",
    again: "Neu einrichten",
    unpair: "Trennen",
    unpairSure: "Trennen? Alles, was Sie über ihn erteilt haben, wird endgültig widerrufen.",
    unpairYes: "Ja, trennen",
    privately: "In einem privaten Fenster kann er nicht eingerichtet werden.",
    connected: "Solange jemand verbunden ist, kann nichts eingerichtet oder getrennt werden.",
    heading: "Den Türsteher auf diesem Computer einrichten",
    what: "Ein kleines Programm, das an der Tür dieses Computers steht. Es lässt einen Techniker nur so weit ein, wie Sie hier zugestimmt haben, beendet jeden Besuch, wenn seine Zeit um ist, und befolgt Ihr Nein sofort.",
    changesTitle: "Was es ändert",
    changes: [
      "Es schreibt jeden Besuch auf und unterschreibt ihn. Sie lesen es hier.",
      "Ein Techniker kann Sie einmal um Benutzername und Passwort bitten. Beides bleibt auf diesem Computer.",
      "Es öffnet keinen Port. Es braucht Node.js 22.13 oder neuer, ein kostenloses Programm von nodejs.org.",
    ],
    begin: "Beginnen",
    save: "Türsteher speichern",
    saveStep: "Speichern Sie das Programm auf diesem Computer",
    commandStep: "Öffnen Sie dort, wo Sie es gespeichert haben, ein Terminal, und geben Sie diesen Befehl ein",
    copy: "Befehl kopieren",
    copied: "Kopiert",
    numberStep: "Geben Sie die sechs Ziffern ein, die es ausgibt",
    numberFrom: (computer) => words`${name(computer)} hat geantwortet.`,
    numberHow: "Die Ziffern stehen in diesem Terminal und sonst nirgends: Niemand darf sie Ihnen nennen.",
    numberWaits: "Sie erscheinen, sobald der Befehl läuft.",
    lapses: (time) => `Das wartet bis ${time}.`,
    wrong: (tries) =>
      tries === 1
        ? "Das ist nicht die Zahl im Terminal. Sie können es noch einmal versuchen."
        : `Das ist nicht die Zahl im Terminal. Sie können es noch ${tries}-mal versuchen.`,
    doneTitle: "Der Türsteher ist eingerichtet",
    done: (computer) => words`${name(computer)} lässt jetzt nur ein, wem Sie hier zustimmen.`,
    doneOld:
      "Was Sie vorher genehmigt haben, setzt weiter nur die Konsole durch. Damit es auch an der Tür gilt, lassen Sie den Techniker erneut anfragen.",
    doneStay: "Der Türsteher wirkt, solange er läuft: Lassen Sie das Terminal offen.",
    doneStart:
      "Besser: Lassen Sie ihn mit dem Computer starten, unter einem eigenen Konto. Erst dann kann eine Anfrage nach dem Benutzernamen und dem Passwort fragen, mit denen Sie sich anmelden. Dieser Befehl sagt, wie:",
    startAgain: "Neu beginnen",
    failed: {
      "number-differs": {
        title: "Die Zahl stimmte nicht",
        what: "Drei Zahlen stimmten nicht. Möglicherweise steht jemand zwischen diesem Browser und dem Programm, oder ein anderes Programm hat an seiner Stelle geantwortet. Es wurde nichts eingerichtet.",
        toDo: "Beenden Sie das Programm im Terminal, und beginnen Sie neu, in einem Netz, dem Sie vertrauen.",
      },
      altered: {
        title: "Etwas anderes hat geantwortet",
        what: "Was zurückkam, gehört nicht zu Ihrem Befehl, oder es kam zweimal. Es wurde nichts eingerichtet.",
        toDo: "Beenden Sie das Programm im Terminal, und beginnen Sie neu. Geschieht es wieder, wenden Sie sich an den Betreiber des Servers.",
      },
      lapsed: {
        title: "Das hat zu lange gedauert",
        what: "20 Minuten lang hat niemand die Zahl eingegeben, oder die Verbindung ging inzwischen verloren. Es wurde nichts eingerichtet.",
        toDo: "Beginnen Sie neu, wenn Sie am Computer sitzen.",
      },
    },
    password: "Bei jeder Zustimmung nach meinem Computer-Passwort fragen",
    passwordWhy: "Empfohlen: Sonst genügt ein Klick.",
    passwordNot: "Braucht einen Türsteher, der das Passwort an diesem Computer prüft.",
  },

  visits: {
    day: "Tag",
    times: "Von–bis",
    who: "Wer und warum es endete",
    yourTime: (place) => `Ihre Zeit, ${place}`,
    unknown: "Jemand, den dieser Browser nicht kennt",
    refused: (why) => `abgewiesen: ${why}`,
    since: (time) => `ab ${time}`,
    noEnd: "noch kein Ende vermerkt",
    more: (count) => `Frühere Besuche (${count})`,
    connected: (person) => words`${name(person)} ist gerade verbunden`,
    somebody: "Jemand ist gerade verbunden",
    sinceTime: (time) => `Seit ${time}.`,
    endsAt: (time) => `Endet von selbst um ${time}.`,
    endsOn: (moment) => `Endet von selbst ${moment}.`,
    endsNot: "Endet nicht von selbst.",
    end: "Besuch beenden",
    certain: "Wenn Sie sicher sein wollen, geben Sie am Computer ein:",
    missing: (shown, entries) =>
      `Der Computer hat ${entries} Einträge geschrieben, der Server zeigt ${shown}. Der Rest kommt, wenn der Computer online ist. Kommt er dann nicht, hält jemand zurück, was geschehen ist.`,
    alteredTitle: "Was der Computer aufgeschrieben hat, wurde unterwegs verändert",
    altered: (after) =>
      `Nach Eintrag ${after} zeigt der Server etwas, das dieser Computer nicht unterschrieben hat, oder lässt etwas aus. Spätere Besuche können hier fehlen.`,
    alteredDo: "Sehen Sie am Computer selbst nach, und wenden Sie sich an den Betreiber des Servers.",
  },

  ended: {
    technician: "vom Techniker beendet",
    customer: "von Ihnen beendet",
    administrator: "von einem Administrator beendet",
    computer: "an diesem Computer beendet",
    window: "von selbst beendet, die Zeit war um",
    revoked: "beendet, der Zugriff wurde widerrufen",
    paused: "beendet, der Zugriff wurde angehalten",
    cut: "die Verbindung ging verloren",
    altered: "beendet, unterwegs wurde etwas verändert",
    longest: "nach 24 Stunden von selbst beendet",
    "screen-gone": "beendet, der Bildschirmserver dieses Computers war weg",
    "clock-went-back": "beendet, die Uhr dieses Computers wurde zurückgestellt",
    "doorkeeper-stopped": "beendet, der Türsteher wurde gestoppt",
  },

  turnedAway: {
    unreadable: "was gesendet wurde, war nicht lesbar",
    "bad-signature": "die Unterschrift stimmte nicht",
    "not-for-this-computer": "der Zugriff galt einem anderen Computer",
    "not-paired": "der Browser, der ihn erteilt hat, war getrennt",
    "challenge-gone": "es dauerte zu lange",
    "connection-open": "es war schon jemand verbunden",
    "clocks-differ": "die Uhren gingen mehr als 5 Minuten auseinander",
    "clock-went-back": "die Uhr dieses Computers war zurückgestellt",
    "terms-refused": "die Bedingungen waren nicht, wie sie sein müssen",
    "not-accepted": "Benutzername oder Passwort falsch",
    "not-an-administrator": "das Konto gehört keinem Administrator",
    "terms-differ": "die Bedingungen waren andere als die, denen Sie zugestimmt haben",
    "too-many-tries": "zu viele falsche Passwörter",
    "own-account": "das Konto ist das des Türstehers selbst",
    "not-our-screen": "ein anderes Konto stand an der Stelle des Bildschirmservers",
    "no-login-type": "der Bildschirmserver fragt nach keinem Benutzernamen",
    "no-screen": "der Bildschirmserver antwortete nicht",
    busy: "es war schon jemand verbunden",
    "not-stored": "dieser Computer konnte nichts auf die Festplatte schreiben",
    "visit-over": "der Besuch war schon vorbei",
    "decision-old": "es war inzwischen neu entschieden",
    "other-key": "es war ein anderer Browser als der, der angefragt hat",
    "unknown-grant": "dieser Computer kennt keinen solchen Zugriff",
    revoked: "der Zugriff war widerrufen",
    expired: "der Zugriff war vorbei",
    paused: "der Zugriff war angehalten",
    upcoming: "vor der Zeit",
    "outside-hours": "außerhalb der Zeiten",
  },

  join: {
    title: "Sitzung beitreten",
    heading: "Geben Sie den Code ein, den Ihr Techniker Ihnen nennt",
    how: "Er gilt einmal und 20 Minuten lang. Durch das Beitreten erhält noch niemand Zugriff auf diesen Computer.",
    code: "Sitzungscode",
    codeHint: "Sechs Ziffern, manchmal acht",
    codeShort: "Geben Sie die sechs Ziffern des Codes ein.",
    name: "Name dieses Computers",
    nameMissing: "Geben Sie einen Namen ein, unter dem Sie diesen Computer kennen.",
    button: "Beitreten",
  },

  check: {
    title: "Prüfen, wer es ist",
    exchangingTitle: "Sie sind beigetreten",
    exchanging: "Der Browser des Technikers antwortet gleich. Niemand hat Zugriff auf diesen Computer.",
    heading: (person) => words`Geben Sie die Zahl ein, die ${name(person)} Ihnen vorliest`,
    how: "Am Telefon oder persönlich. Nicht von einer Webseite oder aus einer Nachricht: Niemand sonst darf Ihnen diese Zahl nennen.",
    label: "Prüfzahl",
    hint: "Sechs Ziffern",
    given: "Genannter Name",
    after: "Danach",
    afterWhat: (person) => words`${name(person)} darf Zugriff anfragen. Jede Anfrage braucht Ihr OK.`,
    wrong: (tries) =>
      tries === 1
        ? "Das ist nicht die Zahl. Sie können es noch einmal versuchen; lassen Sie sie sich erneut vorlesen."
        : `Das ist nicht die Zahl. Sie können es noch ${tries}-mal versuchen; lassen Sie sie sich erneut vorlesen.`,
    leave: "Verlassen",
    warnTitle: "Vorsicht: Das könnte jemand anderes sein",
    warn: (person, organisation, day) =>
      words`Sie haben ${name(person)}, ${name(organisation)}, am ${day} geprüft. Jetzt kommt derselbe Name mit einem neuen Schlüssel. Das geschieht bei einem neuen Browser, aber auch, wenn jemand anderes den Namen benutzt.`,
    warnDo: (person) =>
      words`Rufen Sie ${name(person)} unter einer Nummer an, die Sie schon haben, und lassen Sie sich die Prüfzahl dort vorlesen.`,
    warnOld:
      "Zugriffe, die Sie dem alten Schlüssel erteilt haben, bleiben bestehen. Sie können sie unter „Mein Computer“ widerrufen.",
    fitsTitle: "Die Zahl stimmt",
    fits: (person) => words`Sagen Sie das ${name(person)}. Anfragen von ${name(person)} erscheinen hier.`,
    failedTitle: "Die Zahl stimmte nicht",
    failed:
      "Was Ihnen vorgelesen wurde, ist nicht das, was hier angekommen ist. Niemand wurde eingelassen, und diese Sitzung ist vorbei.",
    failedDo: "Sagen Sie es dem Techniker, und treten Sie einer neuen Sitzung bei.",
    stopTitle: "Jemand hört möglicherweise mit. Legen Sie auf und rufen Sie zurück",
    stop: "Drei Zahlen nacheinander stimmten nicht. Möglicherweise steht jemand zwischen Ihnen und dem Techniker. Niemand wurde eingelassen.",
    stopDo:
      "Legen Sie auf. Rufen Sie den Techniker unter einer Nummer an, die Sie schon haben, etwa von einer Rechnung oder aus einem Brief.",
    alteredTitle: "Unterwegs wurde etwas verändert",
    altered: "Eine Nachricht des Technikers trägt nicht die richtige Unterschrift. Niemand wurde eingelassen.",
    alteredDo: "Sagen Sie es dem Techniker, unter einer Nummer, die Sie schon haben.",
  },

  customerSession: {
    title: "Sitzung",
    with: (person, organisation) => words`Sie sind in einer Sitzung mit ${name(person)}, ${name(organisation)}.`,
    withUnknown: "Sie sind in einer Sitzung.",
    what: "Jede Anfrage braucht Ihr OK. Verlassen beendet die Sitzung; eine Anfrage, die noch wartet, verfällt.",
    leave: "Verlassen",
    leaveName: (person) => `Verlassen: Sitzung mit ${person}`,
    checkNow: "Prüfzahl eingeben",
  },

  decide: {
    title: "Zugriffsanfrage",
    asked: (time) => `angefragt ${time}`,
    means: (person) => words`${name(person)} kann dann diesen Computer sehen und steuern, auch wenn niemand da ist.`,
    checked: (moment) => `Von Ihnen mit Prüfzahl geprüft, ${moment}`,
    signsInWith: "Anmeldung mit",
    atConnection: "Benutzername und Passwort eines Administrators dieses Computers, jedes Mal neu",
    atSetup: "Ihrem Benutzernamen und Ihrem Passwort. Beides bleibt auf diesem Computer.",
    atSetupWindows: "Ihrem Windows-Benutzernamen und -Passwort. Beides bleibt auf diesem Computer.",
    atSetupNot:
      "Das kann noch nicht genehmigt werden: Auf diesem Computer muss zuerst ein Türsteher eingerichtet werden.",
    notAtDoorNot:
      "Das kann nicht genehmigt werden: Ihr Passwort prüft der Türsteher, und diese Anfrage gilt ihm nicht. Lassen Sie den Techniker erneut anfragen.",
    connectedNot: "Solange jemand verbunden ist, kann nichts genehmigt werden.",
    signIn: "Ihre Anmeldung an diesem Computer",
    signInWindows: "Ihre Windows-Anmeldung",
    confirm: "Mit Ihrem Computer-Passwort bestätigen",
    userName: "Benutzername",
    password: "Passwort",
    windowsUserName: "Windows-Benutzername",
    windowsPassword: "Windows-Passwort",
    sealed: (computer, person) =>
      words`Wird hier verschlüsselt, nur für ${name(computer)}. ${name(person)} bekommt sie nie zu sehen.`,
    sealedOnce: (computer, person) =>
      words`Wird hier verschlüsselt, nur für ${name(computer)}, dort einmal geprüft und nirgends aufbewahrt. ${name(person)} bekommt es nie zu sehen.`,
    ownWindow: "Nach Benutzername und Passwort wird in einem eigenen Fenster gefragt, das OK öffnet.",
    userNameMissing: "Geben Sie den Benutzernamen ein, mit dem Sie sich an diesem Computer anmelden.",
    passwordMissing: "Geben Sie das Passwort ein, mit dem Sie sich an diesem Computer anmelden.",
    tooLong: "Das ist länger, als dieser Computer es annimmt.",
    notAccepted:
      "Ihr Computer hat diesen Benutzernamen und dieses Passwort nicht angenommen. Geben Sie beides so ein, wie Sie sich dort anmelden.",
    trying: "Ihr Computer prüft beides.",
    reason: "Grund",
    ticket: "Ticket",
    where: "Wo es gilt",
    whereConsole: "Durchgesetzt von der Konsole, nicht an Ihrem Computer",
    whereDoor: "Durchgesetzt an Ihrem Computer, von seinem Türsteher",
    already: (person) => words`Das darf ${name(person)} bereits`,
    denyReason: "Grund (freiwillig)",
    denyReasonHint: "Wird mit „Ablehnen“ gesendet.",
    stop: "Sie können den Zugriff hier jederzeit anhalten oder widerrufen.",
    ok: "OK",
    deny: "Ablehnen",
    sending: "Ihr OK ist unterschrieben und wartet auf den Server.",
    sendingDoor: "Ihr OK ist unterschrieben und wartet auf Ihren Computer.",
    approvedTitle: (person) => words`Sie haben ${name(person)} Ihr OK gegeben`,
    approvedWhat: "Es steht unter „Erteilte Zugriffe“. Dort können Sie es jederzeit anhalten oder widerrufen.",
    deniedTitle: (person) => words`Sie haben die Anfrage von ${name(person)} abgelehnt`,
    deniedWhat: "Niemand wurde eingelassen.",
    goneTitle: "Diese Anfrage ist vorbei",
    goneWhat: "Sie wurde zurückgezogen, oder die Sitzung ist zu Ende. Niemand wurde durch sie eingelassen.",
    toMyComputer: "Mein Computer",
    unverified: {
      "not-checked": {
        title: "Jemand fragt an, den Sie nicht geprüft haben",
        what: (person) =>
          words`Der Server nennt den Namen ${name(person)}. Sie haben dafür keine Prüfzahl eingegeben; es könnte also jeder sein.`,
      },
      "other-key": {
        title: "Vorsicht: Das ist nicht die Person, die Sie geprüft haben",
        what: (person) =>
          words`Die Anfrage trägt den Namen ${name(person)}, aber einen anderen Schlüssel als den, den Sie mit der Prüfzahl geprüft haben. Möglicherweise benutzt jemand den Namen.`,
      },
      altered: {
        title: "Diese Anfrage wurde unterwegs verändert",
        what: (person) =>
          words`Sie trägt den Namen ${name(person)}, aber ihre Unterschrift stimmt nicht: Was darin steht, ist nicht, was unterschrieben wurde.`,
      },
      "not-for-this-computer": {
        title: "Diese Anfrage gilt einem anderen Computer",
        what: (person) =>
          words`Sie trägt den Namen ${name(person)}, wurde aber für einen anderen Computer, Kunden oder eine andere Sitzung unterschrieben.`,
      },
    },
    unverifiedDo:
      "Sie kann nicht genehmigt werden. Lehnen Sie ab oder verlassen Sie die Sitzung, und rufen Sie den Techniker unter einer Nummer an, die Sie schon haben.",
  },

  confirm: {
    title: "Diese Anfrage senden?",
    nothing: "Es wartet nichts darauf, gesendet zu werden. Sie können dieses Fenster schließen.",
    sent: "Die Anfrage wurde gesendet. Sie können dieses Fenster schließen.",
    fitsTitle: "Stimmt die Zahl?",
    fitsSaid: "Vermerkt. Im Panel geht es weiter; Sie können dieses Fenster schließen.",
    fitsNothing: "Keine Zahl wartet auf ihre Prüfung. Sie können dieses Fenster schließen.",
    button: "Unbeaufsichtigten Zugriff anfordern",
  },

  technicianTab: {
    group: "Gruppe",
    noGroup: "Keine: Ihr Administrator hat Sie noch keiner Gruppe zugeordnet",
    organisation: "Organisation",
    sessions: "Sitzungen",
    noSessions: "Keine. Sitzungen werden in der Konsole gestartet.",
    where:
      "Sitzungen starten Sie auf der Seite Ihrer Konsole, und dort fragen Sie auch Zugriff an: Öffnen Sie sie und wählen Sie an ihrem Rand den Reiter „Unbeaufsichtigter Zugriff“.",
  },

  consoles: {
    thisPage: "Diese Seite",
    show: "Panel auf dieser Konsole anzeigen",
    whatItDoes:
      "Ihr Browser fragt Sie einmal, nur für diese Adresse. Danach steht dort am Rand jeder Seite der Reiter „Unbeaufsichtigter Zugriff“.",
    refused: "Ihr Browser hat es nicht erlaubt. Nichts hat sich geändert.",
    here: "Das Panel ist hier, am Rand der Seite.",
    hereByAdministrator: "Das Panel ist hier. Ihr Administrator hat es eingerichtet.",
    noConsole:
      "Auf dieser Seite kann das Panel nicht angezeigt werden. Es geht auf Seiten im Web, aber nicht auf Seiten des Browsers selbst, bei Dateien oder in Stores für Erweiterungen.",
    title: "Konsolen",
    none: "Noch keine. Öffnen Sie die Seite Ihrer Konsole und drücken Sie in der Symbolleiste auf Whileaway: Dort können Sie das Panel anzeigen.",
    byAdministrator: "Von Ihrem Administrator eingerichtet",
    remove: "Entfernen",
    removeName: (console) => `Entfernen: ${console}`,
    keys: (keys) => `${keys} öffnet und schließt das Panel auf einer Konsole.`,
    noKeys:
      "Kein Tastenkürzel für das Panel festgelegt. In den Einstellungen Ihres Browsers gibt es eine Seite für Tastenkürzel von Erweiterungen.",
  },

  viewer: {
    region: "Unbeaufsichtigter Zugriff",
    title: (computer) => `${computer} – Whileaway`,
    screen: (computer) => `Bildschirm von ${computer}`,
    heading: (computer) => words`Mit ${name(computer)} verbinden`,
    askedAs: (computer) =>
      words`Bei Ihrer Anfrage hieß dieser Computer ${name(computer)}. Es ist derselbe: Namen können sich ändern, Schlüssel nicht.`,
    asksFor: (computer) =>
      words`Benutzername und Passwort eines Administrators von ${name(computer)}. Beides wird hier verschlüsselt, nur für ${name(computer)}, und nirgends aufbewahrt.`,
    usesCustomers: (computer) =>
      words`Es wird kein Passwort verlangt: ${name(computer)} meldet sich mit dem an, was der Kunde eingegeben hat, und das bleibt dort.`,
    userName: "Benutzername",
    password: "Passwort",
    connect: "Verbinden",
    cancel: "Abbrechen",
    missing: { "user-name": "Geben Sie den Benutzernamen ein.", password: "Geben Sie das Passwort ein." },
    tooLong: { "user-name": "Dieser Benutzername ist zu lang.", password: "Dieses Passwort ist zu lang." },
    steps: {
      knocking: "Der Computer wird gefragt …",
      "signing-in": "Der Computer prüft die Zugangsdaten …",
    },
    closedNow:
      "Solange der Zugriff geschlossen ist, wird nichts verlangt. Sobald er offen ist, geht es hier von selbst weiter.",
    signedOut:
      "Sie sind abgemeldet. Melden Sie sich über Whileaway in der Symbolleiste an, unter „Techniker“; danach geht es hier weiter.",
    noGrant: "Dieser Zugriff ist hier nicht bekannt. Öffnen Sie ihn aus dem Panel oder unter „Techniker“.",
    encrypted: "bis zum Computer verschlüsselt",
    wayOut: "Strg+Alt+Umschalt führt zurück zu dieser Leiste",
    lineLost: "die Leitung ist unterbrochen",
    open: "Offen",
    left: (length) => `Noch ${length}`,
    noEnd: "ohne Enddatum",
    thereUntil: (time) => `nach der Uhr des Computers bis ${time}`,
    closes: (yours, there) => (there === null ? `schließt ${yours}` : `schließt ${yours} bei Ihnen, ${there} dort`),
    ctrlAltDel: "Strg-Alt-Entf",
    fullScreen: "Vollbild",
    leaveFullScreen: "Vollbild verlassen",
    end: "Beenden",
    closing: (minutes, time, computer) =>
      words`${bold(`Der Zugriff schließt in ${some(minutes, "Minute", "Minuten")}, um ${time} Ihrer Zeit.`)} Speichern Sie Ihre Arbeit auf ${name(computer)}. Die Verbindung endet von selbst.`,
    reconnecting: "Die Leitung ist unterbrochen. Diese Seite versucht es von selbst weiter.",
    reconnectingUntil: (time) => `Sie versucht es bis ${time}; danach ist der Besuch beendet.`,
    overHeading: (computer) => words`Sie sind nicht mehr mit ${name(computer)} verbunden`,
    again: "Erneut verbinden",
    opensAgain: (moment) => `Er öffnet ${moment}.`,
    busySince: (time) =>
      `Seit ${time} ist jemand mit diesem Computer verbunden, und er lässt nur einen Besuch auf einmal ein. Versuchen Sie es später.`,
    clocks: (there, here) =>
      `Die Uhr des Computers zeigt ${there}, diese hier ${here}. Sie dürfen höchstens 5 Minuten auseinandergehen: Stellen Sie die Uhr, die falsch geht.`,
    setupNotAccepted:
      "Der Computer nimmt nicht mehr an, was der Kunde eingegeben hat: Das Passwort wurde geändert, oder das Konto ist gesperrt. Fragen Sie erneut an.",
    cutBefore: "Die Leitung ist abgerissen, und der Computer war nicht mehr zu erreichen. Niemand ist verbunden.",
    alarms: {
      "not-verified": {
        title: "Das war nicht die Antwort des Computers selbst",
        what: "Was zurückkam, trägt nicht die Unterschrift des Computers, den die Genehmigung des Kunden nennt. Es wurde kein Passwort gesendet und nichts geöffnet.",
        toDo: "Versuchen Sie es erneut. Geschieht es zweimal, sagen Sie es Ihrem Administrator.",
      },
      altered: {
        title: "Die Verbindung wurde unterwegs verändert und geschlossen",
        what: "Etwas zwischen Ihnen und dem Computer hat verändert, was gesendet wurde, oder selbst etwas gesendet. Lesen ließ es sich dort nicht, und nichts danach wurde gezeigt.",
        toDo: "Verbinden Sie sich erneut. Geschieht es zweimal, sagen Sie es Ihrem Administrator.",
      },
    },
  },

  visitRefused: {
    unreadable: "Der Computer konnte diesen Zugriff nicht lesen. Er bleibt geschlossen; fragen Sie erneut an.",
    "bad-signature": "Der Computer hat eine Unterschrift zurückgewiesen. Fragen Sie erneut an.",
    "not-for-this-computer": "Dieser Zugriff gilt für einen anderen Computer. Fragen Sie erneut an.",
    "not-paired":
      "Der Türsteher gehört nicht mehr zu dem Kunden, der diesen Zugriff gegeben hat. Lassen Sie ihn neu einrichten, und fragen Sie dann an.",
    "challenge-gone": "Das hat zu lange gedauert, der Computer fragt neu. Verbinden Sie sich erneut.",
    "connection-open":
      "Jemand ist mit diesem Computer verbunden. Versuchen Sie es erneut, wenn dieser Besuch vorbei ist.",
    "clocks-differ":
      "Die Uhren des Computers, des Servers und dieses Browsers gehen mehr als 5 Minuten auseinander. Stellen Sie die Uhr, die falsch geht.",
    "clock-went-back":
      "Die Uhr des Computers wurde zurückgestellt, deshalb lässt er niemanden ein. Jemand muss dort nach der Uhr sehen und eingeben: node doorkeeper.mjs clock-accept",
    "terms-refused": "Der Computer hat die Bedingungen dieses Zugriffs zurückgewiesen. Fragen Sie erneut an.",
    "not-accepted": "Der Computer hat Benutzername und Passwort nicht angenommen. Geben Sie beides erneut ein.",
    "not-an-administrator":
      "Dieses Konto ist kein Administrator des Computers. „Bei Herstellung der Verbindung“ verlangt die Zugangsdaten eines Administrators.",
    "terms-differ": "Die Bedingungen sind andere als die angefragten. Fragen Sie erneut an.",
    "too-many-tries":
      "Zu viele falsche Passwörter. Warten Sie 15 Minuten; nach zehn an einem Tag wartet der Computer bis zum nächsten.",
    "own-account": "Dieses Konto ist das des Türstehers selbst. Nehmen Sie ein anderes.",
    "not-our-screen":
      "Ein anderes Konto des Computers antwortet an Stelle seines Bildschirmservers. Es hat kein Passwort bekommen. Sagen Sie es dem Kunden.",
    "no-login-type":
      "Der Bildschirmserver des Computers fragt nach keinem Benutzernamen, so kann sich dort niemand anmelden. Er muss auf VeNCrypt Plain eingestellt werden.",
    "no-screen":
      "Der Bildschirmserver des Computers antwortet nicht. Jemand muss ihn dort starten; verbinden Sie sich dann erneut.",
    busy: "Jemand ist mit diesem Computer verbunden, und er lässt nur einen Besuch auf einmal ein. Versuchen Sie es später.",
    "not-stored":
      "Der Computer konnte nicht auf seine Festplatte schreiben, deshalb lässt er niemanden ein. Jemand muss dort Platz schaffen.",
    "visit-over": "Der Besuch ist vorbei: Der Computer weiß nichts mehr davon. Verbinden Sie sich erneut.",
    "decision-old": "Über diesen Zugriff wurde neu entschieden. Sehen Sie noch einmal nach.",
    "other-key":
      "Dieser Zugriff wurde von einem anderen Browser angefragt. Um ihn hier zu nutzen, fragen Sie erneut an.",
    "unknown-grant": "Der Computer kennt diesen Zugriff nicht. Fragen Sie erneut an.",
    revoked: "Dieser Zugriff wurde widerrufen.",
    expired: "Dieser Zugriff ist vorbei.",
    paused: "Der Kunde hat diesen Zugriff angehalten.",
    upcoming: "Dieser Zugriff ist noch nicht offen.",
    "outside-hours": "Um diese Uhrzeit ist dieser Zugriff geschlossen.",
    "group-not-permitted":
      "Ihre Gruppe darf den unbeaufsichtigten Zugriff nicht verwenden. Ihr Administrator kann es erlauben.",
    "mode-not-offered":
      "Ihr Administrator hat festgelegt, dass Techniker jedes Mal Administrator-Anmeldeinformationen eingeben. Fragen Sie erneut an, mit „Bei Herstellung der Verbindung“.",
    offline: "Der Computer ist offline: ausgeschaltet, im Ruhezustand oder ohne Netz.",
    "no-answer": "Der Computer hat nicht rechtzeitig geantwortet. Versuchen Sie es erneut.",
    "asks-anew":
      "Die Leitung ist abgerissen, und der Computer verlangt die Zugangsdaten noch einmal. Verbinden Sie sich erneut.",
    failed: "Die Verbindung kam nicht zustande. Versuchen Sie es erneut.",
  },

  visitEnded: {
    technician: "Sie haben den Besuch beendet.",
    customer: "Der Kunde hat den Besuch beendet.",
    administrator: "Ein Administrator hat den Besuch beendet.",
    computer: "Jemand am Computer hat den Besuch beendet.",
    window: "Die Zeit dieses Zugriffs ist um, der Besuch endete von selbst.",
    revoked: "Dieser Zugriff wurde widerrufen, und damit endete der Besuch.",
    paused: "Der Kunde hat diesen Zugriff angehalten, und damit endete der Besuch.",
    cut: "Die Leitung ist abgerissen und kam in zwei Minuten nicht zurück.",
    altered: "Die Verbindung wurde unterwegs verändert und geschlossen.",
    longest: "Ein Besuch endet nach spätestens 24 Stunden. Verbinden Sie sich erneut, um weiterzumachen.",
    "screen-gone": "Der Bildschirmserver des Computers ist weg, und damit endete der Besuch.",
    "clock-went-back": "Die Uhr des Computers wurde zurückgestellt, deshalb endete der Besuch.",
    "doorkeeper-stopped": "Der Türsteher auf dem Computer wurde angehalten, und damit endete der Besuch.",
  },

  problems: {
    covered: "Etwas liegt über diesem Panel. Schieben Sie es weg und drücken Sie dann erneut.",
    "too-soon": "Das wurde gedrückt, bevor man es lesen konnte. Drücken Sie erneut.",
    "not-vouched":
      "Die Seite der Konsole ist zu beschäftigt, um zu sagen, was über diesem Panel liegt. Warten Sie einen Moment und drücken Sie dann erneut.",
    "no-server": "Der Server ist nicht erreichbar; es wurde nichts getan. Versuchen Sie es erneut.",
    "wrong-sign-in": "E-Mail oder Passwort stimmt nicht. Geben Sie beides erneut ein.",
    "not-signed-in": "Sie sind nicht mehr angemeldet. Melden Sie sich erneut an.",
    "not-allowed": "Das ist Ihnen nicht erlaubt. Ihr Administrator kann es ändern.",
    "code-wrong":
      "Dieser Code stimmt nicht, wurde schon benutzt oder ist abgelaufen. Lassen Sie sich vom Techniker einen neuen geben.",
    unknown: "Das gibt es nicht mehr.",
    "too-many": "Zu viele Versuche. Warten Sie zehn Minuten, und versuchen Sie es dann erneut.",
    "too-many-sessions": "Sie haben 20 offene Sitzungen. Beenden Sie zuerst eine.",
    "request-pending": "Für diesen Computer wartet schon eine Anfrage auf die Antwort des Kunden.",
    "not-pending": "Diese Anfrage ist vorbei: Sie wurde beantwortet, zurückgezogen oder ist verfallen.",
    "already-met": "Diese Sitzung wurde in einem anderen Browser geprüft. Starten Sie eine neue.",
    "grant-over": "Dieser Zugriff ist schon beendet.",
    "visit-over": "Der Besuch ist bereits vorbei.",
    "decision-old": "Darüber wurde inzwischen anderswo neu entschieden. Sehen Sie noch einmal nach.",
    "clocks-differ":
      "Die Uhr dieses Computers und die des Servers gehen mehr als 5 Minuten auseinander. Stellen Sie die Uhr, und versuchen Sie es dann erneut.",
    refused:
      "Die Regeln für die Gruppe des Technikers erlauben das nicht mehr. Lassen Sie den Techniker erneut anfragen.",
    changed: "Die Anfrage hat sich geändert, während Sie gelesen haben. Lesen Sie sie noch einmal.",
    "not-verified": "Die Unterschrift stimmt nicht, oder es wurde keine Prüfzahl geprüft. Es wurde nichts gesendet.",
    "bad-signature": "Der Server konnte die Unterschrift nicht bestätigen. Es wurde nichts gespeichert.",
    malformed: "Der Server konnte das nicht lesen. Es wurde nichts gespeichert.",
    "not-json": "Der Server konnte das nicht lesen. Es wurde nichts gespeichert.",
    "too-large": "Das ist größer, als der Server es annimmt. Es wurde nichts gespeichert.",
    "method-not-allowed": "Der Server kann das nicht. Vielleicht hat er eine andere Version.",
    "already-done": "Das ist schon geschehen.",
    "email-taken": "Diese E-Mail-Adresse hat schon jemand.",
    "name-taken": "Diesen Namen gibt es schon.",
    "not-met": "So weit ist diese Sitzung noch nicht. Sehen Sie gleich noch einmal nach.",
    "not-meeting": "So weit ist diese Sitzung noch nicht. Sehen Sie gleich noch einmal nach.",
    offline:
      "Der Computer ist offline, deshalb kann sein Türsteher nicht gefragt werden. Versuchen Sie es erneut, wenn er an ist und ein Netz hat.",
    "connection-open":
      "Jemand ist mit diesem Computer verbunden. Bis der Besuch vorbei ist, wird nichts geöffnet; jedes Nein wird befolgt.",
    "challenge-gone": "Das hat zu lange gedauert, der Computer muss neu gefragt werden. Drücken Sie noch einmal.",
    busy: "Mit diesem Computer ist schon jemand verbunden; es wird nur ein Besuch auf einmal eingelassen. Versuchen Sie es später.",
    "terms-differ":
      "Die Bedingungen sind andere als die angefragten. Es wurde nichts erteilt. Lassen Sie den Techniker erneut anfragen.",
    "terms-refused":
      "Der Computer hat diese Bedingungen abgelehnt: Vielleicht sind sie vorbei oder zu lang. Lassen Sie den Techniker erneut anfragen.",
    unreadable: "Der Computer konnte das nicht lesen. Es wurde nichts erteilt.",
    "not-for-this-computer": "Das gilt einem anderen Computer. Es wurde nichts erteilt.",
    "not-paired": "Der Türsteher auf dem Computer ist nicht mit diesem Browser verbunden. Richten Sie ihn neu ein.",
    "clock-went-back":
      "Die Uhr des Computers wurde zurückgestellt, deshalb öffnet sein Türsteher nichts. Sehen Sie nach der Uhr, und geben Sie dann am Computer ein: node doorkeeper.mjs clock-accept",
    "not-accepted":
      "Der Computer hat diesen Benutzernamen und dieses Passwort nicht angenommen. Geben Sie beides so ein wie bei der Anmeldung dort.",
    "not-an-administrator": "Dieses Konto gehört keinem Administrator dieses Computers. Geben Sie ein solches ein.",
    "own-account":
      "Der Türsteher läuft unter diesem Konto, ein Besucher könnte also lesen, was er aufbewahrt. Geben Sie ein anderes Konto ein, oder lassen Sie den Türsteher unter einem eigenen laufen.",
    "not-our-screen":
      "Ein anderes Konto des Computers antwortet an der Stelle seines Bildschirmservers; es bekam kein Passwort. Starten Sie den Bildschirmserver neu, und finden Sie heraus, wer dort stand.",
    "no-login-type":
      "Der Bildschirmserver des Computers fragt nach keinem Benutzernamen, also könnte sich niemand anmelden. Stellen Sie ihn auf VeNCrypt Plain um, das nach einem Konto des Computers fragt.",
    "no-screen":
      "Der Bildschirmserver des Computers antwortet nicht. Starten Sie ihn, und versuchen Sie es dann erneut.",
    "not-stored":
      "Der Computer konnte nichts auf die Festplatte schreiben, deshalb wurde nichts erteilt. Schaffen Sie dort Platz, und versuchen Sie es dann erneut.",
    "unknown-grant": "Der Computer kennt diesen Zugriff nicht.",
    "too-many-tries": "Zu viele falsche Passwörter. Warten Sie 15 Minuten, und versuchen Sie es dann erneut.",
    "password-needed": "Das braucht Benutzername und Passwort des Computers: Ein Klick genügt nicht.",
    "private-window": "Das geht nicht in einem privaten Fenster. Öffnen Sie Whileaway in einem gewöhnlichen.",
    "other-key":
      "Das wurde von einem anderen Browser angefragt. Machen Sie dort weiter, oder fragen Sie hier erneut an.",
    revoked: "Dieser Zugriff wurde widerrufen.",
    expired: "Dieser Zugriff ist vorbei.",
    paused: "Dieser Zugriff ist angehalten.",
    upcoming: "Dieser Zugriff ist noch nicht offen.",
    "outside-hours": "Dieser Zugriff ist um diese Zeit geschlossen.",
    closed: "Dieser Zugriff ist jetzt geschlossen.",
    "no-answer": "Der Computer hat nicht rechtzeitig geantwortet. Versuchen Sie es erneut.",
    "no-receipt": "Der Computer hat noch nicht geantwortet. Ist das bei ihm angekommen, zeigt es sich hier von selbst.",
    "not-ready": "Der Server startet gerade. Versuchen Sie es gleich erneut.",
    failed: "Etwas ist schiefgegangen, und es wurde nichts getan. Versuchen Sie es erneut.",
    "too-many-consoles": "Sie haben 100 Konsolen hinzugefügt. Entfernen Sie zuerst eine.",
    "not-here": "Das geht auf dieser Seite nicht.",
    other: (code) => `Das ging nicht (${code}). Versuchen Sie es erneut.`,
  },

  events: {
    "session-joined": (person) => words`Sie sind einer Sitzung von ${name(person)} beigetreten`,
    "session-met": (person) => words`${name(person)} antwortete mit einem Schlüssel`,
    "session-active": (person) => words`Die Zahl von ${name(person)} stimmte; die Sitzung ist aktiv`,
    "session-ended": (person) => words`Die Sitzung mit ${name(person)} wurde beendet`,
    "request-asked": (person) => words`${name(person)} fragte Zugriff an`,
    denied: (person) => words`Sie lehnten die Anfrage von ${name(person)} ab`,
    withdrawn: (person) => words`${name(person)} zog die Anfrage zurück`,
    lapsed: (person) => words`Die Anfrage von ${name(person)} verfiel`,
    "grant-made": (person) => words`Sie gaben ${name(person)} Zugriff`,
    paused: (person) => words`Sie hielten den Zugriff von ${name(person)} an`,
    resumed: (person) => words`Sie setzten den Zugriff von ${name(person)} fort`,
    revoked: (person) => words`Sie widerriefen den Zugriff von ${name(person)}`,
    revokedByTechnician: (person) => words`${name(person)} gab den Zugriff zurück`,
    revokedByAdministrator: (person) => words`Ein Administrator widerrief den Zugriff von ${name(person)}`,
    "computer-renamed": (computer) => words`Dieser Computer bekam den Namen ${name(computer)}`,
    "computer-paired": (computer) => words`Sie richteten den Türsteher auf ${name(computer)} ein`,
    unpairedByYou: "Sie trennten den Türsteher",
    unpairedAtComputer: "Der Türsteher wurde am Computer getrennt",
    decided: {
      open: (person) => words`Ihr Computer weiß es: Der Zugriff von ${name(person)} ist wieder offen`,
      paused: (person) => words`Ihr Computer weiß es: Der Zugriff von ${name(person)} ist angehalten`,
      revoked: (person) => words`Ihr Computer weiß es: Der Zugriff von ${name(person)} ist widerrufen`,
    },
    decidedThere: {
      open: (person) => words`Am Computer setzte jemand den Zugriff von ${name(person)} fort`,
      paused: (person) => words`Am Computer hielt jemand den Zugriff von ${name(person)} an`,
      revoked: (person) => words`Am Computer widerrief jemand den Zugriff von ${name(person)}`,
    },
    "connection-opened": (person) => words`${name(person)} hat sich verbunden`,
    "connection-resumed": (person) => words`${name(person)} machte nach einer Unterbrechung weiter`,
    "connection-ended": (person) => words`Der Besuch von ${name(person)} ist vorbei`,
    "connection-refused": (person) => words`${name(person)} wollte sich verbinden und wurde abgewiesen`,
    by: {
      technician: "vom Techniker",
      customer: "von Ihnen",
      administrator: "von einem Administrator",
      time: "von selbst, nach ihrer Zeit",
      "number-differs": "weil die Prüfzahl nicht stimmte",
    },
  },
};

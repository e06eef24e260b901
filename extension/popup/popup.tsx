import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { CustomerState, PopupTab } from "../messages.ts";
import { usePort } from "../page/background.tsx";
import { Silence } from "../page/notices.tsx";
import { useReader } from "../page/reader.tsx";
import { AnsweredPage } from "./answered-page.tsx";
import { CheckNumber } from "./check.tsx";
import { Exchanging, FailedCheck } from "./check-steps.tsx";
import { Confirm } from "./confirm.tsx";
import { ConfirmFits } from "./confirm-fits.tsx";
import { Join } from "./join.tsx";
import { MyComputer } from "./my-computer.tsx";
import { PageTop } from "./page-top.tsx";
import { PairingPage } from "./pairing-page.tsx";
import { type Place, placeMeant, placeToShow, requestMeant, type Standing } from "./place.ts";
import { RequestPage } from "./request-page.tsx";
import { Tabs } from "./tabs.tsx";
import { UnverifiedPage } from "./unverified-page.tsx";

const fits = "#fits-";

/**
 * The popup: the customer's page, and the technician's tab. `#confirm` asks the technician once more for a request,
 * `#fits-<session>` for what she says of the check number; `#pairing` and `#request-<id>` begin there.
 */
export function Popup({ hash, standing }: { hash: string; standing: Standing }) {
  if (hash.startsWith(fits)) return <ConfirmFits session={hash.slice(fits.length)} />;
  return hash === "#confirm" ? <Confirm /> : <CustomerPopup hash={hash} standing={standing} />;
}

function CustomerPopup({ hash, standing }: { hash: string; standing: Standing }) {
  const state = usePort("customer");
  const [went, go] = useState<Place | null>(placeMeant(hash));
  const [left, setLeft] = useState<readonly string[]>([]);
  // There with the page that it leads back from: a key pressed at once isn't lost.
  useLayoutEffect(() => {
    const back = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && (went?.at === "join" || went?.at === "pairing")) go({ at: "home" });
    };
    document.addEventListener("keydown", back);
    return () => document.removeEventListener("keydown", back);
  }, [went]);
  const place = state && placeToShow(state, went, left, requestMeant(hash));
  const read = place?.at === "request" ? place.request : null;
  useEffect(() => {
    // A request that comes up by itself and is then taken back doesn't just vanish.
    if (read !== null && went?.at !== "request") go({ at: "request", request: read });
  }, [read, went]);
  if (state === null || place === null) return <Silence />;
  const leave = (id: string): void => {
    setLeft((before) => [...before, id]);
    go({ at: "home" });
  };
  const goTo = (to: Place): void => {
    if (to.at === "check") setLeft((before) => before.filter((id) => id !== to.session.id));
    go(to);
  };
  // Whoever comes back from something of the customer's is at *My computer* again.
  const opensAt = went === null ? state.opensAt : "computer";
  return <Shown state={state} standing={standing} place={place} opensAt={opensAt} go={goTo} leave={leave} />;
}

type ShownProps = {
  state: CustomerState;
  standing: Standing;
  place: Place;
  opensAt: PopupTab;
  go: (place: Place) => void;
  /** shows this no more by itself */
  leave: (id: string) => void;
};

function Shown({ state, standing, place, opensAt, go, leave }: ShownProps) {
  const { join, check } = useReader().texts;
  const computer = state.computer?.name ?? state.proposedName;
  switch (place.at) {
    case "home":
      return (
        <Tabs opensAt={opensAt} toolbar={standing.toolbar}>
          <MyComputer state={state} standing={standing} go={go} />
        </Tabs>
      );
    case "pairing":
      return <PairingPage state={state} onBack={() => go({ at: "home" })} />;
    case "join":
      return (
        <main class="page">
          <PageTop title={join.title} onBack={() => go({ at: "home" })} />
          <Join state={state} onJoined={() => go({ at: "home" })} />
        </main>
      );
    case "check": {
      const { session } = place;
      const { introduction } = session;
      return (
        <main class="page" key={session.id}>
          <PageTop title={check.title} right={computer} onBack={() => leave(session.id)} />
          {introduction.step === "number" && <CheckNumber session={session} introduction={introduction} />}
          {introduction.step === "exchanging" && <Exchanging session={session} />}
          {introduction.step === "failed" && (
            <FailedCheck session={session} introduction={introduction} onLeft={() => leave(session.id)} />
          )}
        </main>
      );
    }
    case "request": {
      const { request } = place;
      return request.verified ? (
        <RequestPage
          key={request.id}
          request={request}
          computer={computer}
          grants={state.grants}
          door={state.door}
          connected={state.connection !== null}
          toolbar={standing.toolbar}
          onBack={() => leave(request.id)}
          onAnswering={(answering) => go({ at: "request", request, answering })}
          onAnswered={(answer) => go({ at: "answered", answer, name: request.technician.name })}
        />
      ) : (
        <UnverifiedPage
          key={request.id}
          request={request}
          onBack={() => leave(request.id)}
          onAnswering={(answering) => go({ at: "request", request, answering })}
          onAnswered={() => go({ at: "answered", answer: "denied", name: request.claimedName })}
        />
      );
    }
    case "answered":
      return <AnsweredPage {...place} onDone={() => go({ at: "home" })} />;
  }
}

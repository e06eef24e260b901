import type { Page } from "playwright-core";
import { Customer } from "../browser/customer.ts";
import type { Technician } from "../browser/technician.ts";
import type { Viewer } from "../browser/viewer.ts";
import type { Timeline } from "./timeline.ts";

/** Who does the next step of the story, and where it is seen. */
export class Scenes {
  readonly technician: Technician;
  readonly #timeline: Timeline;
  #customer: Customer;

  constructor(timeline: Timeline, technician: Technician, customer: Customer) {
    this.#timeline = timeline;
    this.technician = technician;
    this.#customer = customer;
  }

  get customer(): Customer {
    return this.#customer;
  }

  atConsole<Seen>(what: string, act: (technician: Technician) => Promise<Seen>): Promise<Seen> {
    return this.#step("technician", what, this.technician.page, () => act(this.technician));
  }

  atPopup<Seen>(what: string, act: (customer: Customer) => Promise<Seen>): Promise<Seen> {
    return this.#step("customer", what, this.customer.page, () => act(this.customer));
  }

  atViewer<Seen>(what: string, viewer: Viewer, act: (viewer: Viewer) => Promise<Seen>): Promise<Seen> {
    return this.#step("technician", what, viewer.page, () => act(viewer));
  }

  /** The customer goes home: his browser is closed. */
  async leave(what: string): Promise<void> {
    await this.#step("customer", what, undefined, () => this.customer.profile.leave());
  }

  /** He is back: the browser is opened again on what it kept. */
  async comeBack(what: string): Promise<void> {
    await this.#timeline.step({ who: "customer", what }, async () => {
      await this.customer.profile.comeBack();
      this.#customer = await Customer.atPopup(this.customer.profile);
    });
  }

  #step<Seen>(who: string, what: string, page: Page | undefined, act: () => Promise<Seen>): Promise<Seen> {
    return this.#timeline.step(page === undefined ? { who, what } : { who, what, page }, act);
  }
}

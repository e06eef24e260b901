import { describe, it } from "vitest";
import { Customer } from "./customer.ts";
import { arrive, meet, officePc } from "./meet.ts";
import { Technician } from "./technician.ts";
import { useStage } from "./test-stage.ts";

const stage = useStage();

describe("the story goes on, and nothing is typed again,", () => {
  it("when both backgrounds are stopped at every step", async () => {
    const technician = await stage().technician();
    const customer = await stage().customer();
    const stopBoth = async () => {
      await technician.profile.stopBackground();
      await customer.profile.stopBackground();
    };
    await arrive(technician);
    await stopBoth();
    const code = await technician.startSession();
    await stopBoth();
    await customer.join(code, officePc);
    const number = await technician.readNumber();
    await customer.isAskedForNumber();
    await stopBoth();
    await customer.typeNumber(number);
    await customer.reads(customer.names.numberFits);
    await stopBoth();
    await technician.itFits();
    await stopBoth();
    await technician.ask({ span: { days: 3 } });
    await stopBoth();
    await customer.question();
    await stopBoth();
    await customer.approve();
    await technician.reads(technician.names.active);
    await stopBoth();
    await technician.press(technician.names.endSession);
    await technician.seesWhyNoConnection();
    await customer.seesAccess();
  });

  it("when both browsers are closed and opened again", async () => {
    let technician = await stage().technician();
    let customer = await stage().customer();
    const restartBoth = async () => {
      await technician.profile.restart();
      await customer.profile.restart();
      technician = await Technician.atConsole(
        technician.profile,
        stage().console.address("office-pc"),
        technician.account,
      );
      await technician.openPanel();
      customer = await Customer.atPopup(customer.profile);
    };
    await arrive(technician);
    const code = await technician.startSession();
    await customer.join(code, officePc);
    const number = await technician.readNumber();
    await customer.isAskedForNumber();
    await restartBoth();
    // The number is still the one that was read out.
    await customer.typeNumber(number);
    await customer.reads(customer.names.numberFits);
    await technician.itFits();
    await restartBoth();
    await technician.ask({ span: { days: 3 } });
    await restartBoth();
    await technician.reads(technician.names.waiting);
    await customer.question();
    await customer.approve();
    await technician.reads(technician.names.active);
    await restartBoth();
    await technician.press(technician.names.endSession);
    await technician.seesWhyNoConnection();
    await customer.seesAccess();
  });

  it("when the server is killed and started again", async () => {
    const technician = await stage().technician();
    const customer = await stage().customer();
    const restartServer = async () => {
      await stage().server.stop("SIGKILL");
      await stage().server.start();
    };
    await arrive(technician);
    await restartServer();
    const code = await technician.startSession();
    await restartServer();
    await customer.join(code, officePc);
    const number = await technician.readNumber();
    await restartServer();
    await customer.typeNumber(number);
    await customer.reads(customer.names.numberFits);
    await technician.itFits();
    await restartServer();
    await technician.ask({ span: { days: 3 } });
    await restartServer();
    await customer.question();
    await customer.approve();
    await technician.reads(technician.names.active);
    await restartServer();
    await technician.press(technician.names.endSession);
    await technician.seesWhyNoConnection();
    await customer.seesAccess();
  });

  it("when the server is away for a while: the pages say so, and it comes back by itself", async () => {
    const technician = await stage().technician();
    const customer = await stage().customer();
    await arrive(technician);
    await meet(technician, customer);
    await stage().server.stop();
    await technician.reads(technician.names.offline);
    await customer.reads(customer.names.offline);
    await stage().server.start();
    await technician.readsNoMore(technician.names.offline);
    await technician.ask({ span: { days: 1 } });
    await customer.question();
  });
});

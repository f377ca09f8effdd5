# The edge worker of `demo/bots/worker.ts`, bundled, on a free port of this machine.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .bot)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const bot :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  bindings = [(name = "DISCORD_PUBLIC_KEY", fromEnvironment = "DISCORD_PUBLIC_KEY")],
  compatibilityDate = "2026-11-01",
);

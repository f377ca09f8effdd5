export { GatewayOpcode } from "./opcodes.ts";

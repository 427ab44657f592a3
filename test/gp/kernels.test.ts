import { describe } from "vitest";
import { describeKernel } from "../conformance/kernel.js";
import { compositions, leaves, shared, some } from "../support/kernels.js";

describe("with a lengthscale an input", () => leaves.forEach(describeKernel));
describe("with one lengthscale", () => shared.forEach(describeKernel));
describe("on some inputs", () => some.forEach(describeKernel));
describe("composed", () => compositions.forEach(describeKernel));

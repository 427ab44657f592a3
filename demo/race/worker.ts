/** The worker of the race: it loads what it races. */
import { serve } from "steinbock/worker";
import { heat } from "./heat.js";

serve({ functions: { heat } });
